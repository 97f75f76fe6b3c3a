// Search as people type it: accents, hamza, ta marbuta and alef maqsura do not count.

/** The text without accents, diacritics, tatweel, and with one letter for each family of Arabic letters. */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ؤ/g, "و")
    .replace(/[ئى]/g, "ي")
    .replace(/ة/g, "ه")
    .toLowerCase()
    .trim();
}
