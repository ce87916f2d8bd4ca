import { type CsvRow, eachRow } from "../csv.ts";
import { delimiterWhere } from "../csv-shape.ts";
import { headOf } from "../head.ts";
import type { LogFormat } from "../log-format.ts";
import { sampleOf } from "../sample.ts";
import { type CallEventColumns, callEventColumns, isCallEventHeader } from "./columns.ts";
import { type EventLine, eventReader } from "./event-reader.ts";

/** The platform's own call event log, one event per row. */
export const callEventCsvFormat: LogFormat = {
  id: "call-event-csv",
  title: "Call event log (CSV)",

  recognise({ text }) {
    return delimiterWhere(text, isCallEventHeader) !== "";
  },

  async read(bytes, context, sink) {
    const { head, complete, all } = await headOf(bytes, 64 * 1024);
    const delimiter = delimiterWhere(sampleOf(head, complete).text, isCallEventHeader);
    const events = eventReader(context, sink);
    let columns: CallEventColumns | undefined;
    let row: CsvRow | undefined;
    const line: EventLine = (column) => row!.field(columns![column]);
    await eachRow(all, delimiter, {
      row(next) {
        row = next;
        if (columns) {
          events.read(line, next.line);
        } else {
          columns = callEventColumns(Array.from({ length: next.length }, (_, i) => next.field(i)));
          sink.ignore("comment");
        }
      },
      blank: () => sink.ignore("blank-line"),
      broken: (number, reason) => sink.reject(number, reason),
    });
    for (const note of events.notes()) sink.note?.(note);
  },
};
