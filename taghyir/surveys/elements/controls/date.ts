// Days, hours, moments, and the months and years some questions ask instead of a day.

import type { AnyInputNode } from "@getodk/xforms-engine";
import { calendarAsked, usualCalendar } from "../calendars.ts";
import type { Context, Control } from "../context.ts";
import { westernDigits } from "../digits.ts";
import { el, freshId, mark } from "../dom.ts";
import { calendarControl } from "./calendar.ts";
import { typedControl, type TypedNode } from "./typed.ts";

/** `+01:00` for this moment on this device. */
export function offsetOf(moment: Date): string {
  const minutes = -moment.getTimezoneOffset();
  const two = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

const kinds = {
  date: { type: "date", shown: (value: string) => value.slice(0, 10), given: (typed: string) => typed },
  time: {
    type: "time",
    shown: (value: string) => value.slice(0, 5),
    given: (typed: string) => `${typed.slice(0, 5)}:00.000${offsetOf(new Date())}`,
  },
  dateTime: {
    type: "datetime-local",
    shown: (value: string) => value.slice(0, 16),
    given: (typed: string) => `${typed.slice(0, 16)}:00.000${offsetOf(new Date(typed))}`,
  },
};

function pickerControl(node: TypedNode, context: Context, kind: (typeof kinds)[keyof typeof kinds]): Control {
  const input = el("input", { type: kind.type, class: "input", id: freshId("answer"), autocomplete: "off" });
  const commit = () => {
    if (input.validity.badInput) context.unread.set(node.nodeId, { text: "", problem: context.words.wholeDate });
    else context.unread.delete(node.nodeId);
    if (input.value !== kind.shown(node.currentState.instanceValue)) {
      node.setValue(input.value === "" ? "" : kind.given(input.value));
    }
  };
  input.addEventListener("change", commit);
  return {
    element: input,
    input,
    commit,
    update() {
      mark(input, "readonly", node.currentState.readonly);
      const shown = kind.shown(node.currentState.instanceValue);
      if (document.activeElement !== input && !context.unread.has(node.nodeId) && input.value !== shown) input.value = shown;
    },
  };
}

function yearControl(node: TypedNode, context: Context, monthOf: () => string): ReturnType<typeof typedControl> {
  return typedControl(node, context, {
    read: (text) => {
      const year = westernDigits(text).trim();
      return /^[12]\d{3}$/.test(year) ? `${year}-${monthOf()}-01` : null;
    },
    problem: context.words.wholeDate,
    written: (value) => value.slice(0, 4),
    attributes: { inputmode: "numeric", maxlength: 4, class: "input number", dir: "ltr" },
  });
}

export function dateControl(node: AnyInputNode, context: Context): Control {
  const asked = node.appearances as Record<string, boolean> | null;
  const typed = node as unknown as TypedNode & Pick<AnyInputNode, "appearances">;
  const other = node.valueType === "date" ? calendarAsked(node, context.locale) : null;
  if (other) return calendarControl(typed, context, other, pickerControl(typed, context, kinds.date));
  if (node.valueType === "date" && asked?.["month-year"]) return calendarControl(typed, context, usualCalendar(context.locale), null);
  if (node.valueType === "date" && asked?.["year"]) return yearControl(typed, context, () => "01");
  return pickerControl(typed, context, kinds[node.valueType as keyof typeof kinds]);
}
