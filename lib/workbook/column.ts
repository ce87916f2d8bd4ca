import type { Tint } from "./tints.ts";

/** A cell that leads to another cell of the workbook. */
export interface Link {
  readonly text: string;
  /** Asked when the package is written, once every row has its place; undefined = plain text. */
  readonly to: () => CellPlace | undefined;
}

export interface CellPlace {
  readonly sheet: string;
  /** "A123" */
  readonly cell: string;
}

/**
 * - `text`: as it is, also where it looks like a number or a formula
 * - `word`: text with few distinct values, written once in the shared strings
 * - `wrapped`: text over several lines
 * - `integer`, `number` (one decimal), `ratio` (0–1, shown in percent): numbers; not finite = empty
 * - `count`: an integer whose zero is shown as a dash, so that a table of many shows where something is
 * - `seconds`: milliseconds, shown in seconds
 * - `time`, `day`: epoch microseconds, as a date of Excel in the column's zone
 */
export type ColumnKind =
  | "text"
  | "word"
  | "wrapped"
  | "integer"
  | "count"
  | "number"
  | "ratio"
  | "seconds"
  | "time"
  | "day";

export type CellValue = string | number | null | undefined;

export interface Column<Row> {
  readonly header: string;
  readonly kind: ColumnKind;
  /** In characters of the default font. */
  readonly width: number;
  readonly value: (row: Row) => CellValue;
  readonly tint?: (row: Row) => Tint | undefined;
  /** Zone of `time` and `day` where it is not the workbook's. */
  readonly zone?: string;
  /** Pages only: makes the cell a link to this place. */
  readonly link?: (row: Row) => Link["to"] | undefined;
}
