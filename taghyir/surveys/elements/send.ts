// One attempt to send one sheet, and what the answer means for the person.

import { multipart } from "./engine.ts";
import type { Sheet } from "./store.ts";
import type { Words } from "./words.ts";

const patience = 90_000; // milliseconds: photos on a slow network

/** arrived: kept by the server; later: try again, nothing is lost; refused: the person must change something. */
export interface Outcome {
  readonly state: "arrived" | "later" | "refused";
  /** What to tell the person, when there is something to tell. */
  readonly sentence: string | null;
  /** The person must sign in before anything leaves. */
  readonly isSignedOut?: boolean;
  /** What the next sending of the same sheet is begun on, where the server says so. */
  readonly basis?: string;
}

async function basisOf(answer: Response): Promise<Pick<Outcome, "basis">> {
  if (!answer.headers.get("content-type")?.includes("json")) return {};
  const said = (await answer.json().catch(() => null)) as { basis?: unknown } | null;
  return typeof said?.basis === "string" ? { basis: said.basis } : {};
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
async function sentenceOf(answer: Response): Promise<string | null> {
  const type = answer.headers.get("content-type") ?? "";
  const text = await answer.text().catch(() => "");
  if (type.includes("json")) return sentenceOfJson(text);
  return type.includes("xml") && !type.includes("html") ? sentenceOfXml(text) : null;
}

async function meaning(answer: Response, words: Words): Promise<Outcome> {
  const signedOut: Outcome = { state: "later", sentence: words.logInAgain, isSignedOut: true };
  if (answer.status === 201 || answer.status === 202) return { state: "arrived", sentence: null, ...(await basisOf(answer)) };
  if (answer.type === "opaqueredirect" || answer.status === 401) return signedOut;
  if (answer.status >= 500 || answer.status === 429) return { state: "later", sentence: words.serverDown };
  const sentence = await sentenceOf(answer);
  if (answer.status === 403 && !sentence) return signedOut;
  if (answer.status === 413) return { state: "refused", sentence: sentence ?? words.tooHeavy };
  if (answer.status >= 400) return { state: "refused", sentence: sentence ?? words.refused };
  return { state: "later", sentence: words.serverDown }; // 200 is not a receipt: only 201 and 202 are
}

/** Post the sheet as OpenRosa does. Never rejects. The same sheet can be posted again: the server keeps it once. */
export async function send(sheet: Sheet, url: string, csrf: string | null, words: Words): Promise<Outcome> {
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(), patience);
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: multipart(sheet),
      headers: { "X-OpenRosa-Version": "1.0", ...(csrf ? { "X-CSRFToken": csrf } : {}) },
      credentials: "same-origin",
      redirect: "manual",
      signal: tooLong.signal,
    });
    return await meaning(answer, words);
  } catch {
    return { state: "later", sentence: null };
  } finally {
    clearTimeout(timer);
  }
}
