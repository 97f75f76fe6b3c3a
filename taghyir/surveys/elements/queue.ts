// Finished sheets wait here until the server has them. Each leaves once: the server knows it by its instanceID.

import { send, type Outcome } from "./send.ts";
import type { Draft } from "./drafts.ts";
import { keepReceipt } from "./receipts.ts";
import { allKept, forget, keep, kept, move, type Origin, type Sheet } from "./store.ts";
import type { Words } from "./words.ts";

const every = 30_000; // milliseconds between two attempts while something waits

export interface Waiting extends Sheet, Partial<Origin> {
  readonly id: string;
  readonly owner: string;
  readonly title: string;
  readonly draftKey: string;
  readonly submitUrl: string;
  readonly finishedAt: number;
  /** The server's sentence, when it refused: the person must correct before it leaves. */
  readonly refusal: string | null;
  /** The files that arrived while others are to come; named as soon as the answers have arrived. */
  readonly delivered?: readonly string[] | undefined;
  /** The answers arrived; a file that waits here is the one that was refused. */
  readonly isFileRefused?: boolean;
}

/** Runs `task` while no other tab of this device sends. */
async function alone<T>(task: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? ((await navigator.locks.request("taghyir-queue", task)) as T) : task();
}

export class Queue {
  private running: Promise<void> | undefined;
  private following: Promise<void> | undefined;

  constructor(
    private readonly owner: string,
    private readonly csrf: string | null,
    private readonly words: Words,
    private readonly onChange: (arrived: Waiting | null, outcome: Outcome | null) => void,
  ) {}

  /** Begin to watch the network: what waits leaves as soon as it can. */
  watch(): void {
    addEventListener("online", () => void this.sendAll());
    setInterval(() => void this.sendAll(), every);
    void this.sendAll();
  }

  /** What this person finished on this device, oldest first. */
  async waiting(): Promise<Waiting[]> {
    const all = await allKept<Waiting>("queue");
    return all.filter(({ owner }) => owner === this.owner).sort((one, other) => one.finishedAt - other.finishedAt);
  }

  /** A sheet of another device. */
  async add(sheet: Omit<Waiting, "owner" | "refusal">): Promise<void> {
    await keep("queue", sheet.id, { ...sheet, owner: this.owner, refusal: null } satisfies Waiting);
    this.onChange(null, null);
  }

  /** A sheet that was finished here: from now on it waits, and is no draft any more. */
  async finish(sheet: Omit<Waiting, "owner" | "refusal">): Promise<void> {
    await move("queue", sheet.id, { ...sheet, owner: this.owner, refusal: null } satisfies Waiting, sheet.draftKey);
    this.onChange(null, null);
  }

  /** The answers arrived, and the person gives up the file that was refused. */
  async giveUp(sheet: Waiting): Promise<void> {
    await forget("queue", sheet.id);
    this.onChange(null, null);
  }

  /** A sheet that was refused is a draft again, and waits no more. */
  async takeBack(sheet: Waiting): Promise<Draft> {
    const { xml, files, owner, title, fillUrl, formUrl, mediaUrl } = sheet;
    const draft: Draft = { xml, files, owner, title, fillUrl, formUrl, mediaUrl, page: "", savedAt: Date.now() };
    await move("drafts", sheet.draftKey, draft, sheet.id);
    this.onChange(null, null);
    return draft;
  }

  /** Try each sheet that waits, one after the other. A call during an attempt is answered by one more attempt after it. */
  sendAll(): Promise<void> {
    if (!this.running) return this.run();
    this.following ??= this.running.then(() => {
      this.following = undefined;
      return this.run();
    });
    return this.following;
  }

  private run(): Promise<void> {
    this.running = alone(() => this.tryEach()).finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async tryEach(): Promise<void> {
    for (const sheet of await this.waiting()) {
      if (sheet.refusal !== null) continue;
      const outcome = await send(sheet, sheet.submitUrl, this.csrf, this.words, (names) => this.note(sheet, { delivered: names }));
      if (outcome.receipt) await keepReceipt(sheet, outcome.receipt);
      if (outcome.state === "arrived" && (await this.isLatest(sheet))) await forget("queue", sheet.id);
      if (outcome.state === "refused") await this.note(sheet, { refusal: outcome.sentence, isFileRefused: outcome.isFileRefused ?? false });
      this.onChange(outcome.state === "arrived" ? sheet : null, outcome);
      if (outcome.isUnreachable) return; // no network: the others cannot leave either
    }
  }

  /** Of a sheet that was filled further while it was sent, the rest still waits. */
  private async isLatest(sheet: Waiting): Promise<boolean> {
    return (await kept<Waiting>("queue", sheet.id))?.finishedAt === sheet.finishedAt;
  }

  private async note(sheet: Waiting, said: Partial<Waiting>): Promise<void> {
    const waiting = await kept<Waiting>("queue", sheet.id);
    if (waiting?.finishedAt === sheet.finishedAt) await keep("queue", sheet.id, { ...waiting, ...said } satisfies Waiting);
  }
}
