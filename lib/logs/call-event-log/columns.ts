import { plainName } from "../text/csv-shape.ts";

/** Columns of the call event log and the names under which people have them; case and punctuation do not matter. */
export const CALL_EVENT_COLUMNS = {
  time: ["time", "timestamp", "datetime", "date_time", "at"],
  callId: ["call_id", "callid"],
  event: ["event", "event_type"],
  code: ["code", "sip_code", "status", "response"],
  reason: ["reason", "reason_phrase", "text"],
  q850: ["q850", "q850_cause", "cause"],
  direction: ["direction"],
  gateway: ["gateway", "trunk"],
  agent: ["agent", "operator"],
  from: ["from", "caller"],
  to: ["to", "callee"],
} as const satisfies Record<string, readonly string[]>;

/** Index of the column that goes by a name, by its plain name. */
const COLUMN_OF_NAME: ReadonlyMap<string, number> = new Map(
  Object.values(CALL_EVENT_COLUMNS).flatMap((names, column) =>
    names.map((name) => [plainName(name), column]),
  ),
);

/** Which of {@link CALL_EVENT_COLUMNS} a name means, -1 if none. */
export function callEventColumnOf(name: string): number {
  return COLUMN_OF_NAME.get(plainName(name)) ?? -1;
}

export type CallEventColumn = keyof typeof CALL_EVENT_COLUMNS;

export type CallEventColumns = Record<CallEventColumn, number>;

/** Position of each column in a header, -1 where it is missing. */
export function callEventColumns(header: readonly string[]): CallEventColumns {
  const columns = header.map(callEventColumnOf);
  const names = Object.keys(CALL_EVENT_COLUMNS) as CallEventColumn[];
  return Object.fromEntries(names.map((name, i) => [name, columns.indexOf(i)])) as CallEventColumns;
}

/** The three columns without which there is no call event log. */
export function isCallEventHeader(header: readonly string[]): boolean {
  const { time, callId, event } = callEventColumns(header);
  return time >= 0 && callId >= 0 && event >= 0;
}
