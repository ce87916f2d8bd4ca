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

/** A value as exceljs stores it. */
type StoredValue = string | number | null;

/** A table as it came to stand on a page: what charts, names and the table part need. */
export interface PlacedTable {
  readonly name: string;
  readonly sheet: string;
  readonly headerRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly headers: readonly string[];
  /** Values by column, as written. */
  readonly values: readonly (readonly StoredValue[])[];
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
export class SheetPage implements Page {
  readonly parts: PageParts = { links: [], tables: [], charts: [] };
  readonly #sheet: Worksheet;
  readonly #widths: readonly number[];
  readonly #zone: string;
  readonly #repairs: TextRepairs;
  readonly #serials = new Map<string, (ms: number) => number | null>();
  #row = 1;

  constructor(sheet: Worksheet, widths: readonly number[], zone: string, repairs: TextRepairs) {
    this.#sheet = sheet;
    this.#widths = widths;
    this.#zone = zone;
    this.#repairs = repairs;
  }

  row(): number {
    return this.#row;
  }

  skip(rows = 1): void {
    this.#row += rows;
  }

  breakPage(): void {
    this.#sheet.getRow(this.#row - 1).addPageBreak();
  }

  text(style: TextStyle, content: string | Link, columns = this.#widths.length): void {
    const cell = this.#sheet.getCell(this.#row, 1);
    const words = typeof content === "string" ? content : content.text;
    cell.value = this.#stored(words, "word");
    cell.style = TEXT_STYLES[style];
    if (typeof content !== "string") this.#addLink(cell, content.to);
    if (columns > 1) this.#sheet.mergeCells(this.#row, 1, this.#row, columns);
    const width = this.#widths.slice(0, columns).reduce((sum, next) => sum + next, 0);
    const size = TEXT_STYLES[style].font.size;
    this.#sheet.getRow(this.#row).height = textHeight(words, width, size) + 2;
    this.#row++;
  }

  cells(contents: readonly (PageCell | undefined)[], at = 0): void {
    let height = 0;
    contents.forEach((content, index) => {
      if (!content) return;
      const cell = this.#sheet.getCell(this.#row, at + index + 1);
      const kind = content.kind ?? "wrapped";
      const link = isLink(content.value) ? content.value : undefined;
      cell.value = this.#stored(isLink(content.value) ? content.value.text : content.value, kind);
      const base = cellStyle(kind, content.tint);
      cell.style = content.style ? { ...base, ...TEXT_STYLES[content.style], numFmt: base.numFmt } : base;
      if (link) this.#addLink(cell, link.to);
      if (cell.alignment.wrapText)
        height = Math.max(height, textHeight(cell.text, this.#widths[at + index]! - INDENT));
    });
    this.#endRow(height);
  }

  table<Row>(spec: PageTable<Row>): void {
    const headerRow = this.#row;
    const at = spec.at ?? 0;
    const headers = spec.columns.map((column) => column.header);
    const values: StoredValue[][] = spec.columns.map(() => []);
    writeHeader(this.#sheet, this.#row++, at, spec.columns);
    for (const entry of spec.rows) this.#tableRow(spec, entry, at, values);
    const lastRow = this.#row - 1;
    const { name } = spec;
    this.parts.tables.push({
      name,
      sheet: this.#sheet.name,
      headerRow,
      lastRow,
      firstColumn: at,
      headers,
      values,
    });
    if (spec.rows.length === 0) return;
    const columnsOf = (names: readonly string[] = []) =>
      names.map((header) => at + headers.indexOf(header)).filter((column) => column >= at);
    const hot = columnsOf(spec.heat);
    if (hot.length > 0) addHeat(this.#sheet, hot[0]!, hot.at(-1)!, headerRow + 1, lastRow);
    for (const column of columnsOf(spec.bars)) addBars(this.#sheet, column, headerRow + 1, lastRow);
  }

  chart(chart: Chart): void {
    this.parts.charts.push(chart);
  }

  #tableRow<Row>({ columns }: PageTable<Row>, entry: Row, at: number, values: StoredValue[][]): void {
    let height = 0;
    columns.forEach((column, index) => {
      const cell = this.#sheet.getCell(this.#row, at + index + 1);
      const value = this.#stored(column.value(entry), column.kind, column.zone);
      cell.value = value;
      cell.style = ruledStyle(column.kind, column.tint?.(entry));
      values[index]!.push(value);
      const to = column.link?.(entry);
      if (to && value !== null) this.#addLink(cell, to);
      if (column.kind !== "wrapped" || value === null) return;
      const width = this.#widths[at + index] ?? column.width;
      height = Math.max(height, textHeight(String(value), width - INDENT));
    });
    this.#endRow(height);
  }

  /** Gives the row the height of its highest text; rows of one line keep the default. */
  #endRow(height: number): void {
    if (height > ONE_LINE) this.#sheet.getRow(this.#row).height = height;
    this.#row++;
  }

  #addLink(cell: Cell, to: Link["to"]): void {
    this.parts.links.push({ cell: cell.address, to });
    cell.style = linkStyle(cell.style);
  }

  #stored(value: CellValue, kind: ColumnKind, zone = this.#zone): StoredValue {
    if (value === null || value === undefined || value === "") return null;
    if (kind === "time" || kind === "day") return this.#serialOf(Number(value), zone);
    if (isNumberKind(kind)) return numberOf(value, kind);
    return literalText(cleanText(String(value), this.#repairs));
  }

  #serialOf(micros: number, zone: string): number | null {
    const serial = this.#serials.get(zone) ?? excelSerialIn(zone);
    this.#serials.set(zone, serial);
    return serial(micros / 1000);
  }
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
