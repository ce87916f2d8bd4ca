import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Bench } from "./bench.ts";
import { bundle } from "./bundle.ts";
import type { WriterName } from "./workbook-writers.ts";

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

const CASES: readonly (readonly [rows: number, writers: readonly WriterName[]])[] = [
  [100_000, ["ours", "exceljs", "byHand"]],
  [500_000, ["ours", "exceljs", "byHand"]],
  [1_048_575, ["ours"]],
];
const LEVEL = 6;
/** The slow one differs by so much that one run tells enough. */
const RUNS: Readonly<Record<WriterName, number>> = { ours: 3, byHand: 3, exceljs: 1 };

/** Ratios are of CPU seconds: the dependable figure on a machine that others use as well. */
const bench: Bench = {
  name: "Workbook: rows of 15 columns with equal cells and styles (deflate level 6)",
  async run() {
    const script = await bundle("workbook-writers.ts");
    const table: Record<string, string | number>[] = [];
    for (const [rows, writers] of CASES) {
      let ours: Measured | undefined;
      for (const writer of writers) {
        const measured = await median(() => measure(script, writer, rows), RUNS[writer]);
        ours ??= measured;
        table.push({
          rows,
          writer,
          seconds: measured.seconds.toFixed(2),
          "CPU seconds": measured.cpuSeconds.toFixed(2),
          "rows per second": Math.round(rows / measured.seconds),
          "ours is … times as fast": (measured.seconds / ours.seconds).toFixed(2),
          "… in CPU": (measured.cpuSeconds / ours.cpuSeconds).toFixed(2),
          "peak RSS, MB": Math.round(measured.megabytes),
        });
      }
    }
    return table;
  },
};
export default bench;

/** The run in the middle by CPU time. */
async function median(run: () => Promise<Measured>, runs: number): Promise<Measured> {
  const all: Measured[] = [];
  for (let i = 0; i < runs; i++) all.push(await run());
  return all.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[runs >> 1]!;
}

async function measure(script: string, writer: WriterName, rows: number): Promise<Measured> {
  const args = [script, writer, String(rows), String(LEVEL)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Measured;
}
