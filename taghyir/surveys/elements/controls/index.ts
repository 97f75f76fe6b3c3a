// Which control answers which question.

import type { AnyControlNode, AnyInputNode } from "@getodk/xforms-engine";
import { asks, asksApplication } from "../appearances.ts";
import { isCountedElsewhere } from "../calendars.ts";
import type { Context, Control } from "../context.ts";
import { barcodeControl } from "./barcode.ts";
import { choiceControl } from "./choice.ts";
import { dateControl } from "./date.ts";
import { drawingControl, drawingOf } from "./drawing.ts";
import { numberControl } from "./number.ts";
import { placeControl } from "./place.ts";
import { rangeControl } from "./range.ts";
import { rankControl } from "./rank.ts";
import { textControl } from "./text.ts";
import { triggerControl } from "./trigger.ts";
import { keptFileControl, uploadControl } from "./upload.ts";

const inputs: Partial<Record<string, (node: AnyInputNode, context: Context) => Control>> = {
  int: numberControl,
  decimal: numberControl,
  date: dateControl,
  time: dateControl,
  dateTime: dateControl,
  barcode: barcodeControl,
  geopoint: placeControl,
  geotrace: placeControl,
  geoshape: placeControl,
};

/** What only the Android application does, and what one does here instead. */
function elsewhere(node: AnyControlNode, { words }: Context): string | null {
  if (asks(node, "printer")) return words.printedElsewhere;
  if (isCountedElsewhere(node)) return words.usualCalendar;
  if (!asksApplication(node)) return null;
  return node.nodeType === "upload" ? words.fileFromApplication : words.answerFromApplication;
}

/** Null for a note, which asks nothing. A type nobody knows is answered in words. */
export function controlFor(node: AnyControlNode, context: Context): Control | null {
  const [control, note] = [controlOf(node, context), elsewhere(node, context)];
  return control && note ? { ...control, note } : control;
}

function controlOf(node: AnyControlNode, context: Context): Control | null {
  switch (node.nodeType) {
    case "note":
      return null;
    case "select":
      return choiceControl(node, context);
    case "range":
      return rangeControl(node, context);
    case "rank":
      return rankControl(node, context);
    case "trigger":
      return triggerControl(node, context);
    case "upload": {
      if (context.fileStays) return keptFileControl(node, context.fileStays);
      const drawing = drawingOf(node);
      return drawing ? drawingControl(node, context, drawing) : uploadControl(node, context);
    }
    default:
      return (inputs[node.valueType] ?? textControl)(node, context);
  }
}
