import { Stack } from "aws-cdk-lib";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { EVENT_SOURCE, REPORT_READY, REPORTS_PREFIX, SETTINGS_KEY, UPLOADS_PREFIX } from "../lib/names.ts";
import type { BundledFunction } from "./bundled-function.ts";
import type { CallTable } from "./call-table.ts";
import type { ReportTopic } from "./report-topic.ts";

/*
 * What each function may do, and nothing else. Those that read the settings, which may be absent, may
 * also list the bucket: without s3:ListBucket S3 answers 403 for an object that does not exist.
 */

export interface IngestResources {
  readonly table: CallTable;
  readonly uploads: IBucket;
  readonly reportQueue: IQueue;
}

/** Reads uploads and the settings, stores calls, tells the report queue. */
export function allowIngest(ingest: BundledFunction, { table, uploads, reportQueue }: IngestResources): void {
  ingest.allow(["s3:ListBucket"], [uploads.bucketArn]);
  ingest.allow(
    ["s3:GetObject", "s3:GetObjectVersion"],
    [uploads.arnForObjects(`${UPLOADS_PREFIX}*`), uploads.arnForObjects(SETTINGS_KEY)],
  );
  ingest.allow(["dynamodb:BatchWriteItem", "dynamodb:UpdateItem"], [table.tableArn]);
  ingest.allow(["sqs:SendMessage"], [reportQueue.queueArn]);
}

export interface ReportResources {
  readonly table: CallTable;
  readonly uploads: IBucket;
  readonly reports: IBucket;
  readonly topic: ReportTopic;
  readonly eventBus: string;
}

/** Reads calls and the settings, writes workbooks, reports and links, announces them. */
export function allowReport(
  report: BundledFunction,
  { table, uploads, reports, topic, eventBus }: ReportResources,
): void {
  report.allow(["s3:ListBucket"], [uploads.bucketArn]);
  report.allow(["s3:GetObject"], [uploads.arnForObjects(SETTINGS_KEY)]);
  report.allow(["s3:PutObject"], [reports.arnForObjects(`${REPORTS_PREFIX}*`)]);
  report.allow(
    ["dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"],
    [table.tableArn],
  );
  report.allow(["dynamodb:Query"], [table.workIndexArn]);
  topic.publishFrom(report);
  report.allow(
    ["events:PutEvents"],
    [Stack.of(table).formatArn({ service: "events", resource: "event-bus", resourceName: eventBus })],
    { StringEquals: { "events:source": EVENT_SOURCE, "events:detail-type": REPORT_READY } },
  );
}

export interface DownloadResources {
  readonly table: CallTable;
  readonly reports: IBucket;
}

/** Looks up one link and its report, counts the download, signs a URL for the workbook. */
export function allowDownload(download: BundledFunction, { table, reports }: DownloadResources): void {
  download.allow(["s3:GetObject"], [reports.arnForObjects(`${REPORTS_PREFIX}*`)]);
  download.allow(["dynamodb:GetItem", "dynamodb:BatchGetItem"], [table.tableArn], {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["L#*", "R#*"] },
  });
  download.allow(["dynamodb:UpdateItem"], [table.tableArn], {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["L#*"] },
  });
}
