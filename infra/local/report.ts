import { findLogs } from "./cli/find-logs.ts";
import { jsonOutput, type Outcome } from "./cli/json-output.ts";
import { outcomeText, quarantineText } from "./cli/outcome-text.ts";
import { createProgress } from "./cli/progress.ts";
import {
  parseReportArguments,
  REPORT_USAGE,
  type ReportArguments,
  UsageError,
} from "./cli/report-arguments.ts";
import { loadSettings, MOST_FILES, runReport } from "./cli/run-report.ts";
import { startLocalStack } from "./local-stack.ts";

/** Meanings of the exit codes; see REPORT_USAGE. */
const EXIT = { made: 0, failed: 1, usage: 2, setAside: 3 } as const;

/** Lines of the stack that are kept to be shown if something fails. */
const LINES_KEPT = 30;

async function main(): Promise<number> {
  const started = performance.now();
  const args = parseReportArguments(process.argv.slice(2));
  if (args.help) {
    process.stdout.write(REPORT_USAGE);
    return EXIT.made;
  }
  const outcome: Outcome = { ...(await make(args)), elapsedMs: Math.round(performance.now() - started) };
  const text = args.json ? `${JSON.stringify(jsonOutput(outcome))}\n` : outcomeText(outcome);
  await new Promise((done) => process.stdout.write(text, done));
  const setAside = quarantineText(outcome.files);
  process.stderr.write(setAside);
  return setAside === "" ? EXIT.made : EXIT.setAside;
}

async function make(args: ReportArguments): Promise<Omit<Outcome, "elapsedMs">> {
  const settings = await loadSettings(args.settings);
  const logs = await findLogs(args.paths);
  if (logs.length > MOST_FILES && args.kind === "set")
    throw new UsageError(
      `Cannot make one report of ${logs.length} files: at most ${MOST_FILES}, or use --kind day`,
    );

  const progress = createProgress();
  const lines: string[] = [];
  progress.step("Starting the stack", 1);
  const stack = await startLocalStack({
    zone: args.zone,
    schedules: false,
    log(line) {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
    },
  });
  const stopAndExit = () => void stack.stop().finally(() => process.exit(EXIT.failed));
  process.once("SIGINT", stopAndExit).once("SIGTERM", stopAndExit);
  try {
    return await runReport(stack, args, logs, settings, progress);
  } catch (error) {
    for (const line of lines) progress.note(line);
    throw error;
  } finally {
    progress.end();
    await stack.stop();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const hint = error instanceof UsageError ? "\nSee npm run report -- --help\n" : "\n";
    process.stderr.write(`${message}${hint}`);
    process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
  },
);
