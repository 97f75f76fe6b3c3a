// Whole and decimal numbers, in any digits a keyboard gives.

import type { AnyInputNode } from "@getodk/xforms-engine";
import type { Context, Control } from "../context.ts";
import { readDecimal, readWholeNumber, writtenNumber } from "../digits.ts";
import { typedControl, type TypedNode } from "./typed.ts";

export function numberControl(node: AnyInputNode, context: Context): Control {
  const isWhole = node.valueType === "int";
  return typedControl(node as unknown as TypedNode, context, {
    read: isWhole ? readWholeNumber : readDecimal,
    problem: isWhole ? context.words.wholeNumber : context.words.number,
    written: (value) => (value === "" ? "" : writtenNumber(String(Number(value)), context.language)),
    attributes: { inputmode: isWhole ? "numeric" : "decimal", class: "input number", dir: "ltr" },
  });
}
