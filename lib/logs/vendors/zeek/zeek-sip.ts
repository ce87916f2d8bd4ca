import type { LogFormat } from "../../format/log-format.ts";
import { type TransactionRow, transactionReader } from "../../rows/transaction-row.ts";
import type { JsonLog } from "../../tables/json-format.ts";
import { timesOf } from "../../tables/table-format.ts";
import { eachLine } from "../../text/lines.ts";

const LOG = { hop: "zeek", timeOf: "request" } as const;

/** Zeek's sip.log with tabs. */
export const zeekTsvFormat: LogFormat = {
  id: "zeek-sip",
  title: "Zeek sip.log",

  recognise: ({ text }) => /^#path\tsip\r?$/m.test(text) && /^#fields\t/m.test(text),

  async read(bytes, context, sink) {
    const times = timesOf(context, "", true);
    const read = transactionReader(LOG, times, sink);
    let indexOf = new Map<string, number>();
    await eachLine(bytes, {
      line(text, number) {
        if (text.startsWith("#")) {
          if (text.startsWith("#fields\t"))
            indexOf = new Map(text.split("\t").map((name, i) => [name, i - 1]));
          sink.ignore("comment");
        } else if (text.trim() === "") sink.ignore("blank-line");
        else {
          const fields = text.split("\t");
          if (fields.length !== indexOf.size - 1) {
            sink.reject(number, `Row has ${fields.length} fields, not ${Math.max(0, indexOf.size - 1)}`);
            return;
          }
          read(
            transactionOf((name) => {
              const value = fields[indexOf.get(name) ?? -1] ?? "";
              return value === "-" || value === "(empty)" ? "" : value;
            }),
            number,
          );
        }
      },
      tooLong: (number) => sink.reject(number, "Line is longer than 1 MB"),
    });
  },
};

/** The same as JSON, one object per line. */
export const zeekJson: JsonLog = {
  id: "zeek-sip-json",
  title: "Zeek sip.log (JSON)",
  utc: true,
  keys: ["id.orig_h", "call_id"],
  readerOf({ times, sink }) {
    const read = transactionReader(LOG, times, sink);
    return (object, line) =>
      read(
        transactionOf((name) => {
          const value = object[name];
          return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
        }),
        line,
      );
  },
};

/** Fields of Zeek's SIP::Info. https://docs.zeek.org/en/master/scripts/base/protocols/sip/main.zeek.html */
function transactionOf(value: (name: string) => string): TransactionRow {
  const [number = "", method = ""] = value("seq").split(" ");
  return {
    callId: value("call_id"),
    method: value("method") || method,
    time: value("ts"),
    code: value("status_code"),
    reason: value("status_msg"),
    fromTag: /;tag=([^;>\s]+)/.exec(value("request_from"))?.[1] ?? "",
    cseq: Number(number) || 0,
    from: userOf(value("request_from")),
    to: userOf(value("request_to")),
    gateway: value("id.resp_h"),
    sender: "",
  };
}

/** "Anna" <sip:+49301@host> → +49301 */
function userOf(address: string): string {
  return /(?:sips?|tel):([^@;>]+)/.exec(address)?.[1] ?? "";
}
