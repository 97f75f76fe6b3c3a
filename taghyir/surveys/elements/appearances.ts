// How the sheet asks a question to look, in the column `appearance`: words, those nobody knows included.

interface Asked {
  readonly appearances: unknown;
}

/** Whether the sheet asks for one of these. */
export function asks({ appearances }: Asked, ...names: string[]): boolean {
  const asked = appearances as Record<string, boolean> | null;
  return names.some((name) => asked?.[name]);
}

/** How many columns, at most, `columns-3` or `compact-3` names; null when none does. */
export function columnsAsked({ appearances }: Asked): number | null {
  for (const name of (appearances as Iterable<string> | null) ?? []) {
    const found = /^(?:columns|(?:quick)?compact)-(\d+)$/.exec(name);
    if (found) return Math.max(1, Number(found[1]));
  }
  return null;
}

/** Whether another application of an Android phone is to give the answer (`ex:org.example.BREATH(…)`). */
export function asksApplication({ appearances }: Asked): boolean {
  return [...((appearances as Iterable<string> | null) ?? [])].some((name) => name.startsWith("ex:"));
}
