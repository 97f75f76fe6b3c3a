// What this device keeps until the server has it, in sight of the person.

import { button, el, icon } from "./dom.ts";
import type { Queue, Waiting } from "./queue.ts";
import type { Words } from "./words.ts";

const shapes = {
  wait: "M0 0h10v10H0zM2 2v6h6V2z",
  late: "M5 0l5 10H0z",
  done: "M3.800 9.500L0 5.600l1.500-1.500 2.300 2.300L8.500 1 10 2.400z",
};

/** Status: a shape and a word; the colour only helps. */
function tag(kind: keyof typeof shapes, word: string): HTMLElement {
  const namespace = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(namespace, "svg");
  drawing.setAttribute("viewBox", "0 0 10 10");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", shapes[kind]);
  path.setAttribute("fill-rule", "evenodd");
  drawing.append(path);
  return el("span", { class: `tag ${kind}` }, drawing, word);
}

export class QueueView {
  readonly element = el("section", { class: "stack tight", hidden: true });
  private readonly arrived: Waiting[] = [];

  constructor(
    private readonly queue: Queue,
    private readonly words: Words,
    private readonly locale: string,
    private readonly onCorrect: (sheet: Waiting) => void,
  ) {}

  /** One more reached the server: it stays in sight until the page is left. */
  has(arrived: Waiting): void {
    this.arrived.push(arrived);
  }

  async update(): Promise<void> {
    const waiting = await this.queue.waiting();
    const { words } = this;
    this.element.hidden = waiting.length + this.arrived.length === 0;
    const lines = [...waiting.map((sheet) => this.line(sheet, false)), ...this.arrived.map((sheet) => this.line(sheet, true))];
    this.element.replaceChildren(
      el("h2", {}, waiting.length > 0 ? words.queueTitle(waiting.length) : words.queueEmpty),
      el("ul", { class: "rows" }, ...lines),
      ...(waiting.some(({ refusal }) => refusal === null)
        ? [button("button plain small", () => void this.queue.sendAll(), words.sendNow)]
        : []),
    );
  }

  private line(sheet: Waiting, hasArrived: boolean): HTMLElement {
    const { words } = this;
    const at = new Intl.DateTimeFormat(this.locale, { dateStyle: "medium", timeStyle: "short" }).format(sheet.finishedAt);
    const status = hasArrived
      ? tag("done", words.arrivedTag)
      : sheet.refusal === null
        ? tag("wait", words.waiting)
        : tag("late", words.refusedTag);
    const text = el("div", { class: "body" }, el("p", { class: "title", dir: "auto" }, sheet.title), el("p", { class: "small soft" }, at), status);
    const refusal = sheet.refusal && !hasArrived ? el("p", { class: "error" }, icon("alert"), el("span", {}, sheet.refusal)) : null;
    const correct = refusal ? button("button plain small", () => this.onCorrect(sheet), words.correct) : null;
    return el("li", {}, el("div", { class: "item" }, icon("sheet"), text, refusal, correct));
  }
}
