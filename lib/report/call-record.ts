import type { Call } from "../calls/call.ts";
import { CALL_FIELD_NAMES, CALL_FIELDS, type CallFieldName } from "../calls/call-fields.ts";

/** A call as programs read it: times ISO 8601 in UTC, durations in ms, unknown = null. */
export type CallRecord = {
  readonly [Name in CallFieldName]: (typeof CALL_FIELDS)[Name]["type"] extends "time"
    ? string | null
    : (typeof CALL_FIELDS)[Name]["type"] extends "attempts"
      ? readonly AttemptRecord[]
      : Call[Name];
};

export interface AttemptRecord extends Pick<Call, "gateway" | "lastResponse" | "outcome"> {
  readonly start: string | null;
}

/** A record whose fields are all there: to fill it costs half of letting it grow field by field. */
const EMPTY: Readonly<Record<CallFieldName, unknown>> = Object.fromEntries(
  CALL_FIELD_NAMES.map((name) => [name, null]),
) as Record<CallFieldName, unknown>;

const TYPES = CALL_FIELD_NAMES.map((name) => CALL_FIELDS[name].type);

export function callRecord(call: Call): CallRecord {
  const record = { ...EMPTY };
  for (let i = 0; i < CALL_FIELD_NAMES.length; i++) record[CALL_FIELD_NAMES[i]!] = written(call, i);
  return record as CallRecord;
}

/** The values of a call in the order of CALL_FIELD_NAMES, each such that one cell can hold it. */
export function callValues(call: Call): unknown[] {
  return CALL_FIELD_NAMES.map((_, i) => (TYPES[i] === "attempts" ? wayOf(call) : written(call, i)));
}

/** Where a call was tried, one attempt after the other: "Alderwick 503 → Bluefinch 200"; "" where it was tried once. */
export function wayOf({ attempts }: Call): string {
  return attempts.map(({ gateway, lastResponse }) => `${gateway} ${lastResponse}`.trim()).join(" → ");
}

function written(call: Call, index: number): unknown {
  const value = call[CALL_FIELD_NAMES[index]!];
  switch (TYPES[index]) {
    case "time":
      return isoTime(value as number);
    case "attempts":
      return call.attempts.map(attemptRecord);
    default:
      return value;
  }
}

function attemptRecord({ gateway, start, lastResponse, outcome }: Call): AttemptRecord {
  return { gateway, start: isoTime(start), lastResponse, outcome };
}

/** Epoch µs as ISO 8601 UTC in ms; null where the log does not say when. */
function isoTime(us: number): string | null {
  return us > 0 ? new Date(Math.floor(us / 1000)).toISOString() : null;
}
