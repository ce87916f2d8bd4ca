import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { noRepairs, type TextRepairs } from "./cell-text.ts";
import { workbookParts } from "./workbook-parts.ts";
import type { WorkbookSpec } from "./workbook-spec.ts";
import { Zip } from "./zip.ts";

export interface WorkbookOptions {
  /** Deflate level, 1 (fast) to 9 (small). */
  readonly level?: number;
  /** Data rows after which a row sheet continues on the next; Excel's own limit by default. */
  readonly rowsPerSheet?: number;
}

export interface WrittenWorkbook extends TextRepairs {
  readonly bytes: number;
  /** Data rows by sheet, in the order of the tabs; 0 for a page. */
  readonly sheets: readonly { readonly name: string; readonly rows: number }[];
}

/** A quarter less time than zlib's own 6, and the file is 3 % larger. */
const DEFAULT_LEVEL = 5;

/**
 * Writes an .xlsx and ends `out`. Rows are taken from their source only as fast as `out` takes bytes.
 * Rejects if `out` fails or is closed early.
 */
export async function writeWorkbook(
  spec: WorkbookSpec,
  out: Writable,
  options: WorkbookOptions = {},
): Promise<WrittenWorkbook> {
  const zip = new Zip(options.level ?? DEFAULT_LEVEL);
  const repairs = noRepairs();
  const sheets: { name: string; rows: number }[] = [];
  await pipeline(workbookParts(spec, zip, { repairs, sheets, rowsPerSheet: options.rowsPerSheet }), out);
  return { bytes: zip.bytes, sheets, ...repairs };
}
