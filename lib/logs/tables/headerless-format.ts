import type { LogFormat } from "../format/log-format.ts";
import { plainProfile } from "../rows/profile-match.ts";
import type { RowProfile } from "../rows/row-profile.ts";
import { eachRow } from "../text/csv.ts";
import { delimiterOf, firstLines, plainName, splitLine } from "../text/csv-shape.ts";
import { headOf } from "../text/head.ts";
import { SAMPLE_BYTES, sampleOf } from "../text/sample.ts";
import { rowReaderOf, timesOf } from "./table-format.ts";

/** A table without a header: known by what stands in some of its columns. */
export interface HeaderlessLayout extends Omit<RowProfile, "knownBy"> {
  /** Names of the columns in their order; a row may end after any of the last `optional` ones. */
  readonly names: readonly string[];
  readonly optional: number;
  /** What some columns of a row look like, by name. */
  readonly looks: Readonly<Record<string, RegExp>>;
}

/** A table without a header as a format. */
export function headerlessFormat(layout: HeaderlessLayout): LogFormat {
  const plain = plainProfile({ ...layout, knownBy: [] });
  const names = layout.names.map(plainName);
  const least = names.length - layout.optional;
  const looks = Object.entries(layout.looks).map(([name, look]) => ({
    index: layout.names.indexOf(name),
    look,
  }));

  const isRow = (fields: readonly string[]) =>
    fields.length >= least &&
    fields.length <= names.length &&
    looks.every(({ index, look }) => look.test(fields[index] ?? ""));

  return {
    id: layout.id,
    title: layout.title,
    // Some rows may be broken: the layout is known if more than half of the first ones look like it.
    recognise({ text }) {
      const delimiter = delimiterOf(text);
      const lines = firstLines(text, 10);
      return lines.filter((line) => isRow(splitLine(line, delimiter))).length * 2 > lines.length;
    },
    async read(bytes, context, sink) {
      const { head, complete, all } = await headOf(bytes, SAMPLE_BYTES);
      const { text } = sampleOf(head, complete);
      const times = timesOf(context, text, layout.utc === true);
      const read = rowReaderOf(plain, names, { ...context, times, sink });
      await eachRow(all, delimiterOf(text), {
        row(row) {
          if (row.length >= least) read(row, row.line);
          else sink.reject(row.line, `Row has ${row.length} fields, not ${least} to ${names.length}`);
        },
        blank: () => sink.ignore("blank-line"),
        broken: (line, reason) => sink.reject(line, reason),
      });
      for (const note of times.notes()) sink.note?.(note);
    },
  };
}
