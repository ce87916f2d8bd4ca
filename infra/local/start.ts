import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { runStart } from "./cli/run-start.ts";
import { parseStartArguments, START_USAGE } from "./cli/start-arguments.ts";
import { UsageError } from "./cli/usage-error.ts";
import { startLocalStack } from "./local-stack.ts";

const EXIT = { failed: 1, usage: 2 } as const;

async function main(): Promise<void> {
  const args = parseStartArguments(process.argv.slice(2));
  if (args.help) {
    process.stdout.write(START_USAGE);
    return;
  }
  mkdirSync(args.data, { recursive: true });
  const logFile = join(args.data, "stack.log");
  const next = (n: number) => (args.port === 0 ? 0 : args.port + n);
  const stack = await startLocalStack({
    zone: args.zone,
    dataFolder: args.data,
    ports: { links: next(1), s3: next(2), sqs: next(3), dynamodb: next(4) },
    log: (line) => appendFileSync(logFile, `${new Date().toISOString()} ${line}\n`),
  });
  const end = await runStart(stack, args, (line) => process.stdout.write(`${line}\n`)).catch(
    async (error) => {
      await stack.stop();
      throw error;
    },
  );

  let ending = false;
  const stop = async () => {
    // A second Ctrl+C while things end means: at once.
    if (ending) process.exit(EXIT.failed);
    ending = true;
    await end();
    await stack.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof UsageError ? "\nSee npm start -- --help\n" : "\n";
  process.stderr.write(`${message}${hint}`);
  process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
});
