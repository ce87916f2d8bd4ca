import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type ExcelJS from "exceljs";
import { cellStyle } from "../../lib/workbook/cell-styles.ts";
import type { Column, ColumnKind } from "../../lib/workbook/column.ts";
import { rowSheet } from "../../lib/workbook/workbook-spec.ts";
import { writeWorkbook } from "../../lib/workbook/write-workbook.ts";
import { Zip } from "../../lib/workbook/zip.ts";
import { type BenchRow, benchRows } from "./workbook-rows.ts";

const tintOf = ({ code }: BenchRow) => (code === 200 ? "good" : code < 400 ? "mild" : "bad");
const column = (header: string, kind: ColumnKind, value: Column<BenchRow>["value"]): Column<BenchRow> => ({
  header,
  kind,
  width: 16,
  value,
});
const COLUMNS: readonly Column<BenchRow>[] = [
  column("Call-ID", "text", (row) => row.id),
  column("Start", "time", (row) => row.start * 1000),
  column("Answer", "time", (row) => row.answer && row.answer * 1000),
  column("End", "time", (row) => row.end * 1000),
  column("From", "text", (row) => row.from),
  column("To", "text", (row) => row.to),
  column("Gateway", "word", (row) => row.gateway),
  column("Agent", "word", (row) => row.agent),
  column("Outcome", "word", (row) => row.outcome),
  column("Responsible", "word", (row) => row.responsible),
  { ...column("Last response", "integer", (row) => row.code), tint: tintOf },
  column("Request delay", "seconds", (row) => row.requestDelayMs),
  column("Ring", "seconds", (row) => row.ringMs),
  column("Talk", "seconds", (row) => row.talkMs),
  column("Q.850", "integer", (row) => row.q850),
];

/** The project's own writer. */
async function ours(path: string, rows: number, level: number): Promise<void> {
  const sheets = [rowSheet({ name: "Calls", table: "Calls", columns: COLUMNS, rows: benchRows(rows) })];
  const spec = { title: "Bench", subject: "", author: "", created: new Date(0), zone: "UTC", sheets };
  await writeWorkbook(spec, createWriteStream(path), { level });
}

/** exceljs's streaming writer as its README shows it: column styles, one fill set on the cell. */
async function exceljs(path: string, rows: number, level: number): Promise<void> {
  const { stream } = createRequire(import.meta.url)("exceljs") as typeof ExcelJS;
  const workbook = new stream.xlsx.WorkbookWriter({
    stream: createWriteStream(path),
    useStyles: true,
    zip: { zlib: { level } },
  } as never);
  const sheet = workbook.addWorksheet("Calls", { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = COLUMNS.map(({ header, kind, width }) => ({ header, width, style: cellStyle(kind) }));
  sheet.autoFilter = { from: "A1", to: "O1" };
  for (const row of benchRows(rows)) {
    const cells = sheet.addRow(
      COLUMNS.map(({ kind, value }) => {
        const content = value(row);
        if (kind === "time") return content ? new Date(Number(content) / 1000) : null;
        return kind === "seconds" ? Number(content) / 1000 : content;
      }),
    );
    cells.getCell(11).style = cellStyle("integer", tintOf(row));
    cells.commit();
  }
  sheet.commit();
  await workbook.commit();
}

/** The yardstick: the same cells as plain string concatenation into one deflate stream, nothing else. */
async function byHand(path: string, rows: number, level: number): Promise<void> {
  const date = (ms: number) => Math.round((ms / 86_400_000 + 25_569) * 1e10) / 1e10;
  async function* sheet() {
    let text = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>';
    let n = 1;
    for (const r of benchRows(rows)) {
      n++;
      const answer = r.answer === null ? "" : `<c r="C${n}" s="2"><v>${date(r.answer)}</v></c>`;
      text +=
        `<row r="${n}">${inline("A", n, 1, r.id)}<c r="B${n}" s="2"><v>${date(r.start)}</v></c>${answer}<c r="D${n}" s="2"><v>${date(r.end)}</v></c>` +
        `${inline("E", n, 1, r.from)}${inline("F", n, 1, r.to)}${inline("G", n, 3, r.gateway)}${inline("H", n, 3, r.agent)}${inline("I", n, 3, r.outcome)}` +
        `${inline("J", n, 3, r.responsible)}<c r="K${n}" s="${r.code === 200 ? 4 : r.code < 400 ? 5 : 6}"><v>${r.code}</v></c><c r="L${n}" s="7"><v>${r.requestDelayMs / 1000}</v></c>` +
        `<c r="M${n}" s="7"><v>${r.ringMs / 1000}</v></c><c r="N${n}" s="7"><v>${r.talkMs / 1000}</v></c><c r="O${n}" s="8"><v>${r.q850}</v></c></row>`;
      if (text.length > 128 * 1024) {
        yield Buffer.from(text);
        text = "";
      }
    }
    yield Buffer.from(`${text}</sheetData></worksheet>`);
  }
  const zip = new Zip(level);
  await pipeline(async function* () {
    yield* zip.streamed("xl/worksheets/sheet1.xml", sheet());
    yield zip.end();
  }, createWriteStream(path));
}

const inline = (letter: string, row: number, style: number, text: string) =>
  `<c r="${letter}${row}" s="${style}" t="inlineStr"><is><t>${text.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</t></is></c>`;

export const WRITERS = { ours, exceljs, byHand } as const;
export type WriterName = keyof typeof WRITERS;

// Each measurement is a process of its own, so that its memory is its own.
if (import.meta.filename === process.argv[1]) {
  const [name, rows, level] = process.argv.slice(2) as [WriterName, string, string];
  const path = join(tmpdir(), `workbook-bench-${process.pid}.xlsx`);
  try {
    const started = performance.now();
    await WRITERS[name](path, Number(rows), Number(level));
    const seconds = (performance.now() - started) / 1000;
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
    console.log(JSON.stringify({ seconds, cpuSeconds, megabytes: maxRSS / 1024 }));
  } finally {
    await rm(path, { force: true });
  }
}
