import type { ReportContent } from "../analysis/content/report-content.ts";
import type { Totals } from "../analysis/content/totals.ts";
import type { Call } from "../calls/call.ts";
import { CALL_FIELD_NAMES } from "../calls/call-fields.ts";
import { callRecord, callValues } from "./call-record.ts";

/** The workbook's figures for programs: the same calls and totals as CSV and as JSON. */
export interface Twin {
  /** "calls.csv" … */
  readonly name: string;
  readonly contentType: string;
  /** In pieces, so that a million calls need no more memory than one. */
  text(): Iterable<string>;
}

/** All twins of a report, to be stored beside its workbook. */
export function twinsOf(content: ReportContent): Twin[] {
  return [
    { name: "calls.csv", contentType: "text/csv; charset=utf-8", text: () => callsCsv(content.calls) },
    { name: "calls.json", contentType: "application/json", text: () => callsJson(content.calls) },
    { name: "totals.csv", contentType: "text/csv; charset=utf-8", text: () => totalsCsv(content.totals) },
    { name: "totals.json", contentType: "application/json", text: () => [JSON.stringify(content.totals)] },
  ];
}

function* callsCsv(calls: Iterable<Call>): Generator<string> {
  yield csvLine(CALL_FIELD_NAMES);
  for (const call of calls) yield csvLine(callValues(call));
}

function* callsJson(calls: Iterable<Call>): Generator<string> {
  let separator = "[\n";
  for (const call of calls) {
    yield separator + JSON.stringify(callRecord(call));
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}

/** One figure a line, its name a path: "ratios.asr.value,0.621". */
function* totalsCsv(totals: Totals): Generator<string> {
  yield csvLine(["figure", "value"]);
  for (const [path, value] of leaves(totals, "")) yield csvLine([path, value]);
}

function* leaves(value: unknown, path: string): Generator<readonly [string, unknown]> {
  if (typeof value !== "object" || value === null) yield [path, value];
  else
    for (const [key, part] of Object.entries(value))
      yield* leaves(part, path === "" ? key : `${path}.${key}`);
}

function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

/**
 * One cell by RFC 4180. Text that a spreadsheet program would run as a formula gets an apostrophe in
 * front, numbers with a plus as well: a CSV has no types that could say "this is text".
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = Array.isArray(value) ? value.map((part) => part ?? "").join(" ") : String(value);
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replace(/"/g, '""')}"` : inert;
}
