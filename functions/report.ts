import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { type Channels, tellOfQuarantine, tellOfReport } from "../lib/delivery/tell.ts";
import { ENV } from "../lib/names.ts";
import { dueReports } from "../lib/report/due-reports.ts";
import { makeReport } from "../lib/report/make-report.ts";
import type { CalendarPeriod } from "../lib/report/period.ts";
import { parseReportMessage, type ReportMessage } from "../lib/report/report-message.ts";
import type { ReportRequest } from "../lib/report/report-request.ts";
import type { Settings } from "../lib/settings/settings.ts";
import { getFiles, withdrawFile } from "../lib/store/files.ts";
import { fileIdOf } from "../lib/store/keys.ts";
import { readSettings } from "../lib/store/settings-object.ts";
import { snapshotOfPeriod } from "../lib/store/snapshot.ts";
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
  reportsBucket,
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
    for (const request of await requestsOf(parseReportMessage(record.body), settings)) {
      await report(request, settings);
    }
  });

async function requestsOf(message: ReportMessage, settings: Settings): Promise<ReportRequest[]> {
  switch (message.type) {
    case "make":
      return [message.request];
    case "file-decided":
      return decided(message.fileId, settings);
    case "withdraw":
      await withdrawFile(table, fileIdOf(uploadsBucket, message.key), now());
      return due();
    case "nightly":
    case "reconcile":
      return due();
  }
}

function due(): Promise<ReportRequest[]> {
  const hasCalls = async ({ from, to }: CalendarPeriod) =>
    (await snapshotOfPeriod(table, from, to)).files.length > 0;
  return dueReports(now(), zone, hasCalls);
}

async function decided(fileId: string, settings: Settings): Promise<ReportRequest[]> {
  const [file] = await getFiles(table, [fileId]);
  if (file?.state === "quarantined") await tellOfQuarantine(channels, file);
  if (file?.state !== "committed" || !settings.reportEachUpload) return [];
  return [{ kind: "file", fileIds: [fileId], zone }];
}

// Runs for each report.
async function report(request: ReportRequest, settings: Settings): Promise<void> {
  const made = await makeReport({ s3, table, reportsBucket, settings, now }, request);
  if (made.notifiedAt === "") await tellOfReport(channels, made);
  const { kind, period, revision, bytes } = made;
  log("info", "report-ready", { kind, period, revision, bytes, told: made.notifiedAt === "" });
}
