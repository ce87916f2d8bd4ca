import type { LogFormat } from "../format/log-format.ts";
import { plainProfile } from "../rows/profile-match.ts";
import { rowOf } from "../rows/row.ts";
import type { RowProfile } from "../rows/row-profile.ts";
import { plainName } from "../text/csv-shape.ts";
import { flatText } from "../text/flat-text.ts";
import { eachLine } from "../text/lines.ts";
import { rowReaderOf, timesOf } from "./table-format.ts";

/** Rows that stand within lines of something else: syslog, SQL. */
export interface LineRows {
  readonly profile: RowProfile;
  readonly names: readonly string[];
  /** Found in one of the first lines of such a log. */
  readonly mark: RegExp;
  /** The fields that a line holds, undefined if it holds none. */
  fieldsOf(line: string): string[] | undefined;
}

export function lineFormat({ profile, names, mark, fieldsOf }: LineRows): LogFormat {
  const plain = plainProfile(profile);
  const plainNames = names.map(plainName);
  return {
    id: profile.id,
    title: profile.title,
    recognise: ({ text }) => mark.test(text),
    async read(bytes, context, sink) {
      const times = timesOf(context, "", profile.utc === true);
      const read = rowReaderOf(plain, plainNames, { ...context, times, sink });
      await eachLine(bytes, {
        line(text, number) {
          const fields = fieldsOf(text);
          if (fields)
            read(
              rowOf(fields.length, (index) => flatText(fields[index] ?? "")),
              number,
            );
          else sink.ignore(text.trim() === "" ? "blank-line" : "other-record");
        },
        tooLong: (number) => sink.reject(number, "Line is longer than 1 MB"),
      });
      for (const note of times.notes()) sink.note?.(note);
    },
  };
}
