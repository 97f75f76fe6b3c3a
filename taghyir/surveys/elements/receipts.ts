// The receipts of the sheets that left this device: each has its own, also of those that left together when the network was back.

import { allKept, forget, keep, type Receipt } from "./store.ts";

const most = 200; // of one person: the oldest go

export interface KeptReceipt extends Receipt {
  readonly id: string;
  readonly owner: string;
  readonly title: string;
  readonly finishedAt: number;
}

type Left = Pick<KeptReceipt, "id" | "owner" | "title" | "finishedAt">;

/** Newest first. */
export async function receiptsOf(owner: string): Promise<KeptReceipt[]> {
  const all = (await allKept<KeptReceipt>("receipts")).filter((each) => each.owner === owner);
  return all.sort((one, other) => other.finishedAt - one.finishedAt);
}

/** A device that is full still sends: the receipt is then on the server only. */
export async function keepReceipt({ id, owner, title, finishedAt }: Left, receipt: Receipt): Promise<void> {
  try {
    await keep("receipts", id, { id, owner, title, finishedAt, ...receipt } satisfies KeptReceipt);
    for (const old of (await receiptsOf(owner)).slice(most)) await forget("receipts", old.id);
  } catch (problem) {
    console.warn(problem);
  }
}
