import type { DestinationRow } from "../../analysis/content/report-content.ts";
import type { Column } from "../../workbook/column.ts";
import type { PageSheet } from "../../workbook/workbook-spec.ts";
import { outcomeTint } from "./outcome-tint.ts";
import type { SheetContext } from "./sheet-context.ts";
import { classColumns, tallyColumns, widestOf } from "./tally-columns.ts";

/** Every area can be filtered in Calls; a page of more would only be scrolled. */
const MAX_AREAS = 2000;

/** Calls by country, and by area within the countries. */
export function destinationsSheet({ content, text }: SheetContext): PageSheet | undefined {
  if (content.destinations.length === 0) return undefined;
  const { directions } = text;
  const columns = destinationColumns(text);
  const areas = content.destinations.slice(0, MAX_AREAS);
  return {
    name: text.sheets.directions,
    widths: widestOf(columns),
    freeze: { rows: 1, columns: 2 },
    write(page) {
      page.text("title", directions.title);
      page.text("note", directions.lead);
      page.skip();
      page.text("heading", directions.countries);
      page.table({ name: "Countries", columns, rows: content.countries });
      page.skip();
      page.text("heading", directions.areas);
      page.table({ name: "Directions", columns, rows: areas });
      if (areas.length < content.destinations.length) {
        page.text("note", directions.areasCut(areas.length, content.destinations.length));
      }
    },
  };
}

function destinationColumns(text: SheetContext["text"]): Column<DestinationRow>[] {
  const { headers } = text;
  return [
    { header: headers.prefix, kind: "text", width: 12, value: ({ prefix }) => prefix },
    {
      header: headers.country,
      kind: "word",
      width: 24,
      value: ({ countryName, country }) => countryName || country,
    },
    ...tallyColumns<DestinationRow>(text),
    {
      header: headers.worst,
      kind: "word",
      width: 19,
      value: ({ worstOutcome }) => worstOutcome,
      tint: ({ worstOutcome }) => (worstOutcome ? outcomeTint(worstOutcome) : undefined),
    },
    ...classColumns<DestinationRow>(text),
  ];
}
