import type { RecordSink } from "../../format/log-format.ts";
import { endpointOf, hopOf } from "../../message/hop.ts";
import { sightMessage } from "../../message/message-sighting.ts";
import { readSipMessage } from "../../message/sip-message.ts";
import type { TimeReader } from "../../time/time-reader.ts";

/** A row of Homer's table hep_proto_1_call: one SIP message and where it was seen. */
export interface HomerRow {
  readonly raw: string;
  /** JSON, as text or parsed: srcIp, dstIp, srcPort, dstPort, timeSeconds, timeUseconds. */
  readonly protocolHeader: Record<string, unknown>;
  readonly createDate: string;
}

export function readHomerRow(row: HomerRow, line: number, times: TimeReader, sink: RecordSink): void {
  const { protocolHeader: header } = row;
  const bytes = Buffer.from(row.raw);
  const message = readSipMessage(bytes, 0, bytes.length);
  if (typeof message === "string") {
    sink.reject(line, `Row holds no SIP message: ${message}`);
    return;
  }
  const seconds = Number(header.timeSeconds);
  const at =
    seconds > 0 && seconds < 1e10
      ? seconds * 1_000_000 + (Number(header.timeUseconds) || 0)
      : times.readText(row.createDate);
  if (!Number.isSafeInteger(at)) {
    sink.reject(line, `Time "${row.createDate.slice(0, 40)}" is not a date`);
    return;
  }
  const from = endpointOf(String(header.srcIp ?? ""), Number(header.srcPort) || 0);
  const to = endpointOf(String(header.dstIp ?? ""), Number(header.dstPort) || 0);
  const known = header.srcIp !== undefined;
  const verdict = sightMessage(
    bytes,
    message,
    { hop: known ? hopOf(from, to) : "homer", sender: known ? from : "", receiver: known ? to : "" },
    at,
  );
  if (typeof verdict === "string") sink.ignore(verdict);
  else if ("callId" in verdict) sink.use([verdict]);
  else sink.reject(line, verdict.reason);
}
