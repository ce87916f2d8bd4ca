import type { RecordSink } from "../format/log-format.ts";
import type { MessageResult } from "../message/message-sighting.ts";

/** Why a message of a trace cannot be read. */
export const FAULT = {
  notIdentified: "SIP message whose headers end before those that identify its call",
  endless: "SIP message whose headers do not end",
  damaged: "The start line of a SIP message is damaged",
} as const;

/** Tells the sink about the one record that begins in `line`. */
export function settleRecord(sink: RecordSink, line: number, verdict: MessageResult): void {
  if (typeof verdict === "string") sink.ignore(verdict);
  else if ("reason" in verdict) sink.reject(line, verdict.reason);
  else sink.use([verdict]);
}
