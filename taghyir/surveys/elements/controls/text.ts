// Words: one line, several lines, or digits that are not a number (a phone, a code).

import type { AnyInputNode } from "@getodk/xforms-engine";
import type { Context } from "../context.ts";
import { westernDigits } from "../digits.ts";
import { typedControl, type TypedControl, type TypedNode } from "./typed.ts";

function attributesOf(asked: (name: string) => boolean): Record<string, string> {
  if (asked("numbers")) return { inputmode: "tel", dir: "ltr" };
  if (asked("url")) return { inputmode: "url", dir: "ltr" };
  if (asked("masked")) return { type: "password" };
  return { dir: "auto" };
}

export function textControl(node: AnyInputNode, context: Context): TypedControl {
  const asked = (name: string) => Boolean((node.appearances as Record<string, boolean> | null)?.[name]);
  const lines = (node.nodeOptions as { rows?: number | null } | null)?.rows ?? (asked("multiline") ? 4 : 0);
  return typedControl(node as unknown as TypedNode, context, {
    read: (text) => (asked("numbers") ? westernDigits(text).trim() : text),
    problem: context.words.answerNeeded,
    written: (value) => value,
    attributes: attributesOf(asked),
    rows: lines,
  });
}
