import { MAX_CELL_CHARACTERS, MAX_CELL_LINE_FEEDS } from "./cell-limits.ts";

/** What had to be changed so that Excel can hold a text. */
export interface TextRepairs {
  /** Characters that XML cannot carry, each replaced by U+FFFD. */
  replacedCharacters: number;
  /** Cells cut at {@link MAX_CELL_CHARACTERS} or {@link MAX_CELL_LINE_FEEDS}. */
  cutCells: number;
}

export const noRepairs = (): TextRepairs => ({ replacedCharacters: 0, cutCells: 0 });

const REPLACEMENT = "\uFFFD";
// XML 1.0 §2.2 forbids these; U+007F is allowed there, but shows as nothing and breaks copied ids.
const ILLEGAL =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
// ECMA-376 part 1 §22.9.2.19: readers turn _x0041_ into the character U+0041.
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;
const NEEDS_CARE =
  /[&<>"\u0000-\u0008\u000B-\u001F\u007F\uD800-\uDFFF\uFFFE\uFFFF\n]|_x[0-9A-Fa-f]{4}_|^\s|\s$/;

/** Text as Excel can hold it: legal characters, line ends as LF, within the limits. Counts what it changed. */
export function cleanText(text: string, repairs: TextRepairs): string {
  if (text.length <= MAX_CELL_CHARACTERS && !NEEDS_CARE.test(text)) return text;
  let clean = text.replace(/\r\n?/g, "\n").replace(ILLEGAL, () => {
    repairs.replacedCharacters++;
    return REPLACEMENT;
  });
  const cut = cutText(clean);
  if (cut.length < clean.length) repairs.cutCells++;
  clean = cut;
  return clean;
}

/** Clean text with what looks like an escape of SpreadsheetML kept as it is, for any XML writer. */
export function literalText(clean: string): string {
  return clean.includes("_x") ? clean.replace(LOOKS_ESCAPED, "_x005F_") : clean;
}

/** The content of `<t>`, with its attribute: ` xml:space="preserve">…` or `>…`. */
export function textElementBody(text: string, repairs: TextRepairs): string {
  if (text.length <= MAX_CELL_CHARACTERS && !NEEDS_CARE.test(text)) return `>${text}`;
  const body = escapeXml(literalText(cleanText(text, repairs)));
  return /^\s|\s$|\n/.test(body) ? ` xml:space="preserve">${body}` : `>${body}`;
}

/** Any text, made legal, for an attribute or an element that is not a cell. */
export function attributeText(text: string): string {
  return escapeXml(cleanText(text, noRepairs()));
}

/** For element content and for attribute values in double quotes. */
export function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function cutText(text: string): string {
  let end = Math.min(text.length, MAX_CELL_CHARACTERS);
  let feeds = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) {
    if (++feeds > MAX_CELL_LINE_FEEDS) end = at;
  }
  // Never end inside a surrogate pair.
  if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1] ?? "")) end--;
  return text.slice(0, end);
}
