import type { Bench } from "./bench.ts";
import { GENERATED_LOGS, type GeneratedLog } from "./generated-logs.ts";
import { inNode } from "./measure-reading.ts";

const SIZES = [10, 200, 2_000];
/** Node lets its heap grow as long as there is memory; this shows how little is enough. */
const SMALL_HEAP_MB = 96;

export default {
  name: "Peak RSS in MB while a log is read and its calls classified (streamed, no file), by its size",
  async run() {
    const rows: Record<string, string | number>[] = [];
    for (const log of Object.keys(GENERATED_LOGS) as GeneratedLog[]) {
      for (const [heap, options] of [
        ["Node's default", []],
        [`${SMALL_HEAP_MB} MB`, [`--max-old-space-size=${SMALL_HEAP_MB}`]],
      ] as const) {
        const row: Record<string, string | number> = { log, heap };
        for (const size of SIZES) {
          const { megabytes } = await inNode("classify", options)(log, String(size * 1_000_000));
          row[`${size} MB`] = Math.round(megabytes);
        }
        rows.push(row);
      }
    }
    return rows;
  },
} satisfies Bench;
