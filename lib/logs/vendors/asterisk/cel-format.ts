import type { LogFormat } from "../../format/log-format.ts";
import { timesOf } from "../../tables/table-format.ts";
import { eachRow } from "../../text/csv.ts";
import { firstLines, splitLine } from "../../text/csv-shape.ts";
import { CEL_NAMES, celReader, celTable } from "./cel.ts";

const EVENT_TYPE =
  /^(CHAN_START|CHAN_END|ANSWER|HANGUP|BRIDGE_\w+|APP_START|APP_END|LINKEDID_END|USER_DEFINED|\w+TRANSFER)$/;

/** cel_custom writes no header. */
export const celHeaderlessFormat: LogFormat = {
  id: celTable.id,
  title: celTable.title,

  recognise({ text }) {
    const lines = firstLines(text, 10).map((line) => splitLine(line, ","));
    const known = lines.filter((fields) => EVENT_TYPE.test(fields[0] ?? "") && fields.length >= 16);
    return known.length > 0 && known.length === lines.length;
  },

  async read(bytes, context, sink) {
    const times = timesOf(context, "", false);
    const read = celReader(CEL_NAMES, { ...context, times, sink });
    await eachRow(bytes, ",", {
      row: (row) => read(row, row.line),
      blank: () => sink.ignore("blank-line"),
      broken: (line, reason) => sink.reject(line, reason),
    });
    for (const note of times.notes()) sink.note?.(note);
  },
};
