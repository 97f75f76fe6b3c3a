// A constraint without a message still deserves a sentence that repairs: `. >= 0 and . <= 120` is "between 0 and 120".

import { writtenNumber } from "./digits.ts";
import type { Words } from "./words.ts";

const one = /^\.\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)$/;

/** The sentence that says which number is possible, or null when the constraint says something else. */
export function boundsSentence(expression: string | null, words: Words, language: string): string | null {
  const parts = (expression ?? "").trim().replace(/&gt;/g, ">").replace(/&lt;/g, "<").split(/\s+and\s+/i);
  const found = parts.map((part) => one.exec(part.trim().replace(/^\((.*)\)$/, "$1")));
  const limits = new Map<string, string>();
  for (const match of found) {
    if (!match?.[1] || !match[2]) return null;
    limits.set(match[1], writtenNumber(match[2], language));
  }
  const least = limits.get(">=");
  const most = limits.get("<=");
  if (limits.size === 2 && least !== undefined && most !== undefined) return words.between(least, most);
  if (limits.size !== 1) return null;
  const [[sign, limit]] = [...limits] as [[string, string]];
  const sentences: Record<string, (limit: string) => string> = {
    ">=": words.atLeast,
    "<=": words.atMost,
    ">": words.moreThan,
    "<": words.lessThan,
  };
  return sentences[sign]?.(limit) ?? null;
}
