import type { Settings } from "../../../lib/settings/settings.ts";
import { startLocalStack } from "../local-stack.ts";
import type { FoundLog } from "./find-logs.ts";
import type { RunResult } from "./json-output.ts";
import { createProgress } from "./progress.ts";
import type { ReportArguments } from "./report-arguments.ts";
import { runReport } from "./run-report.ts";

/** Lines of the stack that are kept to be shown if something fails. */
const LINES_KEPT = 10;

/** Starts a stack of its own, makes the reports in it, and leaves nothing behind but the workbooks. */
export async function makeReports(
  args: ReportArguments,
  logs: readonly FoundLog[],
  settings: Settings,
): Promise<Omit<RunResult, "elapsedMs">> {
  const progress = createProgress();
  const lines: string[] = [];
  progress.step("Starting the stack", 1);
  const stack = await startLocalStack({
    zone: args.zone,
    schedules: false,
    log(line) {
      if (line !== lines.at(-1)) lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
    },
  });
  const stopAndExit = () => void stack.stop().finally(() => process.exit(1));
  process.once("SIGINT", stopAndExit).once("SIGTERM", stopAndExit);
  try {
    return await runReport(stack, { args, logs, settings, progress, lastFailure: () => failureIn(lines) });
  } catch (error) {
    for (const line of lines) progress.note(line);
    throw error;
  } finally {
    progress.end();
    await stack.stop();
  }
}

/** What the functions said last about a failure: they log it and leave the message to be tried again. */
function failureIn(lines: readonly string[]): string {
  const line = lines.findLast((text) => text.includes('"level":"error"')) ?? "";
  return /"error":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line;
}
