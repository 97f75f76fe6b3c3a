// One attempt to send one sheet, and what the answer means for the person.

import { multipart } from "./engine.ts";
import type { KeptFile, Receipt, Sheet } from "./store.ts";
import type { Words } from "./words.ts";

const patience = 90_000; // milliseconds in which nothing moves, neither there nor back; a slow network may take its time
const heaviest = 3_000_000; // bytes of files in one sending: what is sent again when the network is cut
const most = 20; // files in one sending

/** arrived: kept by the server; later: try again, nothing is lost; refused: the person must change something. */
export interface Outcome {
  readonly state: "arrived" | "later" | "refused";
  /** What to tell the person, when there is something to tell. */
  readonly sentence: string | null;
  /** The person must sign in before anything leaves. */
  readonly isSignedOut?: boolean;
  /** Nothing reached the server: other sheets cannot leave either. */
  readonly isUnreachable?: boolean;
  /** The answers arrived, and the server takes one of their files from nobody. */
  readonly isFileRefused?: boolean;
  /** What the next sending of the same sheet is begun on, where the server says so. */
  readonly basis?: string;
  readonly receipt?: Receipt;
  /** The server still waits for files. */
  readonly isPartial?: boolean;
}

/** A sheet, with the files that arrived in an earlier attempt; with none named, its answers did not arrive yet. */
interface Sendable extends Sheet {
  readonly delivered?: readonly string[] | undefined;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Led to another page than the one asked: that where one signs in. */
  readonly isElsewhere: boolean;
}

/** The sending was cut. */
class Cut extends Error {
  constructor(readonly isUnreachable: boolean) {
    super("cut");
  }
}

function basisOf({ type, text }: Answer): Pick<Outcome, "basis"> {
  if (!type.includes("json")) return {};
  try {
    const said = JSON.parse(text) as { basis?: unknown } | null;
    return typeof said?.basis === "string" ? { basis: said.basis } : {};
  } catch {
    return {};
  }
}

function receiptOf({ type, text }: Answer): Pick<Outcome, "receipt" | "isPartial"> {
  if (!type.includes("xml")) return {};
  const said = new DOMParser().parseFromString(text, "text/xml").getElementsByTagNameNS("*", "submissionMetadata")[0];
  const [code, digest] = [said?.getAttribute("receipt"), said?.getAttribute("digest")];
  return { ...(code ? { receipt: { code, digest: digest ?? "" } } : {}), isPartial: said?.getAttribute("isComplete") === "false" };
}

function sentenceOfJson(text: string): string | null {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null) return null;
    const said = ["message", "detail", "sentence", "error"].map((key) => (answer as Record<string, unknown>)[key]);
    return said.find((each): each is string => typeof each === "string" && each.trim() !== "")?.trim() ?? null;
  } catch {
    return null;
  }
}

function sentenceOfXml(text: string): string | null {
  const message = new DOMParser().parseFromString(text, "text/xml").getElementsByTagNameNS("*", "message")[0];
  return message?.textContent?.trim() || null;
}

/** The sentence a server wrote for people, from JSON or from an OpenRosaResponse. A page of HTML is not a sentence. */
function sentenceOf({ type, text }: Answer): string | null {
  if (type.includes("json")) return sentenceOfJson(text);
  return type.includes("xml") && !type.includes("html") ? sentenceOfXml(text) : null;
}

function meaning(answer: Answer, words: Words): Outcome {
  const signedOut: Outcome = { state: "later", sentence: words.logInAgain, isSignedOut: true };
  if (answer.isElsewhere || answer.status === 401) return signedOut;
  if (answer.status === 201 || answer.status === 202) return { state: "arrived", sentence: null, ...basisOf(answer), ...receiptOf(answer) };
  if (answer.status >= 500 || answer.status === 429) return { state: "later", sentence: words.serverDown };
  const sentence = sentenceOf(answer);
  if (answer.status === 403 && !sentence) return signedOut;
  if (answer.status === 413) return { state: "refused", sentence: sentence ?? words.tooHeavy };
  if (answer.status >= 400) return { state: "refused", sentence: sentence ?? words.refused };
  return { state: "later", sentence: words.serverDown }; // 200 is not a receipt: only 201 and 202 are
}

