// "I have understood": one box to tick.

import type { TriggerNode } from "@getodk/xforms-engine";
import type { Context, Control } from "../context.ts";
import { el } from "../dom.ts";

export function triggerControl(node: TriggerNode, context: Context): Control {
  const input = el("input", { type: "checkbox" });
  input.addEventListener("change", () => node.setValue(input.checked));
  return {
    element: el("label", { class: "tile" }, input, el("span", {}, context.words.confirm)),
    input: null,
    update() {
      input.checked = node.currentState.value;
      input.disabled = node.currentState.readonly;
    },
  };
}
