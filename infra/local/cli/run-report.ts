import { PutObjectCommand } from "@aws-sdk/client-s3";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { ReportReadyDetail } from "../../../lib/delivery/announce.ts";
import { OUTPUT, REPORT_MESSAGE, SETTINGS_KEY, UPLOADS_PREFIX } from "../../../lib/names.ts";
import { readCalls } from "../../../lib/report/read-calls.ts";
import type { ReportRequest } from "../../../lib/report/schedule/report-request.ts";
import type { Settings } from "../../../lib/settings/settings.ts";
import type { FileItem } from "../../../lib/store/files.ts";
import { getReport } from "../../../lib/store/reports.ts";
import { snapshotOfFiles } from "../../../lib/store/snapshot.ts";
import type { Table } from "../../../lib/store/table.ts";
import { localDayOf } from "../../../lib/time/period.ts";
import type { LocalStack } from "../local-stack.ts";
import { awaitFiles } from "./await-files.ts";
import { countBy } from "./count.ts";
import { fetchWorkbook } from "./fetch-workbook.ts";
import type { FoundLog } from "./find-logs.ts";
import type { FetchedReport, FetchedTicket, RunResult } from "./json-output.ts";
import type { Progress } from "./progress.ts";
import type { ReportArguments } from "./report-arguments.ts";
import { ReportInbox } from "./report-inbox.ts";
import { uploadLogs } from "./upload-logs.ts";

export interface ReportRun {
  readonly args: ReportArguments;
  readonly logs: readonly FoundLog[];
  readonly settings: Settings;
  readonly progress: Progress;
  /** What a function said when it failed last. */
  readonly lastFailure: () => string;
}

/** Uploads the logs, has reports made of them, and fetches these through their links. */
export async function runReport(stack: LocalStack, run: ReportRun): Promise<Omit<RunResult, "elapsedMs">> {
  const { args, logs, settings, progress } = run;
  const { s3, dynamodb } = stack.clients;
  const table: Table = { client: dynamodb, name: stack.output(OUTPUT.tableName) };
  const bucket = stack.output(OUTPUT.uploadsBucket);
  const inbox = new ReportInbox();
  stack.onNotification((notification) => inbox.receive(notification));
  const checkFailure = createFailureCheck(stack, run.lastFailure);

  const Body = JSON.stringify({ ...settings, reportEachUpload: args.kind === "file" });
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: SETTINGS_KEY, Body }));
  progress.step("Uploading logs", logs.length);
  const fileIds = await uploadLogs(s3, logs, {
    bucket,
    folder: `${UPLOADS_PREFIX}${args.source}/`,
    onUploaded: progress.update,
  });
  progress.step("Reading logs", logs.length);
  const files = await awaitFiles(table, fileIds, { onDecided: progress.update, checkFailure });

  const { calls, fragments, scans } = await readCalls(table, await snapshotOfFiles(table, fileIds), settings);
  const wanted = wantedReports(args, files, new Set(calls.map((call) => localDayOf(call.start, args.zone))));
  for (const { request } of wanted) if (request) await ask(stack, request);
  progress.step("Making reports", wanted.length);
  const reports: FetchedReport[] = [];
  const names = new Set<string>();
  for (const { isIt } of wanted) {
    const detail = await inbox.take(isIt, checkFailure);
    const report = await getReport(table, detail.kind, detail.period, detail.revision);
    if (!report) throw new Error(`Cannot find the report "${detail.label}" that was announced`);
    const workbook = await fetchWorkbook(detail.link, args.out, uniqueName(report.filename, names));
    const tickets: FetchedTicket[] = [];
    for (const { gateway, filename, link } of args.tickets ? detail.tickets : []) {
      tickets.push({ gateway, link, ...(await fetchWorkbook(link, args.out, uniqueName(filename, names))) });
    }
    reports.push({ report, link: detail.link, ...workbook, tickets });
    progress.update(reports.length);
  }
  return {
    files,
    reports,
    lastResponses: countBy(calls, (call) => call.lastResponse),
    outcomes: countBy(calls, (call) => call.outcome),
    calls: args.calls ? calls : undefined,
    fragments: args.calls ? fragments : undefined,
    scans: args.calls ? scans : undefined,
  };
}

interface WantedReport {
  /** What to ask for; nothing where every upload gets its report unasked. */
  readonly request?: ReportRequest;
  readonly isIt: (detail: ReportReadyDetail) => boolean;
}

function wantedReports(
  { kind, zone }: ReportArguments,
  files: readonly FileItem[],
  days: ReadonlySet<string>,
): WantedReport[] {
  const fileIds = files.map((file) => file.fileId);
  if (kind === "set") return [{ request: { kind, fileIds, zone }, isIt: (detail) => detail.kind === kind }];
  if (kind === "file")
    return files
      .filter((file) => file.state === "committed")
      .map(({ fileId }) => ({ isIt: (detail) => detail.kind === kind && detail.fileIds[0] === fileId }));
  return [...days].sort().map((period) => ({
    request: { kind, period, zone },
    isIt: (detail) => detail.kind === kind && detail.label === period,
  }));
}

async function ask(stack: LocalStack, request: ReportRequest): Promise<void> {
  const MessageBody = JSON.stringify({ type: REPORT_MESSAGE.make, request });
  const QueueUrl = stack.output(OUTPUT.reportQueueUrl);
  await stack.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

/**
 * Makes a check that throws once a message lies in a dead letter queue: a function failed as often as
 * the stack lets it, so whoever waits would wait for ever.
 */
function createFailureCheck(stack: LocalStack, lastFailure: () => string): () => Promise<void> {
  const queues = {
    "read a log": OUTPUT.ingestDeadLetterQueueUrl,
    "make a report": OUTPUT.reportDeadLetterQueueUrl,
  };
  return async () => {
    for (const [what, output] of Object.entries(queues)) {
      const { waiting } = await stack.queueDepth(stack.output(output));
      if (waiting > 0) throw new Error(`Cannot ${what}: ${lastFailure()} (tried several times)`);
    }
  };
}

/** Names differ in more than their case, because some file systems do not tell it. */
function uniqueName(filename: string, taken: Set<string>): string {
  let name = filename;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = filename.replace(/(\.\w+)?$/, `-${n}$1`);
  taken.add(name.toLowerCase());
  return name;
}
