import type { CallAttributes } from "../../calls/call-attributes.ts";
import type { Sighting } from "../../calls/sighting.ts";
import type { CallEvent, Side } from "../../sip/call-event.ts";
import { UNTIMED } from "../../sip/call-event.ts";
import type { RecordSink } from "../format/log-format.ts";
import { flatText } from "../text/flat-text.ts";
import type { TimeReader } from "../time/time-reader.ts";

/** What a log says about one SIP transaction: a request and the response that ended it. */
export interface TransactionRow {
  readonly callId: string;
  readonly method: string;
  /** Text of the time at which the record was written. */
  readonly time: string;
  readonly code: string;
  readonly reason: string;
  readonly fromTag: string;
  /** 0 = unknown. */
  readonly cseq: number;
  readonly from: string;
  readonly to: string;
  readonly gateway: string;
  /** Address of the sender, "" if unknown. */
  readonly sender: string;
}

export interface TransactionLog {
  readonly hop: string;
  /** The time is that of the request; else that of the response, and when the request came is not known. */
  readonly timeOf: "request" | "response";
}

type Method = "INVITE" | "BYE" | "CANCEL";

const MID_CALL: ReadonlySet<string> = new Set(["ACK", "PRACK", "UPDATE", "INFO"]);

/** Turns transactions into sightings: the INVITE's result, CANCEL, and BYE with its answer. */
export function transactionReader(log: TransactionLog, times: TimeReader, sink: RecordSink) {
  return (row: TransactionRow, line: number): void => {
    const { method } = row;
    if (method === "INVITE" || method === "BYE" || method === "CANCEL") {
      const read = sightingOf(row, method, log, times);
      if (typeof read === "string") sink.reject(line, read);
      else sink.use([read]);
    } else sink.ignore(MID_CALL.has(method) ? "mid-call" : "other-method");
  };
}

/** Returns why the row cannot be used where it cannot. */
function sightingOf(
  row: TransactionRow,
  method: Method,
  log: TransactionLog,
  times: TimeReader,
): Sighting | string {
  if (row.callId === "") return `${method} without a Call-ID`;
  const at = times.readText(row.time);
  if (Number.isNaN(at)) return `Time "${row.time.slice(0, 40)}" is not a date`;
  const code = row.code === "" ? 0 : Number(row.code);
  if (!Number.isInteger(code) || code < 0 || (code > 0 && (code < 100 || code > 699))) {
    return `Code "${row.code.slice(0, 40)}" is not a SIP response`;
  }
  const isInvite = method === "INVITE";
  return {
    callId: flatText(row.callId),
    hop: log.hop,
    basis: "reported",
    whole: false,
    live: false,
    heardAt: "",
    callerTag: isInvite ? flatText(row.fromTag) : "",
    callerAddress: isInvite ? row.sender : "",
    gateway: isInvite ? flatText(row.gateway) : "",
    events: eventsOf(row, method, code, at, log),
    attributes: isInvite ? partiesOf(row) : {},
  };
}

/** What a request and its response stand for. A BYE and a CANCEL are answered at once, so that one time serves both. */
function eventsOf(
  { fromTag, cseq, reason }: TransactionRow,
  method: Method,
  code: number,
  at: number,
  { timeOf }: TransactionLog,
): CallEvent[] {
  const responseAt = timeOf === "request" ? UNTIMED : at;
  switch (method) {
    case "INVITE": {
      const invite = event(timeOf === "request" ? at : UNTIMED, "invite", 0, cseq, "caller", "");
      return code > 0 ? [invite, event(responseAt, "response", code, cseq, "caller", reason)] : [invite];
    }
    case "BYE": {
      const sender: Side = fromTag === "" ? "" : `tag:${flatText(fromTag)}`;
      const bye = event(at, "bye", 0, 0, sender, "");
      return code >= 200 ? [bye, event(responseAt, "bye-response", code, 0, sender, reason)] : [bye];
    }
    case "CANCEL": {
      const cancel = event(at, "cancel", 0, cseq, "caller", "");
      // Zeek shows the final response of a cancelled INVITE on the row of the CANCEL; a 2xx there answers the CANCEL.
      return code >= 300 ? [cancel, event(responseAt, "response", code, cseq, "caller", reason)] : [cancel];
    }
  }
}

function partiesOf({ from, to }: TransactionRow): CallAttributes {
  const attributes: CallAttributes = {};
  if (from !== "") attributes.from = flatText(from);
  if (to !== "") attributes.to = flatText(to);
  return attributes;
}

function event(
  at: number,
  kind: CallEvent["kind"],
  code: number,
  cseq: number,
  by: Side,
  reason: string,
): CallEvent {
  return { at, kind, code, cseq, by, reason, q850: 0 };
}
