/** Names as the server folds and sounds them (taghyir/core/text.py): what is found there is found here. */

const ARABIC: Record<string, string> = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ئ: "ي", ؤ: "و", ة: "ه", "ـ": "", ء: "", ڭ: "ك", پ: "ب", ڤ: "ف" };
const LATIN: Record<string, string> = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ı: "i", "’": "'", "ʿ": "", "ʾ": "", ς: "σ" };
const LETTERS = [..."ابتثجحخدذرزسشصضطظعغفقكلمنهوي"];
const SOUNDS: Record<string, string> = { y: "i", w: "o", u: "o", q: "k", c: "k" };
LETTERS.forEach((letter, place) => (SOUNDS[letter] = "abttjhkddrzsssdtdagfkklmnhoi"[place]!));
const DIGRAPHS = [["tch", "s"], ["ch", "s"], ["sh", "s"], ["kh", "k"], ["gh", "g"], ["dh", "d"], ["th", "t"], ["ph", "f"], ["ou", "o"], ["v", "f"]] as const;
const ZEROS = [0x660, 0x6f0, 0x966];

const translated = (text: string, table: Record<string, string>) => [...text].map((letter) => table[letter] ?? letter).join("");

const digit = (letter: string): string => {
  const zero = ZEROS.find((first) => letter.codePointAt(0)! - first >= 0 && letter.codePointAt(0)! - first < 10);
  return zero === undefined ? letter : String(letter.codePointAt(0)! - zero);
};

/** Lower case, no accents, diacritics nor tatweel, one form of alef, ya, ta marbuta; words parted by one space. */
export function folded(text: string): string {
  const decomposed = translated(text.normalize("NFKD").toLowerCase().normalize("NFKD"), LATIN);
  const bare = translated(decomposed.replace(/\p{Mn}/gu, "").normalize("NFKC"), ARABIC);
  const digits = bare.replace(/\p{Nd}/gu, digit);
  return (digits.match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

/** A rough common spelling of both scripts, with a space at both ends: Zaïo, Zio and زايو give ` zo `. */
export function sounded(text: string): string {
  const words = folded(text).split(" ").filter(Boolean).map(soundOf);
  return words.length ? ` ${words.join(" ")} ` : "";
}

function soundOf(written: string): string {
  let word = written.replace(/^(ال|al|el)(?=[\p{L}\p{N}]{3})/u, "").replace(/^(.{2,})ه$/u, "$1ا");
  for (const [letters, said] of DIGRAPHS) word = word.replaceAll(letters, said);
  word = translated(word, SOUNDS).replace(/^(.{2,})e$/u, "$1");
  const [first = "", ...rest] = [...word.replace(/^[eio]/, "a").replace(/[aeio]+([aeio])/g, "$1")];
  return (first + rest.join("").replace(/[aeio]+(?=[^aeio])/gu, "")).replace(/(.)\1+/gu, "$1");
}

/** Whether each word of `asked` is written in `found` (the text the server keeps for search), or a word there sounds so. */
export function isFound(asked: string, found: string): boolean {
  const words = folded(asked).split(" ").filter(Boolean);
  if (!words.length) return !asked.trim();
  return words.every((word) => found.includes(word) || found.includes(sounded(word).trimEnd() || word));
}
