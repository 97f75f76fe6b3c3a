// What this device keeps until the server has it, in sight of the person; then its receipt.

import { confirmThen } from "./dialog.ts";
import { button, el, icon } from "./dom.ts";
import type { Queue, Waiting } from "./queue.ts";
import { receiptsOf, type KeptReceipt } from "./receipts.ts";
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
    private readonly page: { readonly locale: string; readonly owner: string; readonly receiptUrl: string | null },
    private readonly onCorrect: (sheet: Waiting) => void,
  ) {}

  /** One more reached the server: it stays in sight until the page is left. */
  has(arrived: Waiting): void {
    this.arrived.push(arrived);
  }

  async update(): Promise<void> {
    const waiting = await this.queue.waiting();
    const receipts = await receiptsOf(this.page.owner);
    const { words, arrived } = this;
    const earlier = receipts.filter(({ id }) => !arrived.some((sheet) => sheet.id === id));
    this.element.hidden = waiting.length + arrived.length + earlier.length === 0;
    const gone = arrived.map((sheet) => this.line(sheet, tag("done", words.arrivedTag), this.receipt(receipts.find(({ id }) => id === sheet.id))));
    this.element.replaceChildren(
      ...(waiting.length + arrived.length > 0 ? [el("h2", {}, waiting.length > 0 ? words.queueTitle(waiting.length) : words.queueEmpty)] : []),
      el("ul", { class: "rows" }, ...waiting.map((sheet) => this.waitingLine(sheet)), ...gone),
      ...(waiting.some(({ refusal }) => refusal === null)
        ? [button("button plain small", () => void this.queue.sendAll(), words.sendNow)]
        : []),
      ...(earlier.length > 0 ? [this.earlier(earlier)] : []),
    );
  }

  private waitingLine(sheet: Waiting): HTMLElement {
    const { words } = this;
    if (sheet.refusal === null) return this.line(sheet, tag("wait", words.waiting));
    const said = sheet.isFileRefused ? `${words.fileRefused} ${sheet.refusal}` : sheet.refusal;
    const refusal = el("p", { class: "error" }, icon("alert"), el("span", {}, said));
    const ask = { title: words.removeTitle(sheet.title), body: words.giveUpBody, act: words.erase, keep: words.keep };
    const act = sheet.isFileRefused
      ? button("button plain small", () => confirmThen(ask, () => void this.queue.giveUp(sheet)), words.removeFile)
      : button("button plain small", () => this.onCorrect(sheet), words.correct);
    return this.line(sheet, tag("late", words.refusedTag), refusal, act);
  }

  private line(sheet: Pick<Waiting, "title" | "finishedAt">, ...more: (HTMLElement | null)[]): HTMLElement {
    const at = new Intl.DateTimeFormat(this.page.locale, { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" }).format(sheet.finishedAt);
    const [status, ...rest] = more;
    const text = el("div", { class: "body" }, el("p", { class: "title", dir: "auto" }, sheet.title), el("p", { class: "small soft" }, at), status);
    return el("li", {}, el("div", { class: "item" }, icon("sheet"), text, ...rest));
  }

  /** The code to read out and where it is checked; the fingerprint to compare. */
  private receipt(receipt: KeptReceipt | undefined): HTMLElement | null {
    if (!receipt) return null;
    const code = el("bdi", { dir: "ltr", class: "code" }, receipt.code);
    const { receiptUrl } = this.page;
    const link = receiptUrl ? el("a", { href: `${receiptUrl}?${new URLSearchParams({ code: receipt.code })}` }, code) : code;
    const fingerprint = el("bdi", { dir: "ltr", class: "code" }, receipt.digest);
    return el("div", { class: "small" }, el("p", {}, `${this.words.receipt} `, link), el("p", { class: "soft" }, `${this.words.fingerprint} `, fingerprint));
  }

  private earlier(receipts: readonly KeptReceipt[]): HTMLElement {
    const lines = receipts.map((receipt) => this.line(receipt, this.receipt(receipt)));
    return el("details", { class: "small" }, el("summary", {}, this.words.receipts(receipts.length)), el("ul", { class: "rows" }, ...lines));
  }
}
