import type { BuiltPage } from "./build-template.ts";
import { MAX_HYPERLINKS } from "./cell-limits.ts";
import { escapeXml } from "./cell-text.ts";
import { chartXml } from "./chart-xml.ts";
import { cellRange } from "./column-letters.ts";
import { drawingXml } from "./drawing-xml.ts";
import {
  type PackageState,
  type WrittenSheet,
  writePart,
  writeSheetRelationships,
  writeTable,
} from "./package-state.ts";
import { type Relationship, relationshipsXml } from "./package-xml.ts";
import type { PageParts, PlacedTable } from "./page.ts";
import { sheetReference } from "./sheet-name.ts";
import { insertChild } from "./worksheet-order.ts";

/**
 * Writes a page with what exceljs cannot do: links inside the workbook, tables around its cells, charts.
 *
 * @param tables all page tables of the workbook by name, for the charts
 */
export function* pageParts(
  built: BuiltPage,
  part: number,
  tables: ReadonlyMap<string, PlacedTable>,
  state: PackageState,
): Generator<Uint8Array, WrittenSheet> {
  const relationships: Relationship[] = [];
  for (const table of built.parts.tables) {
    if (table.lastRow === table.headerRow) continue;
    relationships.push(
      yield* writeTable(state, `rId${relationships.length + 1}`, table.name, rangeOf(table), table.headers),
    );
  }
  const tableIds = relationships.map(({ id }) => id);
  const drawing = yield* writeCharts(built.parts, part, tables, state);
  if (drawing) relationships.push({ id: `rId${relationships.length + 1}`, type: "drawing", target: drawing });

  yield* writePart(
    state,
    `xl/worksheets/sheet${part}.xml`,
    pageXml(built, tableIds, drawing ? relationships.at(-1)!.id : undefined),
  );
  yield* writeSheetRelationships(state, part, relationships);
  return { name: built.name, part, rows: 0, printTitleRow: built.printTitleRow, filter: undefined };
}

function* writeCharts(
  { charts }: PageParts,
  part: number,
  tables: ReadonlyMap<string, PlacedTable>,
  state: PackageState,
): Generator<Uint8Array, string | undefined> {
  const drawn = charts.filter(({ table }) => {
    const placed = tables.get(table);
    return placed !== undefined && placed.lastRow > placed.headerRow;
  });
  if (drawn.length === 0) return undefined;
  const first = state.charts + 1;
  for (const chart of drawn) {
    yield* writePart(
      state,
      `xl/charts/chart${++state.charts}.xml`,
      chartXml(chart, tables.get(chart.table)!),
    );
  }
  yield* writePart(state, `xl/drawings/drawing${part}.xml`, drawingXml(drawn));
  const targets = drawn.map((_, index) => ({
    id: `rId${index + 1}`,
    type: "chart",
    target: `../charts/chart${first + index}.xml`,
  }));
  yield* writePart(state, `xl/drawings/_rels/drawing${part}.xml.rels`, relationshipsXml(targets));
  return `../drawings/drawing${part}.xml`;
}

function pageXml(built: BuiltPage, tableIds: readonly string[], drawingId: string | undefined): string {
  const cut = built.xml.indexOf("</sheetData>");
  // A page without a single row: exceljs closes the element at once.
  const at = cut < 0 ? built.xml.indexOf("<sheetData/>") : cut;
  let after = built.xml.slice(at);
  const links = hyperlinks(built.parts.links);
  if (links !== "") after = insertChild(after, "hyperlinks", links);
  after = insertChild(
    after,
    "ignoredErrors",
    `<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors>`,
  );
  if (drawingId) after = insertChild(after, "drawing", `<drawing r:id="${drawingId}"/>`);
  if (tableIds.length > 0) {
    const list = tableIds.map((id) => `<tablePart r:id="${id}"/>`).join("");
    after = insertChild(after, "tableParts", `<tableParts count="${tableIds.length}">${list}</tableParts>`);
  }
  return built.xml.slice(0, at) + after;
}

/** Links inside the workbook need no relationship; beyond Excel's limit the text stays without a link. */
function hyperlinks(links: PageParts["links"]): string {
  const written = links.slice(0, MAX_HYPERLINKS).flatMap(({ cell, to }) => {
    const place = to();
    return place
      ? [`<hyperlink ref="${cell}" location="${escapeXml(sheetReference(place.sheet, place.cell))}"/>`]
      : [];
  });
  return written.length > 0 ? `<hyperlinks>${written.join("")}</hyperlinks>` : "";
}

function rangeOf(table: PlacedTable): string {
  const lastColumn = table.firstColumn + table.headers.length - 1;
  return cellRange(table.firstColumn, table.headerRow, lastColumn, table.lastRow);
}