/** Post it, for as long as something moves. `fetch` does not tell whether it does. */
function post(body: FormData, url: string, csrf: string | null): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let isMoving = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        isMoving = true; // this one hangs; another may pass
        request.abort();
      }, patience);
    };
    request.upload.addEventListener("progress", ({ loaded }) => {
      isMoving ||= loaded > 0;
      wait();
    });
    request.addEventListener("progress", wait);
    request.addEventListener("loadend", () => {
      clearTimeout(timer);
      if (request.status === 0) return reject(new Cut(!isMoving));
      const isElsewhere = new URL(request.responseURL).pathname !== new URL(url, location.href).pathname;
      resolve({ status: request.status, type: request.getResponseHeader("content-type") ?? "", text: request.responseText, isElsewhere });
    });
    request.open("POST", url);
    request.setRequestHeader("X-OpenRosa-Version", "1.0");
    if (csrf) request.setRequestHeader("X-CSRFToken", csrf);
    wait();
    request.send(body);
  });
}

/** What leaves together: the answers with the lightest beginning, so that they arrive first; then the rest. */
function partsOf(files: readonly KeptFile[]): KeptFile[][] {
  const parts: KeptFile[][] = [[]];
  let weight = 0;
  for (const file of files) {
    const last = parts.at(-1)!;
    const isFull = last.length >= most || weight + file.blob.size > heaviest;
    if (isFull && (last.length > 0 || parts.length === 1)) {
      parts.push([file]);
      weight = file.blob.size;
    } else {
      last.push(file);
      weight += file.blob.size;
    }
  }
  return parts;
}

/**
 * Post the sheet as OpenRosa does, in as many sendings as its files need. Never rejects. The same sheet can be posted again: the
 * server keeps it once. `onDelivered` is told which files arrived as long as others are to come; undefined: begin anew.
 */
export async function send(
  sheet: Sendable,
  url: string,
  csrf: string | null,
  words: Words,
  onDelivered: (names: string[] | undefined) => Promise<void> = async () => undefined,
): Promise<Outcome> {
  const delivered = [...(sheet.delivered ?? [])];
  const parts = partsOf(sheet.files.filter(({ name }) => !delivered.includes(name)));
  let hasAnswers = sheet.delivered !== undefined;
  let outcome: Outcome = { state: "later", sentence: null };
  let receipt: Pick<Outcome, "receipt"> = {};
  let refusal: Outcome | null = null;
  for (let files = parts.shift(); files; files = parts.shift()) {
    outcome = await sent({ xml: sheet.xml, files }, url, csrf, words);
    if (outcome.state === "refused" && hasAnswers && files.length > 0) {
      if (files.length > 1) parts.unshift(...files.map((file) => [file])); // only one of them is refused
      else refusal = { ...outcome, isFileRefused: true };
      continue;
    }
    if (outcome.state !== "arrived") return outcome;
    hasAnswers = true;
    if (outcome.receipt) receipt = { receipt: outcome.receipt };
    delivered.push(...files.map(({ name }) => name));
    if (parts.length > 0) await onDelivered(delivered);
  }
  if (refusal) return { ...refusal, ...receipt };
  if (!outcome.isPartial || sheet.delivered === undefined) return outcome;
  await onDelivered(undefined); // the server misses what it was believed to have
  return { state: "later", sentence: null };
}

async function sent(part: Sheet, url: string, csrf: string | null, words: Words): Promise<Outcome> {
  try {
    return meaning(await post(multipart(part), url, csrf), words);
  } catch (problem) {
    return { state: "later", sentence: null, isUnreachable: problem instanceof Cut && problem.isUnreachable };
  }
}
