import type { LogFormat, LogSample, ReadContext, RecordSink } from "../format/log-format.ts";
import { callRowReader } from "../rows/call-row.ts";
import { bind, isKnownBy, type PlainProfile, plainProfile } from "../rows/profile-match.ts";
import type { Row } from "../rows/row.ts";
import type { RowProfile } from "../rows/row-profile.ts";
import { eachRow } from "../text/csv.ts";
import { delimiterWhere, MAX_PREAMBLE, plainName } from "../text/csv-shape.ts";
import { headOf } from "../text/head.ts";
import { SAMPLE_BYTES, sampleOf } from "../text/sample.ts";
import { dayFirstOf } from "../time/day-order.ts";
import { TimeReader } from "../time/time-reader.ts";

/** What reads the rows of a table once its header is known. */
export type RowReader = (row: Row, line: number) => void;

export interface TableLog {
  readonly id: string;
  readonly title: string;
  /** Times without a zone are UTC; else they are in the zone of the source. */
  readonly utc?: boolean;
  /** `names` are plain names, see plainName. */
  isHeader(names: readonly string[]): boolean;
  readerOf(names: readonly string[], context: TableContext): RowReader;
}

export interface TableContext extends ReadContext {
  readonly times: TimeReader;
  readonly sink: RecordSink;
}

/** A table with a header, as CSV with any delimiter. */
export function tableFormat(table: TableLog): LogFormat {
  const isHeader = (names: string[]) => table.isHeader(names.map(plainName));
  const delimiterFor = (text: string) => delimiterWhere(text, isHeader);

  return {
    id: table.id,
    title: table.title,
    recognise: ({ text }: LogSample) => delimiterFor(text) !== "",
    async read(bytes, context, sink) {
      const { head, complete, all } = await headOf(bytes, SAMPLE_BYTES);
      const { text } = sampleOf(head, complete);
      const times = timesOf(context, text, table.utc === true);
      let header: string[] = [];
      let reader: RowReader | undefined;
      let rows = 0;
      let current: Row | undefined;
      const guarded: RecordSink = {
        use: sink.use.bind(sink),
        ignore: sink.ignore.bind(sink),
        unknownResult: (word) => sink.unknownResult?.(word),
        // A header within the rows is no call; asking only of rows that cannot be read keeps the others fast.
        reject(line, reason) {
          if (current && isRepeated(current, header)) sink.ignore("comment");
          else sink.reject(line, reason);
        },
      };
      await eachRow(all, delimiterFor(text), {
        row(row) {
          if (reader) {
            current = row;
            reader(row, row.line);
            return;
          }
          const fields = Array.from({ length: row.length }, (_, i) => row.field(i));
          const names = fields.map(plainName);
          if (table.isHeader(names) || ++rows > MAX_PREAMBLE) {
            header = fields;
            reader = table.readerOf(names, { ...context, times, sink: guarded });
          }
          sink.ignore("comment");
        },
        blank: () => sink.ignore("blank-line"),
        broken: (line, reason) => sink.reject(line, reason),
      });
      for (const note of times.notes()) sink.note?.(note);
    },
  };
}

/** A profile of one row per call, as a table. */
export function profileTable(profile: RowProfile): TableLog {
  const plain = plainProfile(profile);
  return {
    id: profile.id,
    title: profile.title,
    utc: profile.utc === true,
    isHeader: (names) => isKnownBy(plain, names),
    readerOf: (names, context) => rowReaderOf(plain, names, context),
  };
}

export function rowReaderOf(plain: PlainProfile, names: readonly string[], context: TableContext): RowReader {
  const { asteriskTrunk, results } = context.settings;
  return callRowReader({
    profile: plain.profile,
    columns: bind(plain, names),
    times: context.times,
    sink: context.sink,
    results,
    trunkPattern: asteriskTrunk === undefined ? undefined : new RegExp(asteriskTrunk),
  });
}

/** @param text what was seen of the log, to find out the order of day and month. */
export function timesOf(context: ReadContext, text: string, utc: boolean): TimeReader {
  const { zone, dayFirst } = context.settings;
  return new TimeReader({
    zone: utc ? "UTC" : zone,
    dayFirst: dayFirst ?? dayFirstOf(text),
    writtenAtMs: context.writtenAtMs,
  });
}

/** Exports that were put together hold their header again. */
function isRepeated(row: Row, header: readonly string[]): boolean {
  return (
    row.field(0) === header[0] &&
    row.length === header.length &&
    header.every((name, i) => row.field(i) === name)
  );
}
