// Numbers as people type them: Arabic-Indic digits, decimal comma, grouping spaces, marks a keyboard leaves behind.

const marks = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
const spaces = /[\s\u00a0\u202f\u2009'’\u066c]/g;

/** The same text with Western digits: `١٢` and `۱۲` become `12`. Nothing else changes. */
export function westernDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
}

function bare(text: string): string {
  return westernDigits(text).replace(marks, "").replace(spaces, "").replace(/[\u2212\u2013]/g, "-").replace(/^\+/, "");
}

/** A whole number as `-12`, or null. `1,250` is null: nobody can tell whether it is 1250 or 1.25. */
export function readWholeNumber(text: string): string | null {
  const found = /^(-?)0*(\d+)$/.exec(bare(text));
  return found && Number(found[2]) <= 2_147_483_647 ? `${found[1]}${found[2]}` : null;
}

/** A decimal number as `12.5`, or null. The last of comma and point is the decimal sign, the other groups thousands. */
export function readDecimal(text: string): string | null {
  const typed = bare(text).replace(/[\u066b\u060c]/g, ",");
  const sign = typed.lastIndexOf(",") > typed.lastIndexOf(".") ? "," : ".";
  const grouping = sign === "," ? "." : ",";
  const groups = typed.split(sign);
  if (groups.length > 2 || groups[1]?.includes(grouping)) return null;
  const plain = groups.map((group) => group.split(grouping).join("")).join(".");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? String(Number(plain)) : null;
}

/** The number as it is written in this language: a comma everywhere but in English. */
export function writtenNumber(value: string, language: string): string {
  return language === "en" ? value : value.replace(".", ",");
}

/** The same with a thin space between thousands, which is no comma and no point: `12 500,5`. It is read again as it is written. */
export function grouped(number: string): string {
  const [whole = "", ...rest] = number.split(/(?=[.,])/);
  return [whole.replace(/\B(?=(\d{3})+$)/g, "\u202f"), ...rest].join("");
}
