import type { RecordSink } from "../log-format.ts";
import type { Verdict } from "../sip/message-sighting.ts";

/** Tells the sink about the one record that begins in `line`. */
export function settleRecord(sink: RecordSink, line: number, verdict: Verdict): void {
  if (typeof verdict === "string") sink.ignore(verdict);
  else if ("reason" in verdict) sink.reject(line, verdict.reason);
  else sink.use(verdict);
}
