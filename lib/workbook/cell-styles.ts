import type { Borders, Fill, Style } from "exceljs";
import type { ColumnKind } from "./column.ts";
import { PALETTE, TINTS, type Tint } from "./tints.ts";

const FONT = { name: "Calibri", family: 2, size: 11 };

const NUMBER_FORMAT = {
  text: "@",
  word: "General",
  wrapped: "General",
  integer: "#,##0",
  count: '#,##0;-#,##0;"–"',
  number: "#,##0.0",
  ratio: "0.0%",
  seconds: "#,##0.00",
  time: "yyyy-mm-dd hh:mm:ss",
  day: "yyyy-mm-dd",
} as const satisfies Record<ColumnKind, string>;

const IS_NUMBER: Record<ColumnKind, boolean> = {
  text: false,
  word: false,
  wrapped: false,
  integer: true,
  count: true,
  number: true,
  ratio: true,
  seconds: true,
  time: false,
  day: false,
};

export const isNumberKind = (kind: ColumnKind): boolean => IS_NUMBER[kind];

const solid = (argb: string): Fill => ({ type: "pattern", pattern: "solid", fgColor: { argb } });

const RULE: Partial<Borders> = { bottom: { style: "thin", color: { argb: `FF${PALETTE.line}` } } };

/** The same with a thin line below, for tables on pages, which have no grid. */
export function ruledStyle(kind: ColumnKind, tint?: Tint): Partial<Style> {
  return { ...cellStyle(kind, tint), border: RULE };
}

/** Style of a cell by the kind of its column and its tint. */
export function cellStyle(kind: ColumnKind, tint?: Tint): Partial<Style> {
  return {
    font: tint ? { ...FONT, color: { argb: TINTS[tint].font } } : FONT,
    numFmt: NUMBER_FORMAT[kind],
    alignment: {
      vertical: "top",
      horizontal: IS_NUMBER[kind] ? "right" : "left",
      // Keeps text off the figure that ends at the same line.
      indent: IS_NUMBER[kind] ? 0 : 1,
      wrapText: kind === "wrapped",
    },
    ...(tint ? { fill: solid(TINTS[tint].fill) } : {}),
  };
}

export function headerStyle(kind: ColumnKind): Partial<Style> {
  return {
    font: { ...FONT, bold: true, color: { argb: "FFFFFFFF" } },
    fill: solid(`FF${PALETTE.header}`),
    alignment: {
      vertical: "middle",
      horizontal: IS_NUMBER[kind] ? "right" : "left",
      indent: IS_NUMBER[kind] ? 0 : 1,
      wrapText: true,
    },
  };
}

/** Styles of what stands around tables. */
export const TEXT_STYLES = {
  title: { font: { ...FONT, size: 20, bold: true, color: { argb: `FF${PALETTE.header}` } } },
  subtitle: { font: { ...FONT, size: 12, color: { argb: "FF4B5563" } } },
  heading: { font: { ...FONT, size: 14, bold: true, color: { argb: `FF${PALETTE.header}` } } },
  body: { font: FONT, alignment: { vertical: "top", wrapText: true } },
  note: {
    font: { ...FONT, size: 10, italic: true, color: { argb: "FF4B5563" } },
    alignment: { vertical: "top", wrapText: true },
  },
  figure: { font: { ...FONT, size: 12, bold: true }, alignment: { vertical: "top", horizontal: "right" } },
  strong: { font: { ...FONT, bold: true }, alignment: { vertical: "top", wrapText: true } },
  label: {
    font: { ...FONT, bold: true },
    alignment: { vertical: "top", horizontal: "left", wrapText: true, indent: 1 },
  },
  figureLabel: { font: { ...FONT, bold: true }, alignment: { vertical: "top", horizontal: "right" } },
} as const satisfies Record<string, Partial<Style>>;

export type TextStyle = keyof typeof TEXT_STYLES;

const LINK_COLOR = { argb: "FF1D4ED8" };

export function linkStyle(style: Partial<Style>): Partial<Style> {
  return { ...style, font: { ...style.font, underline: true, color: LINK_COLOR } };
}
