import { expect, test } from "vitest";
import { cellRange, columnLetters } from "../../lib/workbook/column-letters.ts";

test.for([
  [0, "A"],
  [25, "Z"],
  [26, "AA"],
  [701, "ZZ"],
  [702, "AAA"],
  [16_383, "XFD"],
] as const)("Column %i is %s", ([index, letters]) => {
  expect(columnLetters(index)).toBe(letters);
});

test("A range names its corners", () => {
  expect(cellRange(0, 2, 3, 9)).toBe("A2:D9");
});
