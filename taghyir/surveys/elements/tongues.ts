// The language the questions are in: that of the page when the form has it, and the choice of another.

import type { RootNode } from "@getodk/xforms-engine";
import type { Context } from "./context.ts";
import { el } from "./dom.ts";
import { speak, spokenTongue, tongues } from "./engine.ts";
import { isWrittenInArabic, languageName } from "./languages.ts";
import type { Notices } from "./notices.ts";
import { questionsIn } from "./pages.ts";
import type { Language, Words } from "./words.ts";

export function contextOf(root: RootNode, page: Pick<Context, "locale" | "mediaUrl">, words: Words, language: Language): Context {
  return { words, language, locale: page.locale, mediaUrl: page.mediaUrl, tongue: () => spokenTongue(root), unread: new Map() };
}

/** The language of the page when the form has it; if not, say which one is shown. */
export function chooseTongue(root: RootNode, language: Language, words: Words, notices: Notices): void {
  notices.hush("language");
  if (speak(root, language)) return;
  const shown = spokenTongue(root);
  const texts = questionsIn(root).slice(0, 20).map(({ currentState }) => currentState.label?.asString ?? "");
  const isOther = isWrittenInArabic(texts.join(" ")) !== (language === "ar");
  if (tongues(root).length > 0) {
    notices.say("language", "", "sheet", words.languageMissing(languageName(shown.name, language)));
  } else if (isOther) notices.say("language", "", "sheet", words.notWrittenHere);
}

/** Chips to change it; null when there is nothing to choose. */
export function tongueChoice(root: RootNode, words: Words, notices: Notices): HTMLElement | null {
  const offered = tongues(root);
  if (offered.length < 2) return null;
  const name = "taghyir-questions-language";
  const chips = offered.map((tongue) => {
    const input = el("input", { type: "radio", name, value: tongue.name });
    input.checked = tongue.name === spokenTongue(root).name;
    input.addEventListener("change", () => {
      speak(root, tongue.name);
      notices.hush("language");
    });
    return el("label", { class: "chip" }, input, el("span", { lang: tongue.code, dir: "auto" }, languageName(tongue.name)));
  });
  return el("fieldset", {}, el("legend", { class: "small" }, words.questionsLanguage), el("div", { class: "chips" }, ...chips));
}
