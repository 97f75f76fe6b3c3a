// Days as other calendars count them. What is kept is always the day itself, as ISO writes it.

import { asks } from "./appearances.ts";

/** The appearance of the sheet, and the calendar as the browser calls it. The first is counted as ODK Collect counts it. */
const known = { islamic: "islamic-civil", persian: "persian", coptic: "coptic", ethiopian: "ethiopic", buddhist: "buddhist" };
const unknown = ["bikram-sambat", "myanmar"];

const oneDay = 86_400_000; // milliseconds
const dayOf = (iso: string): number => Math.floor(Date.parse(iso.slice(0, 10)) / oneDay);
export const isoOf = (day: number): string => new Date(day * oneDay).toISOString().slice(0, 10);
const [earliest, latest] = [dayOf("1800-01-01"), dayOf("2200-01-01")]; // one era of each calendar

export interface Month {
  readonly name: string;
  /** Its first day, in days since 1970. */
  readonly first: number;
  readonly length: number;
}

export class Calendar {
  private readonly numbers: Intl.DateTimeFormat;
  private readonly name: Intl.DateTimeFormat;
  private readonly years = new Map<number, Month[]>();

  constructor(calendar: string, locale: string) {
    this.numbers = new Intl.DateTimeFormat("en", { calendar, numberingSystem: "latn", timeZone: "UTC", year: "numeric", month: "numeric" });
    this.name = new Intl.DateTimeFormat(locale, { calendar, timeZone: "UTC", month: "long" });
  }

  private part(day: number, type: "year" | "month"): number {
    const found = this.numbers.formatToParts(day * oneDay).find((part) => part.type === type);
    return Number(found?.value);
  }

  yearOf(iso: string): number {
    return this.part(dayOf(iso), "year");
  }

  /** The months of a year in their order; none when the year is beyond what anybody here remembers or plans. */
  monthsOf(year: number): readonly Month[] {
    const months = this.years.get(year) ?? this.counted(year);
    this.years.set(year, months);
    return months;
  }

  private counted(year: number): Month[] {
    let [before, first] = [earliest, latest];
    if (!(year > this.part(before, "year") && year < this.part(first, "year"))) return [];
    while (first - before > 1) {
      const middle = (before + first) >> 1;
      if (this.part(middle, "year") < year) before = middle;
      else first = middle;
    }
    const months: Month[] = [];
    while (this.part(first, "year") === year) {
      const next = this.nextMonth(first);
      months.push({ name: this.name.format(first * oneDay), first, length: next - first });
      first = next;
    }
    return months;
  }

  private nextMonth(first: number): number {
    const month = this.part(first, "month");
    let day = first + 5; // the shortest, at the end of a Coptic year
    while (this.part(day, "month") === month) day += 1;
    return day;
  }
}

/** The calendar in which a sheet asks for its day; null for the usual one. */
export function calendarAsked(node: { readonly appearances: unknown }, locale: string): Calendar | null {
  const asked = Object.entries(known).find(([name]) => asks(node, name));
  return asked ? new Calendar(asked[1], locale) : null;
}

export const usualCalendar = (locale: string): Calendar => new Calendar("gregory", locale);

/** Whether the sheet asks for a calendar that the browser does not count, or counts without the hour. */
export function isCountedElsewhere(node: { readonly appearances: unknown; readonly valueType: string }): boolean {
  if (node.valueType === "dateTime") return asks(node, ...Object.keys(known), ...unknown);
  return node.valueType === "date" && asks(node, ...unknown);
}

/** Where a day stands: its year, the place of its month, its number; null when there is no day. */
export function standing(calendar: Calendar, iso: string): { year: number; month: number; date: number } | null {
  if (iso === "") return null;
  const [day, year] = [dayOf(iso), calendar.yearOf(iso)];
  const months = calendar.monthsOf(year);
  const month = months.findIndex(({ first, length }) => day >= first && day < first + length);
  return month < 0 ? null : { year, month, date: day - months[month]!.first + 1 };
}
