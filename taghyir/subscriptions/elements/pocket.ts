/** <pocket-search>: the organisations of a territory, searched on the phone itself, with or without network. */

import { keptPack, renewedPack, type Kept, type Organisation } from "./pack";
import { isFound } from "./text";

const SHOWN = 50;
const DAY = 86_400_000;

class PocketSearch extends HTMLElement {
  private kept: Kept | null = null;
  private readonly isArabic = document.documentElement.lang.startsWith("ar");

  connectedCallback(): void {
    this.field.form?.addEventListener("submit", (event) => this.kept && event.preventDefault());
    this.field.addEventListener("input", () => this.show());
    addEventListener("offline", () => this.show());
    addEventListener("online", () => void this.renew());
    void this.begin();
  }

  /** Show what the phone has, then what the server has, and ask the phone not to throw it away. */
  private async begin(): Promise<void> {
    this.kept = await keptPack(this.word("pack")).catch(() => null);
    this.show();
    await this.renew();
    await this.settle();
    this.dataset.ready = "yes";
  }

  private async settle(): Promise<void> {
    if (!("serviceWorker" in navigator)) return;
    try {
      await navigator.serviceWorker.register(this.word("worker"), { scope: this.word("page") });
      await navigator.serviceWorker.ready;
      await navigator.storage?.persist?.();
    } catch {
      // a private window or no network: the page works, and is not kept
    }
  }

  private async renew(): Promise<void> {
    try {
      this.kept = await renewedPack(this.word("pack"));
    } catch {
      // no network: what the phone has stays
    }
    this.show();
  }

  private show(): void {
    if (!this.kept) return;
    const asked = this.field.value;
    const found = this.kept.pack.organisations.filter((one) => isFound(asked, one.found));
    const rows = found.slice(0, SHOWN).map((one) => this.row(one));
    this.inside("ul").replaceChildren(...rows);
    this.inside("[data-pages]").hidden = true;
    const more = found.length > SHOWN ? ` ${this.word("more")}` : "";
    const says = `${this.word("results")} ${new Intl.NumberFormat(this.locale).format(found.length)}.${more}`;
    this.inside("[data-says]").textContent = found.length ? says : this.word("nothing");
    this.inside("[data-age]").textContent = this.age(this.kept.checkedAt);
    this.showDaysOff();
  }

  private row(one: Organisation): HTMLElement {
    const row = (this.inside("template") as HTMLTemplateElement).content.firstElementChild!.cloneNode(true) as HTMLElement;
    const [name, other] = this.isArabic ? [one.name_ar, one.name] : [one.name, one.name_ar];
    const sectors = (one.sectors ?? []).map((place) => this.kept!.pack.sectors[place]);
    const title = row.querySelector<HTMLAnchorElement>(".title")!;
    title.firstElementChild!.textContent = name || other || "";
    if (navigator.onLine) title.href = one.page; // without network the card does not open: all that is kept is in the row
    this.fill(row, "[data-other] bdi", name ? other : "");
    this.fill(row, "[data-about]", [one.activity, ...sectors, one.place].filter(Boolean).join(" · "));
    this.fill(row, "[data-where] bdi", one.address);
    this.call(row.querySelector<HTMLAnchorElement>("[data-call]")!, one);
    return row;
  }

  private fill(row: HTMLElement, place: string, words: string | undefined): void {
    const found = row.querySelector<HTMLElement>(place)!;
    found.textContent = words ?? "";
    found.closest<HTMLElement>("p")!.hidden = !words;
  }

  private call(link: HTMLAnchorElement, one: Organisation): void {
    link.hidden = !one.phone;
    if (!one.phone) return;
    link.href = `tel:${one.phone}`;
    link.querySelector("bdi")!.textContent = one.phone_text ?? one.phone;
  }

  /** As of 26 November 2026, 3 days ago. */
  private age(checkedAt: Date): string {
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(checkedAt).setHours(0, 0, 0, 0)) / DAY);
    const day = new Intl.DateTimeFormat(this.locale, { dateStyle: "long" }).format(checkedAt);
    const ago = new Intl.RelativeTimeFormat(this.locale, { numeric: "auto" }).format(-days, "day");
    return `${this.word("of")} ${day}${this.isArabic ? "،" : ","} ${ago}.`;
  }

  private showDaysOff(): void {
    const today = new Date().toISOString().slice(0, 10);
    const days = this.kept!.pack.holidays.filter((day) => day.on >= today).slice(0, 3);
    const said = days.map((day) => `${day.on_text} (${day.name})`).join(" · ");
    this.inside("[data-days]").textContent = said && `${this.word("holidays")} ${said}`;
  }

  private get field(): HTMLInputElement {
    return this.inside("input") as HTMLInputElement;
  }

  private get locale(): string {
    return `${this.word("locale")}-u-nu-latn`;
  }

  private inside(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector)!;
  }

  private word(name: string): string {
    return this.dataset[name] ?? "";
  }
}

customElements.define("pocket-search", PocketSearch);
