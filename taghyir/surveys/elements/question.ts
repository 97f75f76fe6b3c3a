// One question: what is asked, the help, the answer, and the sentence when something is to be repaired.

import type { AnyControlNode } from "@getodk/xforms-engine";
import { asks } from "./appearances.ts";
import { boundsSentence } from "./bounds.ts";
import { listenButton, mediaOf, write, type Context, type Control, type Question, type View } from "./context.ts";
import { controlFor } from "./controls/index.ts";
import { drawingOf } from "./controls/drawing.ts";
import { arrange, el, freshId, icon, mark } from "./dom.ts";
import { blockText } from "./markdown.ts";
import { whenReleased } from "./press.ts";
import { voiceOf } from "./voices.ts";
import type { Words } from "./words.ts";

type Needed = "answerNeeded" | "choiceNeeded" | "confirmationNeeded" | "fileNeeded" | "placeNeeded";

const needed: Partial<Record<string, Needed>> = {
  select: "choiceNeeded",
  rank: "choiceNeeded",
  range: "choiceNeeded",
  trigger: "confirmationNeeded",
  upload: "fileNeeded",
};

function requiredSentence(node: AnyControlNode, words: Words): string {
  const isPlace = node.valueType.startsWith("geo");
  if (node.nodeType === "upload" && drawingOf(node) === "signature") return words.signatureNeeded;
  return words[isPlace ? "placeNeeded" : (needed[node.nodeType] ?? "answerNeeded")];
}

/** What is wrong with the answer, as the sentence that repairs it; null when nothing is. */
export function problemOf(node: AnyControlNode, context: Context): string | null {
  const unread = context.unread.get(node.nodeId);
  if (unread) return unread.problem;
  const violation = node.validationState.violation;
  if (!violation) return null;
  const said = violation.message?.asString.trim();
  if (said) return said;
  if (violation.condition === "required") return requiredSentence(node, context.words);
  const expression = node.definition.bind.constraint?.expression ?? null;
  return boundsSentence(expression, context.words, context.language) ?? context.words.notPossible;
}

/** A hint that the sheet does not give, or not in this language: a question needs none. */
const isMissing = (hint: { readonly asString: string } | null): boolean => !hint || hint.asString === "-";

/** A label that names its input, or a legend over several; a heading when the question has the page for itself. */
class Title {
  readonly text: HTMLElement;
  readonly element: HTMLElement;
  readonly heading: HTMLElement | null;
  private readonly tag: HTMLElement;
  private readonly inside: HTMLElement;

  constructor(input: HTMLElement | null, isHeading: boolean, words: Words) {
    this.text = el("span");
    this.tag = el("span", { class: "optional soft" }, ` (${words.required})`);
    const inside = input ? el("label", { for: input.id }, this.text) : el("span", {}, this.text);
    this.inside = inside;
    this.heading = isHeading ? el("h2", { tabindex: -1 }, inside) : null;
    const shown = this.heading ?? inside;
    this.element = input ? shown : el("legend", {}, shown);
  }

  update(node: AnyControlNode, context: Context): void {
    write(this.text, node.currentState.label, context);
    arrange(this.inside, node.currentState.required ? [this.text, this.tag] : [this.text]);
  }
}

/** The voice that says the question, else the sound the form names; its picture and its film. */
class Media {
  readonly element = el("div", { class: "stack tight" });
  private said = "";

  update(node: AnyControlNode, context: Context): void {
    const { label } = node.currentState;
    const voice = voiceOf(node, context.tongue());
    const said = `${context.tongue().name}|${label?.imageSource}|${label?.audioSource}|${label?.videoSource}|${voice}`;
    if (said === this.said) return;
    this.said = said;
    const listen = voice ? [listenButton(voice, context.words, "button plain")] : [];
    const without = [asks(node, "image-map") && ("picture" as const), voice !== null && ("sound" as const)].filter((each) => each !== false);
    this.element.replaceChildren(...listen, ...mediaOf(label, context, without));
    this.element.hidden = this.element.childElementCount === 0;
  }
}

class ErrorLine {
  readonly id = freshId("error");
  readonly element = el("div", { id: this.id, "aria-live": "polite" });

