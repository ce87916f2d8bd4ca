import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { schemaErrors } from "./read-workbook.ts";

const run = promisify(execFile);

/**
 * Opens workbooks in programs that the tests cannot count on, by hand:
 *
 *     node --import tsx test/workbook/other-programs.ts reports/*.xlsx
 *     mkdir kept && TEST_WORKBOOKS=kept npx vitest run test/workbook test/report/sheets    # those of the tests
 *
 * The Open XML SDK judges the parts, openpyxl reads every cell, LibreOffice opens and saves each file,
 * and what LibreOffice saved must still have the same sheets, rows and charts.
 */
const READ_WITH_OPENPYXL = `
import json, sys, warnings
import openpyxl
warnings.simplefilter("ignore")
book = openpyxl.load_workbook(sys.argv[1])
print(json.dumps([[s.title, sum(1 for row in s.iter_rows(values_only=True) if any(c is not None for c in row)), len(s._charts), len(s.tables)] for s in book]))
`;

type Shape = [name: string, rows: number, charts: number, tables: number][];

async function shapeOf(path: string): Promise<Shape> {
  const { stdout } = await run("/usr/bin/python3", ["-c", READ_WITH_OPENPYXL, path], { maxBuffer: 1e8 });
  return JSON.parse(stdout) as Shape;
}

async function saveWithLibreOffice(path: string, folder: string): Promise<string> {
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  await run("soffice", [
    profile,
    "--headless",
    "--convert-to",
    "xlsx",
    "--outdir",
    join(folder, "saved"),
    path,
  ]);
  return join(folder, "saved", basename(path));
}

const folder = await mkdtemp(join(tmpdir(), "other-programs-"));
try {
  for (const path of process.argv.slice(2)) {
    const errors = await schemaErrors(await buffer(createReadStream(path)));
    const written = await shapeOf(path);
    const saved = await shapeOf(await saveWithLibreOffice(path, folder));
    const same = JSON.stringify(written) === JSON.stringify(saved);
    console.log(
      `${path}: ${errors.length} objections of the SDK; LibreOffice ${same ? "keeps" : "CHANGES"} it`,
    );
    console.table(written.map(([sheet, rows, charts, tables]) => ({ sheet, rows, charts, tables })));
    for (const error of errors.slice(0, 20)) console.log(error);
    if (!same) console.log(JSON.stringify(saved));
    if (errors.length > 0 || !same) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
