import type { ReportContent } from "../analysis/report-content.ts";
import type { Totals } from "../analysis/totals.ts";
import type { Call } from "../calls/call.ts";

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

/** A call as programs read it: times ISO 8601 in UTC, durations in ms, unknown = null. */
export function callRecord(call: Call) {
  return {
    callId: call.callId,
    start: isoTime(call.start),
    from: call.from,
    to: call.to,
    source: call.source,
    gateway: call.gateway,
    agent: call.agent,
    direction: call.direction,
    responses: call.responses,
    responseOffsetsMs: call.responseOffsetsMs,
    lastResponse: call.lastResponse,
    lastOnWire: call.lastOnWire,
    stage: call.stage,
    outcome: call.outcome,
    responsible: call.responsible,
    endedBy: call.endedBy,
    answered: call.answered,
    q850: call.q850,
    reason: call.reason,
    sessionRequestDelayMs: call.sessionRequestDelayMs,
    tryingGapMs: call.tryingGapMs,
    setupMs: call.setupMs,
    ringMs: call.ringMs,
    talkMs: call.talkMs,
    basis: call.basis,
    complete: call.complete,
    flags: call.flags,
  };
}

export type CallRecord = ReturnType<typeof callRecord>;

const COLUMNS: readonly (keyof CallRecord)[] = [
  "callId",
  "start",
  "from",
  "to",
  "source",
  "gateway",
  "agent",
  "direction",
  "responses",
  "responseOffsetsMs",
  "lastResponse",
  "lastOnWire",
  "stage",
  "outcome",
  "responsible",
  "endedBy",
  "answered",
  "q850",
  "reason",
  "sessionRequestDelayMs",
  "tryingGapMs",
  "setupMs",
  "ringMs",
  "talkMs",
  "basis",
  "complete",
  "flags",
];

function* callsCsv(calls: Iterable<Call>): Generator<string> {
  yield csvLine(COLUMNS);
  for (const call of calls) {
    const record = callRecord(call);
    yield csvLine(COLUMNS.map((column) => record[column]));
  }
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

/** Epoch µs as ISO 8601 UTC in ms; null where the log does not say when. */
function isoTime(us: number): string | null {
  return us > 0 ? new Date(Math.floor(us / 1000)).toISOString() : null;
}