  say(sentence: string | null): void {
    if (this.element.textContent === (sentence ?? "")) return;
    this.element.replaceChildren(...(sentence ? [el("p", { class: "error" }, icon("alert"), el("span", {}, sentence))] : []));
  }
}

class AnsweredQuestion implements View, Question {
  readonly element: HTMLElement;
  readonly heading: HTMLElement | null;
  private readonly title: Title;
  private readonly help = el("div", { class: "help", id: freshId("help") });
  private readonly note: HTMLElement | null;
  private readonly media = new Media();
  private readonly error = new ErrorLine();
  private checked = false;

  constructor(
    readonly node: AnyControlNode,
    private readonly control: Control,
    private readonly context: Context,
    isHeading: boolean,
  ) {
    this.title = new Title(control.input, isHeading, context.words);
    this.heading = this.title.heading;
    control.element.style.minInlineSize = "0"; // never wider than the phone
    this.note = control.note ? el("p", { class: "help", id: freshId("note") }, control.note) : null;
    const parts = [this.title.element, this.help, this.note, this.media.element, control.element, this.error.element];
    this.element = control.input ? el("div", { class: "field" }, ...parts) : el("fieldset", { class: "stack tight" }, ...parts);
    this.element.addEventListener("change", () => queueMicrotask(() => whenReleased(this.answered)));
  }

  questions(): Question[] {
    return [this];
  }

  commit(): void {
    this.control.commit?.();
  }

  check(): boolean {
    this.checked = true;
    this.update();
    return problemOf(this.node, this.context) !== null;
  }

  focus(): void {
    const first = this.control.input ?? this.control.element.querySelector<HTMLElement>("input:not([type=file]), select, button:not([hidden])");
    (first ?? this.element).focus();
  }

  update(): void {
    this.title.update(this.node, this.context);
    const { hint } = this.node.currentState;
    write(this.help, hint, this.context, blockText);
    this.help.hidden = isMissing(hint);
    this.media.update(this.node, this.context);
    this.control.update();
    this.showProblem();
  }

  /** An answer that does not fit is said at once; an answer that is missing, only when going on. */
  private readonly answered = (): void => {
    const unread = this.context.unread.get(this.node.nodeId);
    const isUnfit = this.node.validationState.violation?.condition === "constraint" || (unread !== undefined && !unread.isPassing);
    this.checked = this.checked || isUnfit;
    this.showProblem();
  };

  private showProblem(): void {
    const sentence = this.checked ? problemOf(this.node, this.context) : null;
    this.error.say(sentence);
    this.element.classList.toggle("wrong", sentence !== null);
    const described = [this.help.hidden ? "" : this.help.id, this.note?.id, sentence ? this.error.id : ""].filter(Boolean).join(" ");
    mark(this.control.input ?? this.element, "aria-describedby", described || null);
    if (this.control.input) mark(this.control.input, "aria-invalid", sentence ? "true" : null);
  }
}

/** Something to read. */
class Note implements View {
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
  private readonly help = el("div", { class: "help" });
  private readonly value = el("p");
  private readonly media = new Media();

  constructor(
    private readonly node: AnyControlNode,
    private readonly context: Context,
    isHeading: boolean,
  ) {
    this.heading = el("div", { class: "prose", tabindex: isHeading ? -1 : null });
    this.element = el("div", { class: "stack tight" }, this.heading, this.media.element, this.value, this.help);
  }

  questions(): Question[] {
    return [];
  }

  update(): void {
    const { label, hint, value } = this.node.currentState;
    write(this.heading, label, this.context, blockText);
    write(this.help, hint, this.context, blockText);
    this.media.update(this.node, this.context);
    this.help.hidden = isMissing(hint);
    this.value.textContent = value === null ? "" : String(value);
    this.value.hidden = this.value.textContent === "";
  }
}

export function questionView(node: AnyControlNode, context: Context, isHeading: boolean): View {
  const control = controlFor(node, context);
  return control ? new AnsweredQuestion(node, control, context, isHeading) : new Note(node, context, isHeading);
}
