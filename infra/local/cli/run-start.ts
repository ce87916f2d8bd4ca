import { join } from "node:path";
import { OUTPUT, UPLOADS_PREFIX } from "../../../lib/names.ts";
import { getFiles, quarantinedFiles } from "../../../lib/store/files.ts";
import { fileIdOf } from "../../../lib/store/keys.ts";
import type { LocalStack } from "../local-stack.ts";
import { reportReadyOf } from "./report-inbox.ts";
import { startReportsPage } from "./reports-page.ts";
import type { StartArguments } from "./start-arguments.ts";
import { uploadLogs } from "./upload-logs.ts";
import { watchFolder } from "./watch-folder.ts";

const SCAN_MS = 1000;
/** Watches the folder and announces every report, in lines and on a page. @returns what ends it. */
export async function runStart(
  stack: LocalStack,
  args: StartArguments,
  tell: (line: string) => void,
): Promise<() => Promise<void>> {
  const bucket = stack.output(OUTPUT.uploadsBucket);
  const table = { client: stack.clients.dynamodb, name: stack.output(OUTPUT.tableName) };
  const page = await startReportsPage(args.port, `Drop call logs into ${args.watch}.`);

  stack.onNotification((notification) => {
    const report = reportReadyOf(notification);
    if (!report) return;
    const { kind, label, revision, link } = report;
    const what = `Report (${kind})${revision > 1 ? `, revision ${revision}` : ""}`;
    tell(`${what} ${label}: ${link}`);
    page.add({ at: new Date(), title: label, link, detail: what });
  });

  const started = new Date().toISOString();
  const told = new Set<string>();
  const tellOfUnusable = async () => {
    for (const { fileId, key, reason, decidedAt } of await quarantinedFiles(table)) {
      const id = `${fileId} ${decidedAt}`;
      if (decidedAt < started || told.has(id)) continue;
      told.add(id);
      tell(`Could not be read: ${key}: ${reason}`);
      page.add({ at: new Date(decidedAt), title: key, link: "", detail: `Could not be read: ${reason}` });
    }
  };

  const stopWatching = await watchFolder(args.watch, {
    everyMs: SCAN_MS,
    onError: (error) => tell(error instanceof Error ? error.message : String(error)),
    async isKnown(log) {
      const [file] = await getFiles(table, [fileIdOf(bucket, UPLOADS_PREFIX + log.name)]);
      return file !== undefined && file.size === log.size && Date.parse(file.decidedAt) > log.changedAtMs;
    },
    async onSettled(log) {
      // Lies in the bucket as it lies in the folder: the first folder of its path names the source.
      await uploadLogs(stack.clients.s3, [log], { bucket, folder: UPLOADS_PREFIX, onUploaded() {} });
      tell(`Uploaded ${log.name}`);
    },
  });
  const timer = setInterval(() => {
    tellOfUnusable().catch((error: unknown) => tell(`Cannot check the uploads: ${error}`));
  }, SCAN_MS);

  for (const line of welcome(stack, args, page.url)) tell(line);
  return async () => {
    clearInterval(timer);
    await stopWatching();
    await page.stop();
  };
}

function welcome(stack: LocalStack, args: StartArguments, pageUrl: string): string[] {
  const { endpoints, environment } = stack;
  const needed = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_REGION",
    "AWS_REQUEST_CHECKSUM_CALCULATION",
  ];
  const exports = needed.map((name) => `${name}=${environment[name]}`).join(" ");
  const target = `s3://${stack.output(OUTPUT.uploadsBucket)}/${UPLOADS_PREFIX}pbx/`;
  return [
    "",
    `Reports   ${pageUrl}`,
    `Folder    ${join(args.watch, "<source>", "/")} or, for the source "default", ${args.watch}`,
    `S3        ${endpoints.s3}`,
    `DynamoDB  ${endpoints.dynamodb}`,
    `SQS       ${endpoints.sqs}`,
    "",
    "Drop a call log into the folder, or:",
    `  ${exports} \\`,
    `  aws --endpoint-url ${endpoints.s3} s3 cp calls.csv ${target}`,
    "",
    `Day reports are made at 04:15 ${args.zone}. Ctrl+C stops the stack; data stays in ${args.data}.`,
    "",
  ];
}
