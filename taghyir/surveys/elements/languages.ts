// Which of a form's own languages answers the language of the page, and in which direction it is written.

const names: Record<string, RegExp> = {
  ar: /^arab|^العربية|^عربي/i,
  fr: /^fran[cç]|^french|^الفرنسية/i,
  es: /^espa[nñ]|^spanish|^castell|^الإسبانية/i,
  en: /^engl|^anglais|^ingl|^الإنجليزية/i,
};
const rightToLeft = new Set(["ar", "ary", "aeb", "arq", "arb", "fa", "he", "ur"]);

/** The code of a form language: `Arabic (ar)` gives `ar`; a bare name is recognised for our four languages. */
export function languageCode(name: string): string | null {
  const bracketed = /\(\s*([a-z]{2,3})(?:[-_][\w-]+)?\s*\)\s*$/i.exec(name) ?? /^([a-z]{2})(?:[-_]\w+)?$/i.exec(name.trim());
  if (bracketed?.[1]) return bracketed[1].toLowerCase();
  return Object.keys(names).find((code) => names[code]?.test(name.trim())) ?? null;
}

/** `Arabic (ar)` reads العربية to those who speak it, l’arabe in French; a name nobody knows stays as the form has it. */
export function languageName(name: string, readIn: string | null = null): string {
  const code = languageCode(name);
  const plain = name.replace(/\s*\([^)]*\)\s*$/, "") || name;
  if (code === null) return plain;
  const known = new Intl.DisplayNames([readIn ?? code], { type: "language", fallback: "none" }).of(code) ?? plain;
  return known.charAt(0).toLocaleUpperCase(readIn ?? code) + known.slice(1);
}

export function direction(code: string | null): "rtl" | "ltr" | "auto" {
  if (code === null) return "auto";
  return rightToLeft.has(code) ? "rtl" : "ltr";
}

/** Whether most letters of a text are Arabic: tells a form without a named language apart. */
export function isWrittenInArabic(text: string): boolean {
  const arabic = text.match(/[\u0620-\u064a]/g)?.length ?? 0;
  const latin = text.match(/[A-Za-zÀ-ÿ]/g)?.length ?? 0;
  return arabic > latin;
}
