import type { HangUpRow } from "../../analysis/content/report-content.ts";
import type { Column } from "../../workbook/column.ts";
import type { PageSheet } from "../../workbook/workbook-spec.ts";
import { gatewayLabel } from "./gateway-label.ts";
import type { SheetContext } from "./sheet-context.ts";

/** Who ended the calls, and how far they had got. */
export function hangUpsSheet({ content, text }: SheetContext): PageSheet | undefined {
  if (content.hangUps.length === 0) return undefined;
  const { headers, hangUps, unknown } = text;
  const columns: Column<HangUpRow>[] = [
    { header: headers.gateway, kind: "word", width: 28, value: ({ gateway }) => gatewayLabel(gateway, text) },
    {
      header: headers.endedBy,
      kind: "word",
      width: 32,
      value: ({ endedBy }) => (endedBy ? hangUps.endedBy[endedBy] : unknown),
      tint: ({ endedBy }) => (endedBy === "kill" ? "ours" : undefined),
    },
    { header: headers.phase, kind: "word", width: 20, value: ({ phase }) => phase },
    { header: headers.calls, kind: "integer", width: 11, value: ({ calls }) => calls },
    { header: headers.share, kind: "ratio", width: 11, value: ({ share }) => share },
    { header: headers.shortCalls, kind: "integer", width: 13, value: ({ shortCalls }) => shortCalls },
  ];
  return {
    name: text.sheets.hangUps,
    widths: columns.map(({ width }) => width),
    freeze: { rows: 4 },
    printTitleRow: 4,
    write(page) {
      page.text("title", hangUps.title);
      page.text("note", hangUps.lead);
      page.skip();
      page.table({ name: "HangUps", columns, rows: content.hangUps, bars: [headers.calls] });
    },
  };
}
