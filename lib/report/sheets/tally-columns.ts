import { CODE_CLASSES, type Tally } from "../../analysis/content/report-content.ts";
import type { ReportText } from "../../text/en/workbook.ts";
import type { Column } from "../../workbook/column.ts";

/** What every group of calls shows: size, ratios with interval, talk time, short calls. */
export function tallyColumns<Row extends Tally>(
  { headers }: ReportText,
  counted: string = headers.calls,
): Column<Row>[] {
  return [
    { header: counted, kind: "integer", width: 10, value: ({ calls }) => calls },
    { header: headers.answered, kind: "integer", width: 11, value: ({ answered }) => answered },
    {
      header: headers.asr,
      kind: "ratio",
      width: 8,
      value: ({ asr }) => asr.value,
      tint: ({ asr }) => (asr.small ? "quiet" : undefined),
    },
    { header: headers.low, kind: "ratio", width: 9, value: ({ asr }) => asr.low },
    { header: headers.high, kind: "ratio", width: 9, value: ({ asr }) => asr.high },
    { header: headers.ner, kind: "ratio", width: 8, value: ({ ner }) => ner.value },
    { header: headers.seer, kind: "ratio", width: 8, value: ({ seer }) => seer.value },
    { header: headers.acd, kind: "seconds", width: 11, value: ({ acdMs }) => acdMs },
    { header: headers.shortCalls, kind: "count", width: 12, value: ({ shortCalls }) => shortCalls },
    { header: headers.kills, kind: "count", width: 10, value: ({ kills }) => kills },
  ];
}

/** Last responses by class, one column each. */
export function classColumns<Row extends Pick<Tally, "classes">>({ headers }: ReportText): Column<Row>[] {
  return CODE_CLASSES.map((name) => ({
    header: name === "none" ? headers.noResponse : headers.class(name),
    kind: "count",
    width: name === "none" ? 10 : 8,
    value: ({ classes }) => classes[name],
  }));
}

/** Widths of a page on which tables stand below each other: of each column the widest. */
export function widestOf(...tables: readonly (readonly { readonly width: number }[])[]): number[] {
  const columns = Math.max(...tables.map((table) => table.length));
  return Array.from({ length: columns }, (_, at) =>
    Math.max(...tables.map((table) => table[at]?.width ?? 0)),
  );
}
