import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import validate from "@ooxml-tools/validate";
import type { Workbook } from "exceljs";
import ExceljsWorkbook from "exceljs/lib/doc/workbook.js";
import { unzipParts } from "../../lib/workbook/unzip.ts";
import type { WorkbookSpec } from "../../lib/workbook/workbook-spec.ts";
import {
  type WorkbookOptions,
  type WrittenWorkbook,
  writeWorkbook,
} from "../../lib/workbook/write-workbook.ts";

export interface ReadWorkbook {
  readonly written: WrittenWorkbook;
  readonly bytes: Buffer;
  /** Parts as text. */
  readonly parts: ReadonlyMap<string, string>;
  /** As another reader sees it. */
  readonly workbook: Workbook;
}

/** Writes a workbook and reads it back. */
export async function readWorkbook(
  spec: Partial<WorkbookSpec> & Pick<WorkbookSpec, "sheets">,
  options?: WorkbookOptions,
): Promise<ReadWorkbook> {
  const out = new PassThrough();
  const collected = buffer(out);
  const written = await writeWorkbook({ ...DEFAULTS, ...spec }, out, options);
  const bytes = await collected;
  keepForOtherPrograms(bytes);
  const workbook = new ExceljsWorkbook();
  await workbook.xlsx.load(bytes as never);
  return { written, bytes, parts: await unzipParts(bytes), workbook };
}

let kept = 0;

/** Keeps a test's workbook in the folder that TEST_WORKBOOKS names, to be opened by other-programs.ts. */
export function keepForOtherPrograms(workbook: Buffer): void {
  const folder = process.env.TEST_WORKBOOKS;
  if (folder) writeFileSync(join(folder, `${process.pid}-${++kept}.xlsx`), workbook);
}

/** What the Open XML SDK objects to: an empty list for a workbook that Excel opens. */
export async function schemaErrors(workbook: Buffer): Promise<string[]> {
  const errors = await validate(workbook, "xlsx", "Microsoft365");
  return errors.map(({ path, description }) => `${path.partUri} ${path.xpath}: ${description}`);
}

const DEFAULTS = {
  title: "Test",
  subject: "Workbook",
  author: "Tests",
  created: new Date("2026-03-02T04:15:00Z"),
  zone: "UTC",
};
