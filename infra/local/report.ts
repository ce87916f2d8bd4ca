import { findLogs } from "./cli/find-logs.ts";
import { jsonOutput, type RunResult } from "./cli/json-output.ts";
import { loadSettings } from "./cli/load-settings.ts";
import { outcomeText, quarantineText, untoldText } from "./cli/outcome-text.ts";
import { parseReportArguments, REPORT_USAGE, type ReportArguments } from "./cli/report-arguments.ts";
import { UsageError } from "./cli/usage-error.ts";

/** Meanings of the exit codes; see REPORT_USAGE. */
const EXIT = { made: 0, failed: 1, usage: 2, unread: 3 } as const;

/** As many files as one message on the report queue may name. */
const MOST_FILES = 1000;

async function main(): Promise<number> {
  const started = performance.now();
  const args = parseReportArguments(process.argv.slice(2));
  if (args.help) {
    process.stdout.write(REPORT_USAGE);
    return EXIT.made;
  }
  const outcome: RunResult = { ...(await make(args)), elapsedMs: Math.round(performance.now() - started) };
  const text = args.json ? `${JSON.stringify(jsonOutput(outcome))}\n` : outcomeText(outcome);
  await new Promise((done) => process.stdout.write(text, done));
  const unread = quarantineText(outcome.files) + untoldText(outcome.files);
  process.stderr.write(unread);
  return unread === "" ? EXIT.made : EXIT.unread;
}

async function make(args: ReportArguments): Promise<Omit<RunResult, "elapsedMs">> {
  const settings = await loadSettings(args.settings);
  const logs = await findLogs(args.paths);
  if (logs.length > MOST_FILES && args.kind === "set")
    throw new UsageError(
      `Cannot make one report of ${logs.length} files: at most ${MOST_FILES}, or use --kind day`,
    );
  // Loaded late, so that help and wrong usage answer at once.
  const { makeReports } = await import("./cli/make-reports.ts");
  return makeReports(args, logs, settings);
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
