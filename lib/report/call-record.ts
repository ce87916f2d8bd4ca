import type { Call } from "../calls/call.ts";
import { CALL_FIELD_NAMES, CALL_FIELDS, type CallFieldName } from "../calls/call-fields.ts";

/** A call as programs read it: times ISO 8601 in UTC, durations in ms, unknown = null. */
export type CallRecord = {
  readonly [Name in CallFieldName]: (typeof CALL_FIELDS)[Name]["type"] extends "time"
    ? string | null
    : Call[Name];
};

/** A record whose fields are all there: to fill it costs half of letting it grow field by field. */
const EMPTY: Readonly<Record<CallFieldName, unknown>> = Object.fromEntries(
  CALL_FIELD_NAMES.map((name) => [name, null]),
) as Record<CallFieldName, unknown>;

const IS_TIME: readonly boolean[] = CALL_FIELD_NAMES.map((name) => CALL_FIELDS[name].type === "time");

export function callRecord(call: Call): CallRecord {
  const record = { ...EMPTY };
  for (let i = 0; i < CALL_FIELD_NAMES.length; i++) record[CALL_FIELD_NAMES[i]!] = written(call, i);
  return record as CallRecord;
}

/** The values of {@link callRecord} in the order of CALL_FIELD_NAMES. */
export function callValues(call: Call): unknown[] {
  return CALL_FIELD_NAMES.map((_, i) => written(call, i));
}

function written(call: Call, index: number): unknown {
  const value = call[CALL_FIELD_NAMES[index]!];
  return IS_TIME[index] ? isoTime(value as number) : value;
}

/** Epoch µs as ISO 8601 UTC in ms; null where the log does not say when. */
function isoTime(us: number): string | null {
  return us > 0 ? new Date(Math.floor(us / 1000)).toISOString() : null;
}
