import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { bundle } from "./bundle.ts";
import { GENERATED_LOGS, type GeneratedLog } from "./generated-logs.ts";

export interface Measured {
  readonly seconds: number;
  /** Peak resident memory; 0 where it is not known. */
  readonly megabytes: number;
  readonly records: number;
}

/** A way to read a file; undefined = the program is not installed. */
export type Contestant = (path: string) => Promise<Measured | undefined>;

const RUNS = 3;
let script: Promise<string> | undefined;

/** Our reader, or another JavaScript one, in a process of its own. */
export function inNode(
  reader: string,
  execArgv: readonly string[] = [],
): (...log: string[]) => Promise<Measured> {
  return async (...log) => {
    script ??= bundle("reading-process.ts");
    const child = fork(await script, [reader, ...log], { execArgv: [...execArgv] });
    const exited = once(child, "exit").then(([code]) => {
      throw new Error(`Cannot measure ${reader} of ${log.join(" ")}: its process ended with ${code}`);
    });
    exited.catch(() => {});
    const [measured] = await Promise.race([once(child, "message"), exited]);
    child.disconnect();
    return measured as Measured;
  };
}

/** Another program, from its start to its end; its last line of output may tell its own measure as JSON. */
export function program(command: string, argumentsFor: (path: string) => readonly string[]): Contestant {
  return async (path) => {
    const started = performance.now();
    const child = spawn(command, argumentsFor(path), { stdio: ["ignore", "pipe", "ignore"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-10_000);
    });
    const code = await new Promise<number | null>((resolve) => {
      child.once("error", () => resolve(null));
      child.once("close", resolve);
    });
    if (code !== 0) return undefined;
    const seconds = (performance.now() - started) / 1000;
    const last = output.trim().split("\n").at(-1) ?? "";
    return last.startsWith("{") ? (JSON.parse(last) as Measured) : { seconds, megabytes: 0, records: 0 };
  };
}

/** Reads the same generated file in every way, in turn, and gives the run with the median time of each. */
export async function compare<Name extends string>(
  log: GeneratedLog,
  bytes: number,
  contestants: Readonly<Record<Name, Contestant>>,
): Promise<Record<Name, Measured | undefined>> {
  const path = join(tmpdir(), `bench-${process.pid}-${log}`);
  const names = Object.keys(contestants) as Name[];
  const runs = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<Name, Measured[]>;
  try {
    await pipeline(Readable.from(GENERATED_LOGS[log](bytes)), createWriteStream(path));
    for (let run = 0; run < RUNS; run++) {
      for (const name of names) {
        const measured = run > 0 && runs[name].length === 0 ? undefined : await contestants[name](path);
        if (measured) runs[name].push(measured);
      }
    }
  } finally {
    await rm(path, { force: true });
  }
  return Object.fromEntries(
    names.map((name) => [name, runs[name].sort((a, b) => a.seconds - b.seconds)[runs[name].length >> 1]]),
  ) as Record<Name, Measured | undefined>;
}

/** Rows of the table that the bench prints: each way with its speed, and how many times faster ours is. */
export function rowsOf(
  measured: Readonly<Record<string, Measured | undefined>>,
  ours: string,
  bytes: number,
): Record<string, string | number>[] {
  const own = measured[ours]!;
  return Object.entries(measured).map(([name, result]): Record<string, string | number> => {
    if (!result) return { reader: name, seconds: "not installed" };
    return {
      reader: name,
      seconds: result.seconds.toFixed(2),
      "MB/s": Math.round(bytes / 1e6 / result.seconds),
      "peak RSS MB": result.megabytes === 0 ? "" : Math.round(result.megabytes),
      [`time / ${ours}`]: (result.seconds / own.seconds).toFixed(2),
    };
  });
}
