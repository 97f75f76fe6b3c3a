// An order, by two buttons per line: nothing to drag.

import type { RankNode } from "@getodk/xforms-engine";
import { write, type Context, type Control } from "../context.ts";
import { arrange, button, el, icon } from "../dom.ts";

interface Line {
  readonly element: HTMLElement;
  readonly place: HTMLElement;
  readonly caption: HTMLElement;
  readonly up: HTMLButtonElement;
  readonly down: HTMLButtonElement;
}

export function rankControl(node: RankNode, context: Context): Control {
  const { words } = context;
  const lines = new Map<string, Line>();
  const list = el("ol", { class: "rows" });
  const said = el("p", { class: "hush", "aria-live": "polite" });
  const keepOrder = button("button plain small", () => node.setValues(order()), icon("check"), words.keepOrder);

  const order = (): string[] => {
    const offered = node.currentState.valueOptions.map(({ value }) => value);
    const given = node.currentState.value.filter((value) => offered.includes(value));
    return [...given, ...offered.filter((value) => !given.includes(value))];
  };
  const move = (value: string, by: number, pressed: "up" | "down") => {
    const values = order();
    const from = values.indexOf(value);
    const to = from + by;
    if (to < 0 || to >= values.length) return;
    values.splice(from, 1);
    values.splice(to, 0, value);
    node.setValues(values);
    said.textContent = words.moved(node.getValueLabel(value)?.asString ?? value, to + 1);
    queueMicrotask(() => lines.get(value)?.[pressed].focus());
  };
  const lineOf = (value: string): Line => {
    const up = button("button plain small", () => move(value, -1, "up"), icon("up"), el("span", { class: "hush" }));
    const down = button("button plain small", () => move(value, 1, "down"), icon("down"), el("span", { class: "hush" }));
    const place = el("span", { class: "num" });
    const caption = el("span");
    const body = el("div", { class: "body" }, caption);
    body.style.flexBasis = "5rem"; // the two buttons stay beside the words on a small phone
    const element = el("li", {}, el("div", { class: "item" }, place, body, el("div", { class: "end chips" }, up, down)));
    return { element, place, caption, up, down };
  };

  return {
    element: el("div", { class: "stack tight" }, list, said, keepOrder),
    input: null,
    update() {
      const values = order();
      values.forEach((value, index) => {
        const line = lines.get(value) ?? lineOf(value);
        lines.set(value, line);
        const label = node.getValueLabel(value);
        write(line.caption, label, context);
        line.place.textContent = String(index + 1);
        line.up.lastElementChild!.textContent = words.moveUp(label?.asString ?? value);
        line.down.lastElementChild!.textContent = words.moveDown(label?.asString ?? value);
        line.up.disabled = node.currentState.readonly;
        line.down.disabled = node.currentState.readonly;
      });
      arrange(list, values.flatMap((value) => lines.get(value)?.element ?? []));
      keepOrder.hidden = node.currentState.value.length > 0 || node.currentState.readonly;
    },
  };
}
