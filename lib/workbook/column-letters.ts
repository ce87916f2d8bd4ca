/** Letters of a column counted from 0: 0 → "A", 26 → "AA". */
export function columnLetters(index: number): string {
  let letters = "";
  for (let left = index; left >= 0; left = Math.floor(left / 26) - 1) {
    letters = String.fromCharCode(65 + (left % 26)) + letters;
  }
  return letters;
}

/** `range(0, 2, 3, 9)` → "A2:D9"; columns count from 0, rows from 1. */
export function cellRange(
  firstColumn: number,
  firstRow: number,
  lastColumn: number,
  lastRow: number,
): string {
  return `${columnLetters(firstColumn)}${firstRow}:${columnLetters(lastColumn)}${lastRow}`;
}
