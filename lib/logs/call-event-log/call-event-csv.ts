import type { LogFormat } from "../format/log-format.ts";
import { eachRow } from "../text/csv.ts";
import { delimiterWhere } from "../text/csv-shape.ts";
import { headOf } from "../text/head.ts";
import { sampleOf } from "../text/sample.ts";
import { callEventColumns, isCallEventHeader } from "./columns.ts";
import { EventReader } from "./event-reader.ts";

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
    let events: EventReader | undefined;
    await eachRow(all, delimiter, {
      row(row) {
        if (events) return events.read(row, row.line);
        const header = Array.from({ length: row.length }, (_, i) => row.field(i));
        events = new EventReader(callEventColumns(header), context, sink);
        sink.ignore("comment");
      },
      blank: () => sink.ignore("blank-line"),
      broken: (number, reason) => sink.reject(number, reason),
    });
    for (const note of events?.notes() ?? []) sink.note?.(note);
  },
};
