import type { Worksheet } from "exceljs";
import { cellRange, columnLetters } from "./column-letters.ts";
import { PALETTE } from "./tints.ts";

const BAR_COLOR = "FFBFD0EA";

/** Colours numbers from white to strong, all columns from `first` to `last` on one scale. */
export function addHeat(
  sheet: Worksheet,
  first: number,
  last: number,
  firstRow: number,
  lastRow: number,
): void {
  sheet.addConditionalFormatting({
    ref: cellRange(first, firstRow, last, lastRow),
    rules: [
      {
        type: "colorScale",
        priority: 1,
        cfvo: [{ type: "min" }, { type: "max" }],
        color: [{ argb: "FFFFFFFF" }, { argb: `FF${PALETTE.ours}` }],
      },
    ],
  });
}

/** Draws a bar from zero behind the numbers of one column. */
export function addBars(sheet: Worksheet, column: number, firstRow: number, lastRow: number): void {
  const letters = columnLetters(column);
  const rule = {
    type: "dataBar" as const,
    priority: 1,
    // exceljs throws without limits, and its types do not know the colour.
    cfvo: [{ type: "num" as const, value: 0 }, { type: "max" as const }],
    color: { argb: BAR_COLOR },
    gradient: false,
  };
  sheet.addConditionalFormatting({ ref: `${letters}${firstRow}:${letters}${lastRow}`, rules: [rule] });
}
