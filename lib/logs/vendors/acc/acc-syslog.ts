import type { Sighting } from "../../../calls/sighting.ts";
import type { LogFormat } from "../../format/log-format.ts";
import { transactionReader } from "../../rows/transaction-row.ts";
import { timesOf } from "../../tables/table-format.ts";
import { parseObject } from "../../text/json-objects.ts";
import { eachLine } from "../../text/lines.ts";
import { type AccValue, accTransaction } from "./acc-record.ts";

const RECORD = /\bACC: (transaction|call|request) [a-z]+: /;

/** What the acc modules of Kamailio and OpenSIPS write to syslog, as text and (acc_json) as JSON. */
export const accSyslogFormat: LogFormat = {
  id: "acc-syslog",
  title: "Kamailio/OpenSIPS accounting in syslog",

  recognise: ({ text }) => RECORD.test(text) || /\bjson_acc\[\d+\]: \{/.test(text),

  async read(bytes, context, sink) {
    const times = timesOf(context, "", true);
    const read = transactionReader({ hop: "acc", timeOf: "response" }, times, sink);
    await eachLine(bytes, {
      line(text, number) {
        const at = text.indexOf("ACC: ");
        if (at >= 0 && RECORD.test(text.slice(at, at + 60))) {
          const value = pairsOf(text.slice(text.indexOf(": ", at + 5) + 2));
          if (text.startsWith("call ended", at + 5)) {
            const ended = endedCall(value);
            if (typeof ended === "string") sink.reject(number, ended);
            else sink.use([ended]);
          } else read(accTransaction(value), number);
          return;
        }
        const json = text.indexOf("json_acc[");
        if (json >= 0) {
          const record = parseObject(text.slice(text.indexOf("{", json)));
          if (record) read(accTransaction(valuesOf(record)), number);
          else sink.reject(number, "Not valid JSON");
        } else sink.ignore(text.trim() === "" ? "blank-line" : "other-record");
      },
      tooLong: (number) => sink.reject(number, "Line is longer than 1 MB"),
    });
    for (const note of times.notes()) sink.note?.(note);
  },
};

/** "a=1;b=x=y;reason=Not Found": a value may hold "=", never ";". */
function pairsOf(text: string): AccValue {
  const values = new Map<string, string>();
  for (const pair of text.split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0) values.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  return (name) => values.get(name) ?? "";
}

export function valuesOf(record: Record<string, unknown>): AccValue {
  return (name) => {
    const value = record[name];
    return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  };
}

/** OpenSIPS writes one record for a whole call if told so (acc module, "cdr" flag): times in seconds. */
function endedCall(value: AccValue): Sighting | string {
  const created = Math.round(Number(value("created")) * 1_000_000);
  const answered = Math.round(Number(value("call_start_time")) * 1_000_000);
  const talk = Math.round(Number(value("ms_duration") || Number(value("duration")) * 1_000) * 1_000);
  const callId = value("call_id");
  if (callId === "") return "Call without a Call-ID";
  if (!(created > 0 && answered >= created && talk >= 0 && Number.isSafeInteger(answered + talk)))
    return "Call without its times";
  const common = { cseq: 0, q850: 0, code: 0, reason: "" } as const;
  return {
    callId,
    hop: "acc",
    basis: "reported",
    whole: true,
    live: false,
    heardAt: "",
    callerTag: value("from_tag"),
    callerAddress: "",
    gateway: "",
    events: [
      { ...common, at: created, kind: "invite", by: "caller" },
      { ...common, at: answered, kind: "response", code: 200, by: "caller", reason: value("reason") },
      { ...common, at: answered + talk, kind: "bye", by: "" },
    ],
    attributes: {
      ...(value("src_user") === "" ? {} : { from: value("src_user") }),
      ...(value("dst_user") === "" ? {} : { to: value("dst_user") }),
    },
  };
}
