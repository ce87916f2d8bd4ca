import type { CallAttributes, Sighting } from "../../../calls/sighting.ts";
import type { Basis, CallEvent, Side } from "../../../sip/call-event.ts";
import { UNTIMED } from "../../../sip/call-event.ts";
import { channelName } from "../../rows/channel-name.ts";
import { codeOfWords } from "../../rows/derived-codes.ts";
import type { Row } from "../../rows/row.ts";
import type { RowReader, TableContext, TableLog } from "../../tables/table-format.ts";
import { flatText } from "../../text/flat-text.ts";
import { parseObject } from "../../text/json-objects.ts";

/** cel_custom.conf.sample without a header: the columns in their order. */
export const CEL_NAMES =
  "eventtype eventtime cidname cidnum cidani cidrdnis ciddnid exten context channame appname appdata amaflags accountcode uniqueid linkedid bridgepeer userfield userdeftype eventextra".split(
    " ",
  );

/** DIALSTATUS where it is not a disposition of the CDR as well. Asterisk docs, Dial */
const CODE_OF_DIALSTATUS: Readonly<Record<string, number>> = {
  NOANSWER: 480,
  CANCEL: 487,
  CHANUNAVAIL: 503,
  DONTCALL: 603,
  TORTURE: 603,
  INVALIDARGS: 484,
};

/**
 * Channel event log of Asterisk. Of its events the first channel's start, the answer of another
 * one, and the first channel's hangup (which carries the result of Dial) tell how the call went.
 */
export const celTable: TableLog = {
  id: "asterisk-cel",
  title: "Asterisk channel event log (CEL)",
  isHeader: (names) =>
    ["eventtype", "eventtime", "uniqueid", "linkedid"].every((name) => names.includes(name)),
  readerOf: celReader,
};

export function celReader(names: readonly string[], { times, sink, settings }: TableContext): RowReader {
  const at = (name: string) => names.indexOf(name);
  const [type, time, unique, linked] = [at("eventtype"), at("eventtime"), at("uniqueid"), at("linkedid")];
  const [from, to, channel, extra] = [
    at("cidnum"),
    at("exten"),
    at("channame"),
    Math.max(at("eventextra"), at("extra")),
  ];
  const trunk = settings.asteriskTrunk === undefined ? undefined : new RegExp(settings.asteriskTrunk);

  return (row, line) => {
    const kind = row.field(type);
    const isFirst = row.field(unique) === row.field(linked);
    const counts =
      kind === "CHAN_START" ? isFirst : kind === "ANSWER" ? !isFirst : kind === "HANGUP" && isFirst;
    if (!counts) {
      sink.ignore("mid-call");
      return;
    }
    const when = times.readText(row.field(time));
    if (Number.isNaN(when)) sink.reject(line, `Time "${row.field(time).slice(0, 40)}" is not a date`);
    else if (row.field(linked) === "") sink.reject(line, "Event without linkedid");
    else {
      const sighting: Sighting = {
        callId: flatText(row.field(linked)),
        hop: "asterisk-cel",
        basis: "derived" satisfies Basis,
        whole: kind === "HANGUP",
        callerTag: "",
        callerAddress: "",
        gateway: kind === "ANSWER" ? channelName(row.field(channel), trunk) : "",
        events:
          kind === "HANGUP"
            ? hangup(row, when)
            : [event(when, kind === "ANSWER" ? "response" : "invite", kind === "ANSWER" ? 200 : 0)],
        attributes: attributesOf(row, kind),
      };
      sink.use([sighting]);
    }
  };

  function attributesOf(row: Row, kind: string): CallAttributes {
    const attributes: CallAttributes = {};
    if (kind === "CHAN_START") {
      if (row.field(from) !== "") attributes.from = flatText(row.field(from));
      if (row.field(to) !== "") attributes.to = flatText(row.field(to));
    }
    return attributes;
  }

  /** {"hangupcause":17,"hangupsource":"PJSIP/berlin-00000002","dialstatus":"BUSY"} */
  function hangup(row: Row, when: number): CallEvent[] {
    const details = parseObject(row.field(extra)) ?? {};
    const status = String(details.dialstatus ?? "");
    const source = String(details.hangupsource ?? "");
    const q850 = Number(details.hangupcause) || 0;
    const code = CODE_OF_DIALSTATUS[status] ?? codeOfWords(status === "ANSWER" ? "answered" : status);
    const by: Side = source === "" ? "" : source === row.field(channel) ? "caller" : "callee";
    const events: CallEvent[] = [];
    if (code === 200) events.push(event(UNTIMED, "response", 200));
    else if (code > 0) events.push({ ...event(when, "response", code), reason: status, q850 });
    if (code === 0 || code === 200) events.push({ ...event(when, "bye", 0), cseq: 0, by, q850 });
    return events;
  }
}

function event(at: number, kind: CallEvent["kind"], code: number): CallEvent {
  return { at, kind, code, cseq: 1, by: "caller", reason: "", q850: 0 };
}
