// What waits on this device, as a file that another device sends: for a phone that breaks, is lent, or never finds the network.

import type { Queue, Waiting } from "./queue.ts";
import type { KeptFile } from "./store.ts";

const kind = "taghyir-queue";
const heaviest = 200_000_000; // bytes
const door = /^\/[a-z]{2}\/forms\/(\d+\/submit|answers\/\d+\/correct\/\d+)\/$/; // only our own: a file never says where answers go

interface CarriedFile {
  name: string;
  type: string;
  content: string; // base64
}
type Carried = Pick<Waiting, "id" | "xml" | "title" | "draftKey" | "submitUrl" | "finishedAt"> & { files: CarriedFile[] };

async function packed({ name, blob }: KeptFile): Promise<CarriedFile> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { name, type: blob.type, content: btoa(text) };
}

function unpacked({ name, type, content }: CarriedFile): KeptFile {
  return { name, blob: new Blob([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], { type }) };
}

/** Every sheet that waits, in one file. */
async function queueAsFile(sheets: readonly Waiting[]): Promise<Blob> {
  const carried = await Promise.all(
    sheets.map(async ({ id, xml, title, draftKey, submitUrl, finishedAt, files }) => {
      return { id, xml, title, draftKey, submitUrl, finishedAt, files: await Promise.all(files.map(packed)) } satisfies Carried;
    }),
  );
  return new Blob([JSON.stringify({ kind, sheets: carried })], { type: "application/json" });
}

/** Give such a file to the person, as a download. */
export async function saveAsFile(sheets: readonly Waiting[]): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await queueAsFile(sheets));
  link.download = `taghyir-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Put the sheets of such a file into the queue of this device; returns how many. Throws for any other file, or another door than ours. */
export async function queueFromFile(file: File, queue: Queue, here: string): Promise<number> {
  if (file.size > heaviest) throw new Error("too heavy");
  const read = JSON.parse(await file.text()) as { kind?: unknown; sheets?: unknown };
  if (read.kind !== kind || !Array.isArray(read.sheets)) throw new Error("another file");
  const sheets = read.sheets.map((one) => sheetOf(one as Carried, here));
  for (const sheet of sheets) await queue.add(sheet);
  return sheets.length;
}

function sheetOf(carried: Carried, here: string): Omit<Waiting, "owner" | "refusal"> {
  const { id, xml, title, draftKey, submitUrl, finishedAt, files } = carried;
  const isWhole = [id, xml, title, draftKey, submitUrl].every((words) => typeof words === "string" && words !== "");
  if (!isWhole || !(submitUrl === here || door.test(submitUrl)) || typeof finishedAt !== "number" || !Array.isArray(files)) throw new Error("a damaged sheet");
  return { id, xml, title, draftKey, submitUrl, finishedAt, files: files.map(unpacked) };
}
