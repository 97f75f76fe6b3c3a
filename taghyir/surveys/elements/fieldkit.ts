// <field-kit>: keeps forms and the page it stands on for the field, and says what is ready, begun, and still to leave.

import { saveAsFile } from "./carry.ts";
import { draftsOf, resumeUrl, type Draft } from "./drafts.ts";
import { fill, hasEngine, keepPage, kitOf, NotTheirs, summaryKept, wasKept, withoutForms, type Kit, type Summary } from "./kit.ts";
import type { Waiting } from "./queue.ts";
import { allKept } from "./store.ts";

const PATIENCE = 120_000; // milliseconds: a page older than this was kept
const DAY = 86_400_000;
const LITTLE = 100_000_000; // bytes of room: some photos

class FieldKit extends HTMLElement {
  private summary: Summary | null = null;
  private owner: string | null = null;
  private isOld = false;
  private running: Promise<void> | undefined;

  connectedCallback(): void {
    if (!("serviceWorker" in navigator) || !("caches" in self)) return;
    this.isOld = wasKept() || Date.now() - Date.parse(this.word("at")) > PATIENCE;
    this.write("[data-old]", this.isOld ? `${this.word("as-it-was")} ${this.hour(Date.parse(this.word("at")))}` : "");
    this.write("[data-absent]", location.hash === "#absent" ? this.word("absent") : "");
    this.querySelector("[data-offer] button")?.addEventListener("click", () => void this.keep(true));
    this.querySelector("[data-take] button")?.addEventListener("click", () => void this.waiting().then(saveAsFile));
    addEventListener("online", () => void this.keep(false));
    addEventListener("pageshow", () => void this.show());
    document.addEventListener("visibilitychange", () => void this.show());
    void this.begin();
  }

  private async begin(): Promise<void> {
    this.summary = await summaryKept();
    await this.show();
    if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
    await this.keep(false);
  }

  /** At once when the person asks; by itself unless they save their data, or nothing of the field was ever opened on this phone. */
  private keep(isAsked: boolean): Promise<void> {
    this.running ??= this.tried(isAsked).finally(() => {
      this.running = undefined;
      this.dataset.ready = "yes";
    });
    return this.running;
  }

  private async tried(isAsked: boolean): Promise<void> {
    try {
      const kit = await kitOf(this.word("kit"));
      if (this.owner !== null && this.owner !== kit.owner) return; // another person signed in, in another tab
      this.owner = kit.owner;
      await navigator.serviceWorker.register(kit.worker, { scope: "/" });
      if (this.isQuiet) {
        await keepPage(kit, this.word("page"));
        return;
      }
      const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
      const isFrugal = connection?.saveData === true || this.hasAttribute("data-light");
      const isWhole = isAsked || !isFrugal || (await hasEngine(kit));
      await this.fillWith(isWhole ? kit : withoutForms(kit));
      await navigator.serviceWorker.ready;
      this.inside("[data-offer]").hidden = isWhole || kit.forms.length === 0;
    } catch (problem) {
      if (!(problem instanceof NotTheirs)) this.write("[data-step]", this.isOld || !navigator.onLine ? "" : this.word("failed"));
    }
    await this.show();
  }

  private async fillWith(kit: Kit): Promise<void> {
    const drafts = await draftsOf(kit.owner);
    const needed = drafts.flatMap(([, { formUrl, mediaUrl }]) => [formUrl, mediaUrl].filter((address) => address != null));
    this.summary = await fill(kit, this.word("page"), needed, (done, of) => {
      if (!this.summary) this.write("[data-step]", `${this.word("keeping")} ${this.number(done)} / ${this.number(of)}`);
    });
    this.write("[data-step]", "");
    await navigator.storage?.persist?.().catch(() => false);
  }

  private async show(): Promise<void> {
    if (this.isQuiet) return;
    const owner = this.owner ?? this.summary?.owner ?? null;
    const count = Object.keys(this.summary?.forms ?? {}).length;
    const ready = this.summary && count > 0 ? `${this.word("forms")} ${this.number(count)} · ${this.hour(this.summary.at)}` : "";
    this.write("[data-ready-text]", ready);
    const drafts = owner === null ? [] : await draftsOf(owner);
    const waiting = await this.waiting();
    const refused = waiting.filter(({ refusal }) => refusal !== null).length;
    const counts: [string, number][] = [["drafts", drafts.length], ["waiting", waiting.length - refused], ["refused", refused]];
    const said = counts.filter(([, many]) => many > 0).map(([name, many]) => `${this.word(name)} ${this.number(many)}`);
    this.write("[data-counts]", said.join(" · "));
    this.inside("[data-drafts]").replaceChildren(...drafts.filter(([, draft]) => draft.fillUrl && !draft.isUnread).map(([key, draft]) => this.line(key, draft)));
    this.inside("[data-leaving]").hidden = !ready && said.length === 0;
    await this.showRisk(said.length > 0, waiting.length > 0);
    const parts = [...this.querySelectorAll<HTMLElement>("[data-part]")];
    this.hidden = parts.every((part) => part.hidden);
  }

  /** Answers that the browser did not promise to keep: say so, and offer to take away those that are finished. */
  private async showRisk(hasAnswers: boolean, hasFinished: boolean): Promise<void> {
    const isSafe = !hasAnswers || ((await navigator.storage?.persisted?.().catch(() => false)) ?? false);
    this.inside("[data-risk]").hidden = isSafe;
    this.inside("[data-take]").hidden = !hasFinished;
    const { usage = 0, quota = Infinity } = isSafe ? {} : ((await navigator.storage?.estimate?.().catch(() => undefined)) ?? {});
    this.inside("[data-full]").hidden = quota - usage > LITTLE;
  }

  private async waiting(): Promise<Waiting[]> {
    const owner = this.owner ?? this.summary?.owner ?? null;
    return owner === null ? [] : (await allKept<Waiting>("queue")).filter((sheet) => sheet.owner === owner);
  }

  private line(key: string, draft: Draft): HTMLElement {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.className = "go";
    link.href = resumeUrl(key, draft);
    const title = document.createElement("bdi");
    title.textContent = draft.title ?? "";
    link.append(title, ` · ${this.hour(draft.savedAt)}`);
    line.append(link);
    return line;
  }

  /** today, 09:12; yesterday, 17:40; 3 November 2026 at 08:05. */
  private hour(at: number): string {
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / DAY);
    if (days > 1) return new Intl.DateTimeFormat(this.locale, { dateStyle: "long", timeStyle: "short", hourCycle: "h23" }).format(at);
    const day = new Intl.RelativeTimeFormat(this.locale, { numeric: "auto" }).format(-days, "day");
    return `${day}${this.locale.startsWith("ar") ? "،" : ","} ${new Intl.DateTimeFormat(this.locale, { timeStyle: "short", hourCycle: "h23" }).format(at)}`;
  }

  private number(many: number): string {
    return new Intl.NumberFormat(this.locale).format(many);
  }

  private write(selector: string, words: string): void {
    const part = this.inside(selector);
    if (part.textContent !== words) part.textContent = words;
    part.hidden = words === "";
    if (words !== "") this.hidden = false;
  }

  private inside(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector)!;
  }

  private get isQuiet(): boolean {
    return this.hasAttribute("data-quiet");
  }

  private get locale(): string {
    return `${document.documentElement.lang}-u-nu-latn`;
  }

  private word(name: string): string {
    return this.getAttribute(`data-${name}`) ?? "";
  }
}

customElements.define("field-kit", FieldKit);
