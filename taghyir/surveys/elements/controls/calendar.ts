// A day, a month or a year of a calendar, chosen by its names. Below another calendar stands the same day of the usual one, which may be given instead.

import { asks } from "../appearances.ts";
import { isoOf, standing, type Calendar } from "../calendars.ts";
import type { Context, Control } from "../context.ts";
import { westernDigits } from "../digits.ts";
import { el, freshId, mark } from "../dom.ts";
import type { TypedNode } from "./typed.ts";

type Asked = TypedNode & { readonly appearances: unknown };

/** Put these options in a list, which keeps what was chosen while it is still offered. */
function offer(select: HTMLSelectElement, names: readonly string[], blank: string): void {
  if (select.options.length === names.length + 1 && names.every((name, place) => select.options[place + 1]?.text === name)) return;
  const { value } = select;
  const options = names.map((name, place) => el("option", { value: String(place + 1) }, name));
  select.replaceChildren(el("option", { value: "" }, blank), ...options);
  select.value = Number(value) <= names.length ? value : "";
}

class Fields {
  readonly day = el("select", { class: "input", id: freshId("day") });
  readonly month = el("select", { class: "input", id: freshId("month") });
  readonly year = el("input", { class: "input number", id: freshId("year"), inputmode: "numeric", maxlength: 4, autocomplete: "off", dir: "ltr" });
  readonly asked: readonly (HTMLSelectElement | HTMLInputElement)[];
  readonly element: HTMLElement;

  constructor(
    node: Asked,
    private readonly calendar: Calendar,
    { words }: Context,
  ) {
    const field = (input: HTMLElement, caption: string) => el("div", { class: "field" }, el("label", { for: input.id, class: "small" }, caption), input);
    const all = [field(this.day, words.day), field(this.month, words.month), field(this.year, words.year)];
    const kept = asks(node, "year") ? 2 : asks(node, "month-year") ? 1 : 0;
    this.asked = [this.day, this.month, this.year].slice(kept);
    this.element = el("div", { class: "row" }, ...all.slice(kept));
    all.forEach(({ style }, place) => (style.flex = ["1 1 4rem", "3 1 8.5rem", "1 1 4.5rem"][place]!)); // on one line of a small phone
    this.offer();
  }

  private months() {
    return this.calendar.monthsOf(Number(westernDigits(this.year.value).trim()));
  }

  /** The names and the days of the year that is written; of this year while none is. */
  offer(): void {
    const written = this.months();
    const months = written.length > 0 ? written : this.calendar.monthsOf(this.calendar.yearOf(new Date().toISOString()));
    offer(this.month, months.map(({ name }) => name), "–");
    const chosen = months[Number(this.month.value) - 1];
    const days = chosen?.length ?? Math.max(...months.map(({ length }) => length));
    offer(this.day, Array.from({ length: days }, (_, place) => String(place + 1)), "–");
  }

  hasBlank(): boolean {
    return this.asked.some(({ value }) => value.trim() === "");
  }

  /** The day as ISO writes it; "" when nothing is given, null when it is not a whole day. */
  read(): string | null {
    if (this.asked.every(({ value }) => value.trim() === "")) return "";
    const of = (field: HTMLSelectElement) => (this.asked.includes(field) ? Number(field.value) : 1);
    const month = this.months()[of(this.month) - 1];
    return month && !this.hasBlank() ? isoOf(month.first + of(this.day) - 1) : null;
  }

  show(iso: string): void {
    const found = standing(this.calendar, iso);
    this.year.value = found ? String(found.year) : "";
    this.offer();
    this.month.value = found ? String(found.month + 1) : "";
    this.offer();
    this.day.value = found ? String(found.date) : "";
  }
}

/** The same day in words, where there is no whole day to pick. */
function inWords(node: Asked, { words, locale }: Context): Control {
  const line = el("p", { class: "help", "aria-live": "polite" });
  const written = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const update = () => {
    const { instanceValue } = node.currentState;
    line.textContent = instanceValue ? `${words.usualDate} ${written.format(Date.parse(instanceValue.slice(0, 10)))}` : "";
  };
  return { element: line, input: null, update };
}

function pickedBelow(picker: Control, { words }: Context): Control {
  const label = el("label", { for: picker.input?.id, class: "small" }, words.usualDate);
  return { ...picker, element: el("div", { class: "field" }, label, picker.element) };
}

/** `picker` is how a day is given in the usual calendar; null when it is that one. */
export function calendarControl(node: Asked, context: Context, calendar: Calendar, picker: Control | null): Control {
  const fields = new Fields(node, calendar, context);
  const usual = picker && (fields.asked.length === 3 ? pickedBelow(picker, context) : inWords(node, context));
  let isUnfinished = false;
  let last: "fields" | "usual" = usual ? "usual" : "fields";

  /** While some of it is missing nothing is said, until one goes on. */
  const take = (isEnd: boolean) => {
    fields.offer();
    const value = fields.read();
    isUnfinished = value === null;
    if (isUnfinished && (isEnd || !fields.hasBlank())) context.unread.set(node.nodeId, { text: "", problem: context.words.wholeDate });
    else context.unread.delete(node.nodeId);
    if ((value ?? "") !== node.currentState.instanceValue) node.setValue(value ?? "");
  };
  fields.element.addEventListener("input", () => {
    last = "fields";
    isUnfinished = true; // a year that is being typed stays as it is
  });
  fields.element.addEventListener("change", () => take(false));
  usual?.element.addEventListener("input", () => {
    last = "usual";
    isUnfinished = false;
  });
  return {
    element: el("div", { class: "stack tight" }, fields.element, usual?.element),
    input: null,
    commit: () => (last === "fields" ? take(true) : usual?.commit?.()),
    update() {
      const { instanceValue, readonly } = node.currentState;
      usual?.update();
      for (const each of fields.asked) mark(each, each.tagName === "INPUT" ? "readonly" : "disabled", readonly);
      if (!isUnfinished && fields.read() !== instanceValue) fields.show(instanceValue);
    },
  };
}
