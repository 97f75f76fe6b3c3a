// A number between two ends: one mark per step when they are few, a field with less and more when they are many; a list, when asked.

import type { RangeNode } from "@getodk/xforms-engine";
import { asks } from "../appearances.ts";
import type { Context, Control } from "../context.ts";
import { readDecimal, readWholeNumber, writtenNumber } from "../digits.ts";
import { button, el, freshId, icon, mark } from "../dom.ts";
import { typedControl, type TypedControl, type TypedNode } from "./typed.ts";

const fewSteps = 11; // 0 to 10
const mostListed = 200;

interface Scale {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

function scaleOf(node: RangeNode): Scale {
  const { start, end, step } = node.definition.bounds;
  return { start: Number(start), end: Number(end), step: Math.abs(Number(step)) || 1 };
}

/** The number nearest to a step, without the dust of binary fractions: 0.1 × 3 is 0.3. */
const clean = (value: number): number => Number(value.toFixed(6));

function stepsOf({ start, end, step }: Scale): number[] {
  const count = Math.floor(clean((end - start) / step)) + 1;
  return Array.from({ length: count }, (_, place) => clean(start + place * step));
}

type Stepped = TypedNode & Pick<RangeNode, "appearances">;

function listControl(node: Stepped, steps: number[], context: Context): Control {
  const options = steps.map((step) => el("option", { value: String(step) }, writtenNumber(String(step), context.language)));
  const input = el("select", { class: "input", id: freshId("answer") }, el("option", { value: "" }, context.words.choose), ...options);
  input.addEventListener("change", () => node.setValue(input.value));
  return {
    element: input,
    input,
    update() {
      const { instanceValue, readonly } = node.currentState;
      input.value = instanceValue === "" ? "" : String(Number(instanceValue));
      mark(input, "disabled", readonly);
    },
  };
}

function chipsControl(node: Stepped, steps: number[], context: Context): Control {
  const name = freshId("step");
  const inputs = steps.map((step) => el("input", { type: "radio", name, value: String(step) }));
  const list = el("div", { class: "chips" });
  if (asks(node, "vertical")) list.style.flexDirection = "column-reverse"; // the highest on top
  if (asks(node, "vertical")) list.style.alignItems = "flex-start";
  const star = () => (asks(node, "rating") ? el("span", { "aria-hidden": "true" }, "★") : null);
  for (const input of inputs) {
    input.addEventListener("change", () => node.setValue(input.value));
    list.append(el("label", { class: "chip" }, input, el("span", { class: "num" }, writtenNumber(input.value, context.language)), star()));
  }
  return {
    element: list,
    input: null,
    update() {
      const { instanceValue, readonly } = node.currentState;
      for (const input of inputs) {
        input.checked = instanceValue !== "" && Number(instanceValue) === Number(input.value);
        input.disabled = readonly;
      }
    },
  };
}

function reader({ start, end, step }: Scale, isWhole: boolean): (text: string) => string | null {
  return (text) => {
    const value = isWhole ? readWholeNumber(text) : readDecimal(text);
    if (value === null || Number(value) < start || Number(value) > end) return null;
    return Number.isInteger(clean((Number(value) - start) / step)) ? value : null;
  };
}

function fieldControl(node: TypedNode, scale: Scale, isWhole: boolean, context: Context): Control {
  const { words, language } = context;
  const ends = [writtenNumber(String(scale.start), language), writtenNumber(String(scale.end), language)] as const;
  const problem = scale.step === 1 && isWhole ? words.between(...ends) : words.byStep(...ends, writtenNumber(String(scale.step), language));
  const typed = typedControl(node, context, {
    read: reader(scale, isWhole),
    problem,
    written: (value) => (value === "" ? "" : writtenNumber(String(Number(value)), language)),
    attributes: { inputmode: isWhole ? "numeric" : "decimal", class: "input number", dir: "ltr" },
  });
  const stepped = steppedControl(node, typed, scale, context);
  const help = el("p", { class: "help", id: freshId("ends") }, problem);
  return { ...stepped, element: el("div", { class: "stack tight" }, help, stepped.element) };
}

/** The field between a button for less and one for more. */
export function steppedControl(node: TypedNode, typed: TypedControl, { start, end, step }: Scale, context: Context): Control {
  const move = (by: number) => () => {
    const now = node.currentState.instanceValue;
    const next = now === "" ? start : clean(Number(now) + by * step);
    context.unread.delete(node.nodeId);
    node.setValue(String(Math.min(end, Math.max(start, next))));
    typed.update(); // before the field is given back what it showed
  };
  const less = button("button plain", move(-1), icon("minus"), el("span", { class: "hush" }, context.words.less));
  const more = button("button plain", move(1), icon("plus"), el("span", { class: "hush" }, context.words.more));
  return {
    element: el("div", { class: "ask" }, less, typed.input, more),
    input: typed.input,
    ...(typed.commit ? { commit: typed.commit } : {}),
    update() {
      typed.update();
      for (const each of [less, more]) mark(each, "disabled", node.currentState.readonly);
    },
  };
}

export function rangeControl(node: RangeNode, context: Context): Control {
  const scale = scaleOf(node);
  const steps = stepsOf(scale);
  const typed = node as unknown as Stepped;
  if (asks(node, "picker") && steps.length <= mostListed) return listControl(typed, steps, context);
  if (steps.length <= fewSteps) return chipsControl(typed, steps, context);
  return fieldControl(typed, scale, node.valueType === "int", context);
}
