import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { announceReport, announceUnreadLog, type Channels } from "../lib/delivery/announce.ts";
import { ENV } from "../lib/names.ts";
import { makeReport } from "../lib/report/make-report.ts";
import { parseReportMessage } from "../lib/report/schedule/report-message.ts";
import type { ReportRequest } from "../lib/report/schedule/report-request.ts";
import { wantedReports } from "../lib/report/schedule/wanted-reports.ts";
import type { Settings } from "../lib/settings/settings.ts";
import { getFiles } from "../lib/store/files.ts";
import { revokeLink } from "../lib/store/links.ts";
import { readSettings } from "../lib/store/settings-object.ts";
import { eachRecord } from "./each-record.ts";
import { log } from "./log.ts";
import { requireEnv } from "./require-env.ts";

// Built once per cold start.
const s3 = new S3Client();
const table = { client: new DynamoDBClient(), name: requireEnv(ENV.tableName) };
const uploadsBucket = requireEnv(ENV.uploadsBucket);
const reportsBucket = requireEnv(ENV.reportsBucket);
const zone = requireEnv(ENV.zone);
const now = () => new Date();
const channels: Channels = {
  table,
  sns: new SNSClient(),
  events: new EventBridgeClient(),
  topicArn: requireEnv(ENV.topicArn),
  eventBusName: requireEnv(ENV.eventBusName),
  linkBaseUrl: requireEnv(ENV.linkBaseUrl),
  linkDays: Number(requireEnv(ENV.linkDays)),
  now,
};

// Called by Lambda.
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachRecord(event, async (record) => {
    const settings = await readSettings(s3, uploadsBucket);
    const message = parseReportMessage(record.body);
    if (message.type === "revoke") await revokeLink(table, message.token, now());
    if (message.type === "file-decided") await tellIfUnread(message.fileId);
    const requests = await wantedReports({ table, uploadsBucket, settings, zone, now: now() }, message);
    // Who asks for a report by name gets a fresh link, also to one that exists.
    await each(requests, (request) => report(request, settings, message.type === "make"));
  });

/** One report that cannot be made must not keep the others from being made. */
async function each<T>(all: readonly T[], make: (one: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const one of all) await make(one).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function tellIfUnread(fileId: string): Promise<void> {
  const [file] = await getFiles(table, [fileId]);
  if (file?.state === "quarantined") await announceUnreadLog(channels, file);
}

// Runs for each report.
async function report(request: ReportRequest, settings: Settings, tellAgain: boolean): Promise<void> {
  const made = await makeReport({ s3, table, reportsBucket, settings, now }, request);
  const tell = tellAgain || made.notifiedAt === "";
  if (tell) await announceReport(channels, made);
  const { kind, period, revision, bytes } = made;
  log("info", "report-ready", { kind, period, revision, bytes, told: tell });
}
