import type { Cell, Worksheet } from "exceljs";
import {
  cellStyle,
  headerStyle,
  isNumberKind,
  linkStyle,
  ruledStyle,
  TEXT_STYLES,
  type TextStyle,
} from "./cell-styles.ts";
import { cleanText, literalText, type TextRepairs } from "./cell-text.ts";
import type { Chart } from "./chart.ts";
import type { CellValue, Column, ColumnKind, Link } from "./column.ts";
import { addBars, addHeat } from "./conditional-formats.ts";
import { excelSerialIn } from "./excel-serial.ts";
import { textHeight } from "./text-height.ts";
import type { Page, PageCell, PageTable } from "./workbook-spec.ts";

/** A table as it came to stand on a page: what charts, names and the table part need. */
export interface PlacedTable {
  readonly name: string;
  readonly sheet: string;
  readonly headerRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly headers: readonly string[];
  /** Values by column, as written. */
  readonly values: readonly (readonly (string | number | null)[])[];
}

export interface PageParts {
  readonly links: { readonly cell: string; readonly to: Link["to"] }[];
  readonly tables: PlacedTable[];
  readonly charts: Chart[];
}

/** Points of the default row. */
const ONE_LINE = 15;
/** Characters that the indent of a text cell takes, and the room that both edges need. */
const INDENT = 2;

/** The in-memory side of {@link Page}: exceljs holds the cells; links, tables and charts are collected for the package. */
export function createPage(
  sheet: Worksheet,
  widths: readonly number[],
  zone: string,
  repairs: TextRepairs,
): { page: Page; parts: PageParts } {
  const parts: PageParts = { links: [], tables: [], charts: [] };
  const serials = new Map<string, (ms: number) => number | null>();
  let row = 1;

  const stored = (value: CellValue, kind: ColumnKind, columnZone?: string): string | number | null => {
    if (value === null || value === undefined || value === "") return null;
    if (kind === "time" || kind === "day") return serialOf(Number(value), columnZone ?? zone);
    if (isNumberKind(kind)) return numberOf(value, kind);
    return literalText(cleanText(String(value), repairs));
  };
  const serialOf = (micros: number, inZone: string) => {
    const serial = serials.get(inZone) ?? excelSerialIn(inZone);
    serials.set(inZone, serial);
    return serial(micros / 1000);
  };

  const text = (style: TextStyle, content: string | Link, columns = widths.length) => {
    const cell = sheet.getCell(row, 1);
    const words = typeof content === "string" ? content : content.text;
    cell.value = stored(words, "word");
    cell.style = TEXT_STYLES[style];
    if (typeof content !== "string") addLink(cell, content.to);
    if (columns > 1) sheet.mergeCells(row, 1, row, columns);
    const width = widths.slice(0, columns).reduce((sum, next) => sum + next, 0);
    const size = TEXT_STYLES[style].font.size;
    sheet.getRow(row).height = textHeight(words, width, size) + 2;
    row++;
  };

  const addLink = (cell: Cell, to: Link["to"]) => {
    parts.links.push({ cell: cell.address, to });
    cell.style = linkStyle(cell.style);
  };

  /** Gives a row the height of its highest text; rows of one line keep the default. */
  const fitRow = (height: number) => {
    if (height > ONE_LINE) sheet.getRow(row).height = height;
  };

  const cells = (row_: readonly (PageCell | undefined)[], at = 0) => {
    let height = 0;
    row_.forEach((content, index) => {
      if (!content) return;
      const cell = sheet.getCell(row, at + index + 1);
      const kind = content.kind ?? "wrapped";
      const link = isLink(content.value) ? content.value : undefined;
      cell.value = stored(isLink(content.value) ? content.value.text : content.value, kind);
      const base = cellStyle(kind, content.tint);
      cell.style = content.style ? { ...base, ...TEXT_STYLES[content.style], numFmt: base.numFmt } : base;
      if (link) addLink(cell, link.to);
      if (cell.alignment.wrapText)
        height = Math.max(height, textHeight(cell.text, widths[at + index]! - INDENT));
    });
    fitRow(height);
    row++;
  };

  const table = <Row>(spec: PageTable<Row>) => {
    const at = spec.at ?? 0;
    const headerRow = row;
    const values: (string | number | null)[][] = spec.columns.map(() => []);
    writeHeader(sheet, row++, at, spec.columns);
    for (const entry of spec.rows) {
      let height = 0;
      spec.columns.forEach((column, index) => {
        const cell = sheet.getCell(row, at + index + 1);
        const value = stored(column.value(entry), column.kind, column.zone);
        cell.value = value;
        cell.style = ruledStyle(column.kind, column.tint?.(entry));
        values[index]!.push(value);
        const to = column.link?.(entry);
        if (to && value !== null) addLink(cell, to);
        if (column.kind !== "wrapped" || value === null) return;
        height = Math.max(height, textHeight(String(value), (widths[at + index] ?? column.width) - INDENT));
      });
      fitRow(height);
      row++;
    }
    const headers = spec.columns.map((column) => column.header);
    parts.tables.push({
      name: spec.name,
      sheet: sheet.name,
      headerRow,
      lastRow: row - 1,
      firstColumn: at,
      headers,
      values,
    });
    if (spec.rows.length === 0) return;
    const columnsOf = (names: readonly string[] = []) =>
      names.map((name) => at + headers.indexOf(name)).filter((column) => column >= at);
    const hot = columnsOf(spec.heat);
    if (hot.length > 0) addHeat(sheet, hot[0]!, hot.at(-1)!, headerRow + 1, row - 1);
    for (const column of columnsOf(spec.bars)) addBars(sheet, column, headerRow + 1, row - 1);
  };

  return {
    page: {
      row: () => row,
      skip: (rows = 1) => {
        row += rows;
      },
      breakPage: () => sheet.getRow(row - 1).addPageBreak(),
      text,
      cells,
      table,
      chart: (chart) => parts.charts.push(chart),
    },
    parts,
  };
}

export function writeHeader<Row>(
  sheet: Worksheet,
  row: number,
  at: number,
  columns: readonly Column<Row>[],
): void {
  columns.forEach((column, index) => {
    const cell = sheet.getCell(row, at + index + 1);
    cell.value = column.header;
    cell.style = headerStyle(column.kind);
  });
  sheet.getRow(row).height = 32;
}

function numberOf(value: string | number, kind: ColumnKind): number | null {
  const number = Number(value);
  if (!Number.isFinite(number)) return null;
  return kind === "seconds" ? number / 1000 : number;
}

function isLink(value: PageCell["value"]): value is Link {
  return typeof value === "object" && value !== null;
}
