import type { TextStyle } from "./cell-styles.ts";
import type { Chart } from "./chart.ts";
import type { CellPlace, CellValue, Column, ColumnKind, Link } from "./column.ts";
import type { Tint } from "./tints.ts";

export interface WorkbookSpec {
  readonly title: string;
  readonly subject: string;
  readonly author: string;
  readonly created: Date;
  /** IANA zone whose clock `time` and `day` cells show. */
  readonly zone: string;
  readonly sheets: readonly (PageSheet | RowSheet)[];
  /** Names for ranges, given to formulas and pivot tables: name → place. */
  readonly names?: readonly DefinedName[];
}

export interface DefinedName {
  readonly name: string;
  /** Name of a page table, and the header of one of its columns. */
  readonly table: string;
  readonly column: string;
}

/** A sheet that people read from top to bottom; held in memory. */
export interface PageSheet {
  readonly name: string;
  /** Column widths in characters. */
  readonly widths: readonly number[];
  /** Rows and columns that stay in view. */
  readonly freeze?: { readonly rows: number; readonly columns?: number };
  /** Row repeated on every printed page. */
  readonly printTitleRow?: number;
  readonly tabColor?: string;
  readonly write: (page: Page) => void;
}

/** A sheet of any number of rows; written as they come and continued on "Name (2)" when full. */
export interface RowSheet<Row = never> {
  readonly name: string;
  readonly tabColor?: string;
  /** Lines above the header, repeated on every continuation. */
  readonly head?: readonly { readonly style: TextStyle; readonly text: string }[];
  readonly columns: readonly Column<Row>[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  /** Name of the Excel table over the rows: letters, digits and `_`. */
  readonly table: string;
  /** Columns that stay in view, from the left. */
  readonly freezeColumns?: number;
  /** Told where each row was written. */
  readonly placed?: (row: Row, place: CellPlace) => void;
}

export interface PageTable<Row> {
  /** Name of the Excel table: letters, digits and `_`, unique in the workbook. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** First column, counted from 0. */
  readonly at?: number;
  /** Colours the numbers of these columns from white to strong, over all of them together. */
  readonly heat?: readonly string[];
  /** Draws a bar behind the numbers of these columns, each by itself. */
  readonly bars?: readonly string[];
}

export interface PageCell {
  readonly value: CellValue | Link;
  readonly kind?: ColumnKind;
  readonly style?: TextStyle;
  readonly tint?: Tint;
}

/** Writes a page downwards. Rows count from 1, columns from 0. */
export interface Page {
  /** The row that is written next. */
  row(): number;
  skip(rows?: number): void;
  /** What follows is printed on a new page. */
  breakPage(): void;
  /** One line of text over `columns` cells (default: the page's width). */
  text(style: TextStyle, text: string | Link, columns?: number): void;
  /** One row of single cells, from column `at`. */
  cells(cells: readonly (PageCell | undefined)[], at?: number): void;
  table<Row>(table: PageTable<Row>): void;
  /** Floats a chart with its corner at a cell; reserves nothing. Left out where its table does not exist. */
  chart(chart: Chart): void;
}

/** Anything that {@link WorkbookSpec.sheets} takes, with its row type hidden. */
export function rowSheet<Row>(sheet: RowSheet<Row>): RowSheet {
  return sheet as unknown as RowSheet;
}
