import type { Column } from "../../workbook/column.ts";
import { type RowSheet, rowSheet } from "../../workbook/workbook-spec.ts";
import type { DirectionRow } from "../report-content.ts";
import { outcomeTint } from "./outcome-tint.ts";
import type { SheetContext } from "./sheet-context.ts";
import { classColumns, tallyColumns } from "./tally-columns.ts";

/** Calls by prefix and country. */
export function directionsSheet({ content, text }: SheetContext): RowSheet | undefined {
  if (content.directions.length === 0) return undefined;
  const { headers } = text;
  const columns: Column<DirectionRow>[] = [
    { header: headers.prefix, kind: "text", width: 12, value: ({ prefix }) => prefix },
    {
      header: headers.country,
      kind: "word",
      width: 24,
      value: ({ countryName, country }) => countryName || country,
    },
    ...tallyColumns<DirectionRow>(text),
    {
      header: headers.worst,
      kind: "word",
      width: 19,
      value: ({ worstOutcome }) => worstOutcome,
      tint: ({ worstOutcome }) => (worstOutcome ? outcomeTint(worstOutcome) : undefined),
    },
    ...classColumns<DirectionRow>(text),
  ];
  return rowSheet({
    name: text.sheets.directions,
    table: "Directions",
    head: [{ style: "note", text: text.directions.lead }],
    columns,
    rows: content.directions,
    freezeColumns: 2,
  });
}
