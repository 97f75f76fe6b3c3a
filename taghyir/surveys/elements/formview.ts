// The form on the screen: where one is, the page, back and on, and what happens at the end.

import type { AnyChildNode, RootNode } from "@getodk/xforms-engine";
import type { Context, View } from "./context.ts";
import { button, el, icon } from "./dom.ts";
import { endPage, pagesOf, questionsIn, wholePage, type Page } from "./pages.ts";
import { pageView } from "./pageview.ts";
import { whenReleased } from "./press.ts";
import { problemOf } from "./question.ts";

export interface FormViewOptions {
  readonly root: RootNode;
  readonly context: Context;
  readonly isWhole: boolean;
  /** The page to open first: a key of an earlier visit. */
  readonly page: string;
  readonly onPage: () => void;
  readonly onSend: () => Promise<void>;
}

export class FormView {
  readonly element: HTMLElement;
  private pages: Page[] = [];
  private place = 0;
  private view: View | null = null;
  private shownKey = "";
  private isSending = false;
  private readonly where = el("b");
  private readonly saved = el("span", { class: "soft small" });
  private readonly progress = el("progress", { "aria-hidden": "true" });
  private readonly body = el("div");
  private readonly faults = el("p", { class: "error", "aria-live": "polite" });
  private readonly back: HTMLButtonElement;
  private readonly next = el("button", { type: "submit", class: "button" });

  constructor(private readonly options: FormViewOptions) {
    const { words } = options.context;
    this.back = button("button plain", () => this.goBack(), icon("back", true), words.back);
    const form = el("form", { class: "form stack", novalidate: true }, this.body, this.faults, el("div", { class: "row apart acts" }, this.back, this.next));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.advance();
    });
    this.body.addEventListener("answered", () => {
      const isAlone = !this.options.isWhole && this.pages[this.place]?.kind === "question";
      if (isAlone) void this.advance();
    });
    const stepper = el("div", { class: "stepper" }, el("p", {}, this.where, this.saved), this.progress);
    this.element = el("div", { class: "stack" }, stepper, form);
    this.pages = this.currentPages();
    this.place = Math.max(0, this.pages.findIndex(({ key }) => key === options.page));
    this.update();
  }

  /** The page the person is on, to find it again. */
  pageKey(): string {
    return this.pages[this.place]?.key ?? "";
  }

  /** When it was last kept, beside the number of the page. */
  saySaved(words: string): void {
    whenReleased(() => (this.saved.textContent = words));
  }

  /** The engine changed something: show it, and stay on the page if it still exists. */
  update(): void {
    const { key } = this.pages[this.place] ?? endPage;
    this.pages = this.currentPages();
    const found = this.pages.findIndex((page) => page.key === key);
    this.place = found >= 0 ? found : Math.min(this.place, this.pages.length - 1);
    this.show();
  }

  private currentPages(): Page[] {
    return this.options.isWhole ? wholePage() : pagesOf(this.options.root);
  }

  private show(): void {
    const page = this.pages[this.place] ?? endPage;
    const shown = `${page.key} ${page.node?.nodeId ?? ""}`;
    if (shown !== this.shownKey || !this.view) {
      this.shownKey = shown;
      this.view = pageView(page, this.options.root, this.options.context, (added) => this.openFirstOf(added));
      this.body.replaceChildren(this.view.element);
      this.faults.hidden = true;
    }
    this.view.update();
    this.showFrame(page);
  }

  private showFrame(page: Page): void {
    const { words } = this.options.context;
    const isLast = page.kind === "end" || this.options.isWhole;
    const total = this.pages.length - 1;
    this.where.textContent = isLast ? "" : words.questionOf(this.place + 1, total);
    this.where.hidden = isLast;
    this.progress.hidden = this.options.isWhole;
    this.progress.max = Math.max(1, total);
    this.progress.value = this.place;
    this.back.hidden = this.options.isWhole || this.place === 0;
    const caption = isLast ? (this.isSending ? words.sending : words.send) : words.next;
    this.next.replaceChildren(caption, ...(isLast ? [] : [icon("next", true)]));
    this.next.disabled = this.isSending;
  }

  /** Open a page and put the focus on what it asks. */
  private go(place: number): void {
    this.place = Math.min(Math.max(0, place), this.pages.length - 1);
    this.show();
    this.focusPage();
    this.options.onPage();
  }

  private goBack(): void {
    this.take();
    this.go(this.place - 1);
  }

  /** Take what is typed on this page; other questions may come or go with it. */
  private take(): void {
    this.view?.questions().forEach((question) => question.commit());
    this.update();
  }

  private focusPage(): void {
    (this.view?.heading ?? this.body.querySelector<HTMLElement>("h2, h3, input, button"))?.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "start" });
  }

  private openFirstOf(added: AnyChildNode): void {
    if (this.options.isWhole) return;
    this.update();
    const reference = `${added.currentState.reference}`;
    const place = this.pages.findIndex(({ key }) => key === reference || key.startsWith(`${reference}/`));
    if (place >= 0) this.go(place);
  }

  /** On to the next page, or send; first the answers of this page are looked at. */
  private async advance(): Promise<void> {
    if (this.isSending) return;
    this.take();
    if (this.showFaults()) return;
    const page = this.pages[this.place];
    if (page?.kind === "end" || this.options.isWhole) return this.send();
    this.go(this.place + 1);
  }

  /** True when something on this page is to be repaired; the focus is then on the first. */
  private showFaults(): boolean {
    const faulty = (this.view?.questions() ?? []).filter((question) => question.check());
    this.faults.hidden = faulty.length < 2;
    this.faults.textContent = faulty.length < 2 ? "" : this.options.context.words.errorsAbove(faulty.length);
    faulty[0]?.focus();
    return faulty.length > 0;
  }

  /** The first page with something to repair, wherever it is. */
  private faultyPage(): number {
    const isFaulty = ({ node }: Page) =>
      node !== null && questionsIn(node).some((question) => problemOf(question, this.options.context) !== null);
    return this.pages.findIndex((page) => page.kind !== "repeat" && isFaulty(page));
  }

  private async send(): Promise<void> {
    const faulty = this.options.isWhole ? -1 : this.faultyPage();
    if (faulty >= 0) {
      this.go(faulty);
      this.showFaults();
      return;
    }
    this.isSending = true;
    this.show();
    await this.options.onSend().finally(() => {
      this.isSending = false;
      this.show();
    });
  }
}
