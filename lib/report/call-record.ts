import type { Call } from "../calls/call.ts";
import { CALL_FIELD_NAMES, CALL_FIELDS, type CallFieldName } from "../calls/call-fields.ts";

/** A call as programs read it: times ISO 8601 in UTC, durations in ms, unknown = null. */
export type CallRecord = {
  readonly [Name in CallFieldName]: (typeof CALL_FIELDS)[Name]["type"] extends "time"
    ? string | null
    : Call[Name];
};

export function callRecord(call: Call): CallRecord {
  const record: Record<string, unknown> = {};
  for (const name of CALL_FIELD_NAMES) record[name] = written(call, name);
  return record as CallRecord;
}

/** The values of {@link callRecord} in the order of CALL_FIELD_NAMES. */
export function callValues(call: Call): unknown[] {
  return CALL_FIELD_NAMES.map((name) => written(call, name));
}

function written(call: Call, name: CallFieldName): unknown {
  return CALL_FIELDS[name].type === "time" ? isoTime(call[name] as number) : call[name];
}

/** Epoch µs as ISO 8601 UTC in ms; null where the log does not say when. */
function isoTime(us: number): string | null {
  return us > 0 ? new Date(Math.floor(us / 1000)).toISOString() : null;
}
