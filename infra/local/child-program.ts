import { type ChildProcess, fork } from "node:child_process";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "../..");

/** Where built things are kept between runs. Inside node_modules, so that a fresh install starts afresh. */
export const CACHE_FOLDER = join(ROOT, "node_modules/.cache/sip-response-reports");

/**
 * Turns a TypeScript file beside this one into a program that plain Node runs, so that a child starts
 * in 40 ms and brings no loader of ours into what it runs. Packages stay where they are installed.
 */
export async function compileProgram(fileName: string): Promise<string> {
  await mkdir(CACHE_FOLDER, { recursive: true });
  const outfile = join(CACHE_FOLDER, fileName.replace(/\.ts$/, ".cjs"));
  const unfinished = `${outfile}.${process.pid}.${++builds}`;
  await build({
    entryPoints: [join(import.meta.dirname, fileName)],
    outfile: unfinished,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "silent",
  });
  await rename(unfinished, outfile);
  return outfile;
}

let builds = 0;

export interface ChildOptions {
  readonly args?: readonly string[];
  /** All that the child sees: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  readonly onLine: (line: string) => void;
}

/** Starts a compiled program. What it writes comes line by line; it ends itself when we are gone. */
export function startProgram(path: string, options: ChildOptions): ChildProcess {
  const child = fork(path, [...(options.args ?? [])], {
    env: { ...options.environment },
    execArgv: [...(options.nodeOptions ?? [])],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    let pending = "";
    stream?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (pending + text).split("\n");
      pending = lines.pop() ?? "";
      for (const line of lines) options.onLine(line);
    });
    stream?.on("end", () => {
      if (pending !== "") options.onLine(pending);
    });
  }
  return child;
}

/** Resolves when the child is gone, killed if it must be. */
export function endProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
