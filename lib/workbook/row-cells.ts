import { type TextRepairs, textElementBody } from "./cell-text.ts";
import type { CellValue, Column } from "./column.ts";
import { columnLetters } from "./column-letters.ts";
import { excelSerialIn } from "./excel-serial.ts";
import type { SharedStrings } from "./shared-strings.ts";
import type { Tint } from "./tints.ts";

/** Ids in the style sheet by tint ("" = none), one for each column. */
export type StyleIds = ReadonlyMap<Tint | "", readonly number[]>;

export interface CellContext {
  readonly zone: string;
  readonly words: SharedStrings;
  readonly repairs: TextRepairs;
}

/** Writes one row as `<row>…</row>`; numbers count from 1. Empty cells are left out. */
export function rowWriter<Row>(
  columns: readonly Column<Row>[],
  styles: StyleIds,
  context: CellContext,
): (row: Row, number: number) => string {
  const cells = columns.map((column, index) => cellWriter(column, index, styles, context));
  return (row, number) => {
    let xml = `<row r="${number}">`;
    for (const cell of cells) xml += cell(row, number);
    return `${xml}</row>`;
  };
}

function cellWriter<Row>(
  column: Column<Row>,
  index: number,
  styles: StyleIds,
  context: CellContext,
): (row: Row, number: number) => string {
  const start = `<c r="${columnLetters(index)}`;
  const style = new Map([...styles].map(([tint, ids]) => [tint, `" s="${ids[index]!}`]));
  const plain = style.get("") ?? "";
  const content = contentWriter(column, context);
  const { tint, value } = column;
  if (!tint) {
    return (row, number) => {
      const body = content(value(row));
      return body === "" ? "" : start + number + plain + body;
    };
  }
  return (row, number) => {
    const body = content(value(row));
    return body === "" ? "" : start + number + (style.get(tint(row) ?? "") ?? plain) + body;
  };
}

/** What follows the style id: the rest of the start tag, the content and the end tag; "" for an empty cell. */
function contentWriter(
  column: Pick<Column<never>, "kind" | "zone">,
  context: CellContext,
): (value: CellValue) => string {
  switch (column.kind) {
    case "word":
      return wordWriter(context);
    case "text":
    case "wrapped":
      return (value) => (isEmpty(value) ? "" : inlineText(String(value), context.repairs));
    case "time":
    case "day": {
      const serial = excelSerialIn(column.zone ?? context.zone);
      return (value) => (isEmpty(value) ? "" : numberBody(serial(Number(value) / 1000)));
    }
    case "seconds":
      return (value) => (isEmpty(value) ? "" : numberBody(Number(value) / 1000));
    default:
      return (value) => (isEmpty(value) ? "" : numberBody(Number(value)));
  }
}

function wordWriter({ words, repairs }: CellContext): (value: CellValue) => string {
  const bodies = new Map<string, string>();
  return (value) => {
    if (isEmpty(value)) return "";
    const text = String(value);
    const known = bodies.get(text);
    if (known !== undefined) return known;
    const index = words.index(text);
    if (index === null) return inlineText(text, repairs);
    const body = `" t="s"><v>${index}</v></c>`;
    bodies.set(text, body);
    return body;
  };
}

const isEmpty = (value: CellValue): value is null | undefined | "" =>
  value === null || value === undefined || value === "";

const inlineText = (text: string, repairs: TextRepairs): string =>
  `" t="inlineStr"><is><t${textElementBody(text, repairs)}</t></is></c>`;

const numberBody = (number: number | null): string =>
  number === null || !Number.isFinite(number) ? "" : `"><v>${number}</v></c>`;
