import { firstLines, plainName } from "../csv-shape.ts";
import { eachLine } from "../lines.ts";
import type { LogFormat } from "../log-format.ts";
import { CALL_EVENT_COLUMNS, type CallEventColumn, isCallEventHeader } from "./columns.ts";
import { type EventLine, eventReader } from "./event-reader.ts";

/** The platform's own call event log, one JSON object per line. */
export const callEventNdjsonFormat: LogFormat = {
  id: "call-event-ndjson",
  title: "Call event log (NDJSON)",

  recognise({ text }) {
    const record = objectOf(firstLines(text, 1)[0] ?? "");
    return record !== undefined && isCallEventHeader(Object.keys(record));
  },

  async read(bytes, context, sink) {
    const events = eventReader(context, sink);
    let record: Record<string, unknown> = {};
    const line: EventLine = (column) => textOf(record[keyOf(column)]);

    /** Records of one log have the same keys: they are matched to the columns once per spelling. */
    const columnOfKey = new Map<string, CallEventColumn | undefined>();
    let keys: Partial<Record<CallEventColumn, string>> = {};
    const keyOf = (column: CallEventColumn) => keys[column] ?? "";

    function matchKeys(): void {
      keys = {};
      for (const key in record) {
        if (!columnOfKey.has(key) && columnOfKey.size < 1_000) columnOfKey.set(key, columnFor(key));
        const column = columnOfKey.get(key);
        if (column !== undefined) keys[column] ??= key;
      }
    }

    await eachLine(bytes, {
      line(text, number) {
        if (text === "" || text.trim() === "") return sink.ignore("blank-line");
        const object = objectOf(text);
        if (!object) return sink.reject(number, "Line is not a JSON object");
        record = object;
        matchKeys();
        events.read(line, number);
      },
      tooLong: (number) => sink.reject(number, "Line is longer than 1 MB"),
    });
    for (const note of events.notes()) sink.note?.(note);
  },
};

function columnFor(key: string): CallEventColumn | undefined {
  const name = plainName(key);
  for (const [column, aliases] of Object.entries(CALL_EVENT_COLUMNS)) {
    if (aliases.some((alias) => plainName(alias) === name)) return column as CallEventColumn;
  }
  return undefined;
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
