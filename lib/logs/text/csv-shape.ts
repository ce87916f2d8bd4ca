import { CsvRecord } from "./csv-record.ts";
import { CsvScanner } from "./csv-scanner.ts";

const LF = 10;
const DELIMITERS = [",", ";", "\t", "|"] as const;

/** The delimiter that most of the first lines hold, best as often as the first line; "" if there is none. */
export function delimiterOf(text: string): string {
  const lines = firstLines(text, 20);
  let best = "";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter));
    const usual = counts[0] ?? 0;
    if (usual === 0) continue;
    const alike = counts.filter((count) => count === usual).length / counts.length;
    if (counts.filter((count) => count > 0).length * 2 <= counts.length) continue;
    const score = alike * 1_000 + usual;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Lines that may stand before a header: a title, "sep=;". */
export const MAX_PREAMBLE = 10;

/** The delimiter that turns one of the first lines into a header that is known; "" if none does. */
export function delimiterWhere(text: string, isHeader: (names: string[]) => boolean): string {
  const lines = firstLines(text, MAX_PREAMBLE);
  return DELIMITERS.find((delimiter) => lines.some((line) => isHeader(splitLine(line, delimiter)))) ?? "";
}

/** The fields of the first record, as names. */
export function headerOf(text: string, delimiter: string): string[] {
  const [line = ""] = firstLines(text, 1);
  return splitLine(line, delimiter);
}

/** Fields of one line, found as they are when the log is read; a quote that is not closed ends with the line. */
export function splitLine(line: string, delimiter: string): string[] {
  if (delimiter === "") return [line.trim()];
  const record = new CsvRecord();
  const scanner = new CsvScanner(record, delimiter);
  for (const text of [line, `${line}"`]) {
    scanner.moveTo(Buffer.from(text), LF);
    if (scanner.scan(0, true) < 0) continue;
    return Array.from({ length: record.length }, (_, index) => record.field(index).trim());
  }
  return line.split(delimiter);
}

/** A name without case, spaces and punctuation: "Call-ID", "call_id" and "CallId" are one. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Non-empty lines at the start of a text. */
export function firstLines(text: string, limit: number): string[] {
  const mark = text.includes("\n") ? "\n" : "\r";
  const lines: string[] = [];
  for (let at = 0; at < text.length && lines.length < limit; ) {
    const found = text.indexOf(mark, at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(at, Math.min(end, at + 64 * 1024)).trimEnd();
    if (line.trim() !== "") lines.push(line);
    at = end + 1;
  }
  return lines;
}

/** Which character divides the fields is not known yet, so a quote may stand anywhere. */
function countOutsideQuotes(line: string, delimiter: string): number {
  let count = 0;
  let inside = false;
  for (let i = 0; i < line.length; i++) {
    const character = line[i];
    if (character === '"') inside = !inside;
    else if (character === delimiter && !inside) count++;
  }
  return count;
}
