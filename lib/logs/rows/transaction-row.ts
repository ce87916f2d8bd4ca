import type { CallAttributes, Sighting } from "../../calls/sighting.ts";
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

/** Turns transactions into sightings: the INVITE's result, CANCEL, and BYE with its answer. */
export function transactionReader(log: TransactionLog, times: TimeReader, sink: RecordSink) {
  return (row: TransactionRow, line: number): void => {
    const { method } = row;
    if (method !== "INVITE" && method !== "BYE" && method !== "CANCEL") {
      sink.ignore(
        method === "ACK" || method === "PRACK" || method === "UPDATE" || method === "INFO"
          ? "mid-call"
          : "other-method",
      );
      return;
    }
    const problem = read(row, method);
    if (problem !== "") sink.reject(line, problem);
  };

  function read(row: TransactionRow, method: "INVITE" | "BYE" | "CANCEL"): string {
    if (row.callId === "") return `${method} without a Call-ID`;
    const at = times.readText(row.time);
    if (Number.isNaN(at)) return `Time "${row.time.slice(0, 40)}" is not a date`;
    const code = row.code === "" ? 0 : Number(row.code);
    if (!Number.isInteger(code) || code < 0 || (code > 0 && (code < 100 || code > 699))) {
      return `Code "${row.code.slice(0, 40)}" is not a SIP response`;
    }
    const answeredAt = log.timeOf === "request" ? UNTIMED : at;
    const sender: Side = row.fromTag === "" ? "" : `tag:${flatText(row.fromTag)}`;
    if (method === "INVITE") sink.use([inviteSighting(row, at, code)]);
    else if (method === "BYE") {
      const events = [event(at, "bye", 0, 0, sender, "")];
      if (code >= 200) events.push(event(answeredAt, "bye-response", code, 0, sender, row.reason));
      sink.use([sighting(row, events, {}, false)]);
    } else {
      const events = [event(at, "cancel", 0, row.cseq, "caller", "")];
      // Zeek shows the final response of a cancelled INVITE on the row of the CANCEL; a 2xx there answers the CANCEL.
      if (code >= 300) events.push(event(answeredAt, "response", code, row.cseq, "caller", row.reason));
      sink.use([sighting(row, events, {}, false)]);
    }
    return "";
  }

  function inviteSighting(row: TransactionRow, at: number, code: number): Sighting {
    const attributes: CallAttributes = {};
    if (row.from !== "") attributes.from = flatText(row.from);
    if (row.to !== "") attributes.to = flatText(row.to);
    const isRequest = log.timeOf === "request";
    const events = [event(isRequest ? at : UNTIMED, "invite", 0, row.cseq, "caller", "")];
    if (code > 0)
      events.push(event(isRequest ? UNTIMED : at, "response", code, row.cseq, "caller", row.reason));
    return sighting(row, events, attributes, true);
  }

  function sighting(
    row: TransactionRow,
    events: CallEvent[],
    attributes: CallAttributes,
    isInvite: boolean,
  ): Sighting {
    return {
      callId: flatText(row.callId),
      hop: log.hop,
      basis: "reported",
      whole: false,
      callerTag: isInvite ? flatText(row.fromTag) : "",
      callerAddress: isInvite ? row.sender : "",
      gateway: isInvite ? flatText(row.gateway) : "",
      events,
      attributes,
    };
  }
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
