import type { CallAttributes } from "../../../calls/call-attributes.ts";
import type { Sighting } from "../../../calls/sighting.ts";
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
  const columns = columnsOf(names);
  const trunk = settings.asteriskTrunk === undefined ? undefined : new RegExp(settings.asteriskTrunk);
  return (row, line) => {
    const kind = kindOf(row, columns);
    if (kind === undefined) {
      sink.ignore("mid-call");
      return;
    }
    const callId = row.field(columns.linked);
    const time = row.field(columns.time);
    const when = times.readText(time);
    if (Number.isNaN(when)) sink.reject(line, `Time "${time.slice(0, 40)}" is not a date`);
    else if (callId === "") sink.reject(line, "Event without linkedid");
    else {
      const sighting: Sighting = {
        callId: flatText(callId),
        hop: "asterisk-cel",
        basis: "derived" satisfies Basis,
        whole: kind === "HANGUP",
        live: false,
        heardAt: "",
        callerTag: "",
        callerAddress: "",
        gateway: kind === "ANSWER" ? channelName(row.field(columns.channel), trunk) : "",
        events: eventsOf(kind, row, columns, when),
        attributes: kind === "CHAN_START" ? partiesOf(row, columns) : {},
      };
      sink.use([sighting]);
    }
  };
}

function columnsOf(names: readonly string[]) {
  const at = (name: string) => names.indexOf(name);
  return {
    type: at("eventtype"),
    time: at("eventtime"),
    unique: at("uniqueid"),
    linked: at("linkedid"),
    from: at("cidnum"),
    to: at("exten"),
    channel: at("channame"),
    extra: Math.max(at("eventextra"), at("extra")),
  };
}

type CelColumns = ReturnType<typeof columnsOf>;
type Kind = "CHAN_START" | "ANSWER" | "HANGUP";

/** Undefined for the events that do not tell how the call went. */
function kindOf(row: Row, { type, unique, linked }: CelColumns): Kind | undefined {
  const kind = row.field(type);
  const isFirst = row.field(unique) === row.field(linked);
  if (kind === "ANSWER") return isFirst ? undefined : kind;
  return isFirst && (kind === "CHAN_START" || kind === "HANGUP") ? kind : undefined;
}

function eventsOf(kind: Kind, row: Row, columns: CelColumns, when: number): CallEvent[] {
  if (kind === "HANGUP") return hangup(row, columns, when);
  return [kind === "ANSWER" ? event(when, "response", 200) : event(when, "invite", 0)];
}

function partiesOf(row: Row, { from, to }: CelColumns): CallAttributes {
  const attributes: CallAttributes = {};
  if (row.field(from) !== "") attributes.from = flatText(row.field(from));
  if (row.field(to) !== "") attributes.to = flatText(row.field(to));
  return attributes;
}

/** {"hangupcause":17,"hangupsource":"PJSIP/berlin-00000002","dialstatus":"BUSY"} */
function hangup(row: Row, { channel, extra }: CelColumns, when: number): CallEvent[] {
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

function event(at: number, kind: CallEvent["kind"], code: number): CallEvent {
  return { at, kind, code, cseq: 1, by: "caller", reason: "", q850: 0 };
}
