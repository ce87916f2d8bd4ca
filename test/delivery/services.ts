import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { startObjectServer } from "../../infra/local/object-server.ts";
import { CREDENTIALS, REGION } from "../../infra/local/place.ts";
import { createTable, startTableServer } from "../../infra/local/table-server.ts";
import { createLink } from "../../lib/delivery/link.ts";
import { putReport, type ReportItem, WORKBOOK_TYPE } from "../../lib/store/reports.ts";
import type { Table } from "../../lib/store/table.ts";

export const BUCKET = "reports";
export const NOW = new Date("2026-11-21T04:15:00Z");

/** A DynamoDB table and an S3 bucket behind their real protocols. */
export interface DeliveryServices {
  readonly table: Table;
  readonly s3: S3Client;
  stop(): Promise<void>;
}

export async function startServices(): Promise<DeliveryServices> {
  const directory = mkdtempSync(join(tmpdir(), "delivery-"));
  const tables = await startTableServer(join(directory, "tables"), 0);
  const objects = await startObjectServer({
    directory: join(directory, "objects"),
    port: 0,
    log: () => {},
    onEvent: () => {},
  });
  const client = new DynamoDBClient({ region: REGION, credentials: CREDENTIALS, endpoint: tables.endpoint });
  const s3 = new S3Client({
    region: REGION,
    credentials: CREDENTIALS,
    endpoint: objects.endpoint,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  await createTable(client, {
    TableName: "calls",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["pk", "sk"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
  });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  return {
    table: { client, name: "calls" },
    s3,
    async stop() {
      client.destroy();
      s3.destroy();
      await Promise.all([tables.stop(), objects.stop()]);
      rmSync(directory, { recursive: true });
    },
  };
}

export const REPORT: ReportItem = {
  kind: "day",
  period: "2026-11-20@UTC",
  revision: 1,
  fingerprint: "f",
  label: "Friday, 20 November 2026",
  objectKey: "reports/day/2026-11-20.xlsx",
  filename: "SIP responses 2026-11-20.xlsx",
  bytes: 8,
  attachments: [],
  fileIds: [],
  totals: { calls: 5022, answered: 1927, summary: ["Alderwick: 261 calls refused with 403"] },
  madeAt: "2026-11-21T04:15:00.000Z",
  notifiedAt: "",
};

let published = 0;

/** Stores a report and its workbook, and makes a link to it that lasts a day. @returns the token. */
export async function publish(
  services: DeliveryServices,
  changes: Partial<ReportItem> = {},
): Promise<string> {
  const report: ReportItem = { ...REPORT, period: `2026-11-20@UTC-${published++}`, ...changes };
  await putReport(services.table, report);
  const workbook = { Bucket: BUCKET, Key: report.objectKey, Body: "workbook", ContentType: WORKBOOK_TYPE };
  await services.s3.send(new PutObjectCommand(workbook));
  return createLink(services.table, report, { bucket: BUCKET, days: 1, now: NOW });
}
