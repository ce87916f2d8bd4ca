import type { NumberRow } from "../../analysis/content/report-content.ts";
import type { Column } from "../../workbook/column.ts";
import type { Tint } from "../../workbook/tints.ts";
import { type RowSheet, rowSheet } from "../../workbook/workbook-spec.ts";
import { gatewayLabel } from "./gateway-label.ts";
import type { SheetContext } from "./sheet-context.ts";

const ACTION_TINT: Readonly<Record<NumberRow["action"], Tint>> = {
  drop: "bad",
  reformat: "mild",
  retry: "ours",
};

/** What the number list should change. */
export function numbersSheet({ content, text, findingText }: SheetContext): RowSheet | undefined {
  if (content.numbers.length === 0) return undefined;
  const { headers } = text;
  const reasonOf = ({ finding, meaning }: NumberRow) =>
    finding === null ? meaning : findingText(finding).title;
  const columns: Column<NumberRow>[] = [
    { header: headers.phoneNumber, kind: "text", width: 20, value: ({ number }) => number },
    {
      header: headers.doIt,
      kind: "word",
      width: 11,
      value: ({ action }) => action,
      tint: ({ action }) => ACTION_TINT[action],
    },
    { header: headers.instead, kind: "text", width: 20, value: ({ instead }) => instead },
    { header: headers.why, kind: "word", width: 50, value: reasonOf },
    { header: headers.attempts, kind: "integer", width: 10, value: ({ attempts }) => attempts },
    { header: headers.code, kind: "integer", width: 11, value: ({ lastResponse }) => lastResponse },
    {
      header: headers.lastTried,
      kind: "time",
      width: 20,
      value: ({ lastTried }) => lastTried || null,
    },
    {
      header: headers.gateways,
      kind: "word",
      width: 44,
      value: ({ gateways }) => gateways.map((gateway) => gatewayLabel(gateway, text)).join(", "),
    },
  ];
  return rowSheet({
    name: text.sheets.numbers,
    table: "Numbers",
    head: [{ style: "note", text: text.numberList.lead }],
    columns,
    rows: content.numbers,
    freezeColumns: 1,
  });
}
