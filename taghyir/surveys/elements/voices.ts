// The questions said aloud. The page lists where each is heard, for one question and one language of the form:
// <div hidden data-form-voices><a href="…" data-path="group/name" data-language="ar"></a>…</div>

import type { AnyChildNode } from "@getodk/xforms-engine";
import type { Tongue } from "./engine.ts";

const known = new Map<string, string>();

/** Read the list of the page, once. */
export function readVoices(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-form-voices] a")) {
    known.set(`${link.dataset["language"] ?? ""} ${link.dataset["path"] ?? ""}`, link.href);
  }
}

/** `/data/children[2]/age` is `children/age`, as the server writes it. */
function pathOf(node: AnyChildNode): string {
  return node.currentState.reference.replace(/\[\d+\]/g, "").split("/").slice(2).join("/");
}

/** The language as the server writes it: a code, the whole name when nobody knows it, nothing when the form names none. */
function languageOf({ code, name }: Tongue): string {
  return code ?? (name === "default" ? "" : name.toLowerCase().slice(0, 40));
}

/** Where a question is heard in the language it is shown in; null when nobody said it. */
export function voiceOf(node: AnyChildNode, tongue: Tongue): string | null {
  return known.get(`${languageOf(tongue)} ${pathOf(node)}`) ?? null;
}
