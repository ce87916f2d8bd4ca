import type { LogFormat } from "../format/log-format.ts";
import { rowOf } from "../rows/row.ts";
import { firstLines } from "../text/csv-shape.ts";
import { eachLine } from "../text/lines.ts";
import { CALL_EVENT_COLUMNS, callEventColumnOf, callEventColumns, isCallEventHeader } from "./columns.ts";
import { EventReader } from "./event-reader.ts";

const MAX_SPELLINGS = 1_000;
const MAX_NAME = 64;

/** The platform's own call event log, one JSON object per line. */
export const callEventNdjsonFormat: LogFormat = {
  id: "call-event-ndjson",
  title: "Call event log (NDJSON)",

  recognise({ text }) {
    const record = objectOf(firstLines(text, 1)[0] ?? "");
    return record !== undefined && isCallEventHeader(Object.keys(record));
  },

  async read(bytes, context, sink) {
    const row = eventRow();
    const events = new EventReader(row.columns, context, sink);
    await eachLine(bytes, {
      line(text, number) {
        if (text === "" || text.trim() === "") return sink.ignore("blank-line");
        const record = objectOf(text);
        if (!record) return sink.reject(number, "Line is not a JSON object");
        row.fill(record);
        events.read(row, number);
      },
      tooLong: (number) => sink.reject(number, "Line is longer than 1 MB"),
    });
    for (const note of events.notes()) sink.note?.(note);
  },
};

/** A record as a line whose fields have the order of {@link CALL_EVENT_COLUMNS}. */
function eventRow() {
  const names = Object.keys(CALL_EVENT_COLUMNS);
  let values: (string | undefined)[] = [];
  /** Records of one log have the same keys: they are matched to the columns once per spelling. */
  const positions = new Map<string, number>();

  function positionOf(key: string): number {
    let position = positions.get(key);
    if (position === undefined) {
      position = key.length > MAX_NAME ? -1 : callEventColumnOf(key);
      if (positions.size < MAX_SPELLINGS) positions.set(key, position);
    }
    return position;
  }

  return {
    columns: callEventColumns(names),
    fill(record: Readonly<Record<string, unknown>>): void {
      values = [];
      for (const key in record) {
        const position = positionOf(key);
        if (position >= 0) values[position] ??= textOf(record[key]);
      }
    },
    ...rowOf(names.length, (position) => values[position] ?? ""),
  };
}

function objectOf(line: string): Record<string, unknown> | undefined {
  if (!line.trimStart().startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? String(value) : "";
}
