// A form tried before it is published: filled as it will be, then shown. Nothing is kept on the device and nothing leaves it.

import type { AnyChildNode, AnyControlNode, AnyNode, RootNode } from "@getodk/xforms-engine";
import type { Context } from "./context.ts";
import { button, el } from "./dom.ts";
import { Changes, finishedSheetOf, instanceIdOf, startSheet, type OpenForm } from "./engine.ts";
import type { Setting } from "./filling.ts";
import { FormView } from "./formview.ts";
import { plainText } from "./markdown.ts";
import { Notices } from "./notices.ts";
import { isShown, labelOf } from "./pages.ts";
import { whenReleased } from "./press.ts";
import { chooseTongue, contextOf, tongueChoice } from "./tongues.ts";
import { wordsFor, type Words } from "./words.ts";

export class Trial {
  private readonly changes = new Changes();
  private readonly notices = new Notices();
  private readonly main = el("div", { class: "stack" });
  private readonly words: Words;
  private readonly language;
  private root!: RootNode;
  private view: FormView | null = null;

  constructor(
    host: HTMLElement,
    private readonly form: OpenForm,
    private readonly setting: Setting,
  ) {
    const { words, language } = wordsFor(setting.locale);
    this.words = { ...words, send: words.trialEnd, sending: words.trialEnd, endBody: words.trialReady };
    this.language = language;
    host.replaceChildren(el("div", { class: "stack loose" }, this.notices.element, this.main));
    this.changes.onChange(() => whenReleased(() => this.view?.update()));
  }

  /** A new, empty sheet: a trial is never taken up again. */
  async begin(): Promise<void> {
    this.root = await startSheet(this.form, this.changes, null);
    chooseTongue(this.root, this.language, this.words, this.notices);
    this.view = new FormView({
      root: this.root,
      context: this.context(),
      isWhole: this.setting.isWhole,
      page: "",
      onPage: () => undefined,
      onSend: () => this.end(),
    });
    this.main.replaceChildren(this.view.element, tongueChoice(this.root, this.words, this.notices) ?? "");
  }

  private context(): Context {
    return contextOf(this.root, this.setting, this.words, this.language);
  }

  /** What would have been sent: each question with its answer, and the file itself. */
  private async end(): Promise<void> {
    const { xml } = await finishedSheetOf(this.root, []);
    const { words } = this;
    const heading = el("h2", { tabindex: -1 }, words.trialTitle);
    const head = el("tr", {}, el("th", { scope: "col" }, words.trialQuestion), el("th", { scope: "col" }, words.trialAnswer));
    const rows = rowsIn(this.root).map((row) => this.lineOf(row));
    const table = el("table", { class: "table cards" }, el("thead", {}, head), el("tbody", {}, ...rows));
    const acts = el("div", { class: "row" }, button("button", () => void this.again(), words.trialAgain), this.download(xml), this.back());
    this.main.replaceChildren(el("div", { class: "stack" }, heading, el("p", {}, words.trialBody), el("div", { class: "scroll" }, table), acts));
    heading.focus();
  }

  private async again(): Promise<void> {
    this.view = null;
    await this.begin();
    this.main.scrollIntoView({ block: "start" });
  }

  private lineOf(node: AnyChildNode): HTMLElement {
    const { code } = this.context().tongue();
    const caption = el("span", { lang: code, dir: "auto" }, captionOf(node));
    if (node.currentState.children !== null) return el("tr", {}, el("th", { scope: "rowgroup", colspan: 2 }, caption));
    const answer = answerOf(node as AnyControlNode, this.words);
    const cell = answer === "" ? el("span", { class: "soft" }, this.words.trialNothing) : el("bdi", {}, answer);
    return el("tr", {}, el("th", { scope: "row" }, caption), el("td", { "data-label": this.words.trialAnswer }, cell));
  }

  private download(xml: string): HTMLElement {
    const address = URL.createObjectURL(new Blob([xml], { type: "text/xml" }));
    const name = `${instanceIdOf(xml).replace(/[^\w-]+/g, "-").slice(0, 60)}.xml`;
    return el("a", { class: "button plain", href: address, download: name }, this.words.trialXml);
  }

  private back(): HTMLElement | null {
    return this.setting.doneUrl ? el("a", { class: "button plain", href: this.setting.doneUrl }, this.words.trialBack) : null;
  }
}

/** What the form computes by itself: shown too, since a trial is made to see it. */
function isComputed(node: AnyChildNode): boolean {
  return node.nodeType === "model-value" && node.currentState.relevant && node.definition.bind.calculate !== null && !node.currentState.reference.includes("/meta/");
}

/** Groups that have a name, questions that are asked, and what is computed, in the order of the form. */
function rowsIn(node: AnyNode): AnyChildNode[] {
  const inside = ((node.currentState.children ?? []) as readonly AnyChildNode[]).filter((child) => isComputed(child) || isShown(child));
  return inside.flatMap((child) => {
    if (child.nodeType === "note") return [];
    if (child.currentState.children === null) return [child];
    return child.nodeType.startsWith("repeat-range") || labelOf(child) === "" ? rowsIn(child) : [child, ...rowsIn(child)];
  });
}

function captionOf(node: AnyChildNode): string {
  if (node.currentState.children !== null) return labelOf(node);
  const said = node.currentState.label ? plainText(node.currentState.label) : "";
  return said || (node.currentState.reference.split("/").pop() ?? "");
}

function answerOf(node: AnyControlNode, words: Words): string {
  if (node.nodeType === "select" || node.nodeType === "rank") {
    const { value, valueOptions } = node.currentState;
    const named = (chosen: string): string => valueOptions.find((option) => option.value === chosen)?.label.asString || chosen;
    return value.map(named).join(" · ");
  }
  const given = String(node.currentState.instanceValue ?? "");
  return node.nodeType === "trigger" && given !== "" ? words.confirm : given;
}
