import { transactionReader } from "../../rows/transaction-row.ts";
import type { JsonLog } from "../../tables/json-format.ts";
import type { TableLog } from "../../tables/table-format.ts";
import { plainName } from "../../text/csv-shape.ts";
import { accTransaction } from "./acc-record.ts";
import { valuesOf } from "./acc-syslog.ts";

const LOG = { hop: "acc", timeOf: "response" } as const;

/** The tables acc and missed_calls, exported with their header. */
export const accTable: TableLog = {
  id: "acc-table",
  title: "Kamailio/OpenSIPS accounting table",
  isHeader: (names) => ["method", "callid", "sipcode", "time"].every((name) => names.includes(name)),
  readerOf(names, { times, sink }) {
    const read = transactionReader(LOG, times, sink);
    const indexOf = new Map(names.map((name, i) => [name, i]));
    return (row, line) => {
      read(
        accTransaction((name) => {
          const text = row.field(indexOf.get(plainName(name)) ?? -1);
          return text === "NULL" || text === "\\N" ? "" : text;
        }),
        line,
      );
    };
  },
};

/** acc_json, one object per line. */
export const accJson: JsonLog = {
  id: "acc-json",
  title: "Kamailio accounting as JSON",
  keys: ["method", "callid", "sip_code", "time"],
  readerOf({ times, sink }) {
    const read = transactionReader(LOG, times, sink);
    return (object, line) => read(accTransaction(valuesOf(object)), line);
  },
};
