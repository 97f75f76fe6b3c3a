// Whole and decimal numbers, in any digits a keyboard gives; with a button for one more and one less where the sheet asks for a counter.

import type { AnyInputNode } from "@getodk/xforms-engine";
import { asks } from "../appearances.ts";
import type { Context, Control } from "../context.ts";
import { grouped, readDecimal, readWholeNumber, writtenNumber } from "../digits.ts";
import { bearingControl } from "./bearing.ts";
import { steppedControl } from "./range.ts";
import { typedControl, type TypedNode } from "./typed.ts";

export function numberControl(node: AnyInputNode, context: Context): Control {
  const isWhole = node.valueType === "int";
  const typed = node as unknown as TypedNode;
  if (asks(node, "bearing")) return bearingControl(typed, context);
  const written = (value: string) => writtenNumber(String(Number(value)), context.language);
  const control = typedControl(typed, context, {
    read: isWhole ? readWholeNumber : readDecimal,
    problem: isWhole ? context.words.wholeNumber : context.words.number,
    written: (value) => (value === "" ? "" : asks(node, "thousands-sep") ? grouped(written(value)) : written(value)),
    attributes: { inputmode: isWhole ? "numeric" : "decimal", class: "input number", dir: "ltr" },
  });
  return asks(node, "counter") ? steppedControl(typed, control, { start: 0, end: 2_147_483_647, step: 1 }, context) : control;
}
