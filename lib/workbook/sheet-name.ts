import { MAX_SHEET_NAME } from "./cell-limits.ts";
import { cleanText, noRepairs } from "./cell-text.ts";

/**
 * A name that Excel accepts, as close to `wanted` as can be: at most 31 UTF-16 units, none of
 * `\ / ? * [ ] :`, no apostrophe at either end, not "History", and not taken (ignoring case).
 */
export function sheetName(wanted: string, taken: Iterable<string> = []): string {
  const used = new Set([...taken].map((name) => name.toLowerCase()));
  const legal = cleanText(wanted, noRepairs())
    .replace(/[\\/?*[\]:\n\t]/g, "-")
    .replace(/^['\s]+|['\s]+$/g, "");
  const base = legal === "" ? "Sheet" : legal.toLowerCase() === "history" ? "History log" : legal;
  for (let number = 1; ; number++) {
    const name = withEnding(base, number === 1 ? "" : ` (${number})`);
    if (!used.has(name.toLowerCase())) return name;
  }
}

/** A reference to a sheet as formulas and links write it: `'Ticket O''Neil'!A1`. */
export function sheetReference(sheet: string, range: string): string {
  return `'${sheet.replace(/'/g, "''")}'!${range}`;
}

function withEnding(base: string, ending: string): string {
  let head = base.slice(0, MAX_SHEET_NAME - ending.length);
  if (/[\uD800-\uDBFF]$/.test(head)) head = head.slice(0, -1);
  return head.replace(/['\s]+$/, "") + ending;
}
