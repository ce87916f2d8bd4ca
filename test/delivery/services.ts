import { PutObjectCommand } from "@aws-sdk/client-s3";
import { createLink } from "../../lib/store/links.ts";
import { putReport, type ReportItem, WORKBOOK_TYPE } from "../../lib/store/reports.ts";
import { REPORTS as BUCKET, type Storage } from "../support/storage.ts";
import { NO_CALLS } from "../support/totals.ts";

export { REPORTS as BUCKET } from "../support/storage.ts";
export const NOW = new Date("2026-11-21T04:15:00Z");

export const REPORT: ReportItem = {
  kind: "day",
  period: "2026-11-20@UTC",
  revision: 1,
  fingerprint: "f",
  factsDigest: "d",
  label: "Friday, 20 November 2026",
  objectKey: "reports/day/2026-11-20.xlsx",
  filename: "SIP responses 2026-11-20.xlsx",
  bytes: 8,
  attachments: [],
  fileIds: [],
  totals: { ...NO_CALLS, calls: 5022, answered: 1927 },
  summary: ["Alderwick: 261 calls refused with 403"],
  responses: [],
  madeAt: "2026-11-21T04:15:00.000Z",
  notifiedAt: "",
};

let published = 0;

/** Stores a report and its workbook, and makes a link to it that lasts a day. @returns the token. */
export async function publish(services: Storage, changes: Partial<ReportItem> = {}): Promise<string> {
  const report: ReportItem = { ...REPORT, period: `2026-11-20@UTC-${published++}`, ...changes };
  await putReport(services.table, report);
  const workbook = { Bucket: BUCKET, Key: report.objectKey, Body: "workbook", ContentType: WORKBOOK_TYPE };
  await services.s3.send(new PutObjectCommand(workbook));
  return createLink(services.table, report, { days: 1, now: NOW });
}
