import {
  ConditionalCheckFailedException,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { ResponseAdvice } from "../analysis/content/report-content.ts";
import type { Totals } from "../analysis/content/totals.ts";
import type { ReportKind } from "../time/period.ts";
import { reportKey } from "./keys.ts";
import { totalsFrom } from "./stored-totals.ts";
import { getAll, type Item, keyOf, type Table } from "./table.ts";

/** Media type of an Excel workbook (ISO/IEC 29500). */
export const WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A file in the reports bucket that belongs to a report. */
export interface ReportFile {
  readonly objectKey: string;
  /** Name under which it is downloaded. */
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: number;
}

/** What comes with the workbook. */
export interface Attachment extends ReportFile {
  /** The figures for programs, or the workbook that is meant for one provider. */
  readonly role: "twin" | "ticket";
  /** Of a twin "calls.csv" and the like, of a ticket the gateway. */
  readonly name: string;
}

/** One revision of a report, as its REPORT item keeps it. */
export interface ReportItem {
  readonly kind: ReportKind;
  /** Of a day: "2026-11-20@Europe/Berlin"; of files: their id or the hash of their ids. */
  readonly period: string;
  readonly revision: number;
  /** Of what the report was made from: equal inputs have equal fingerprints. */
  readonly fingerprint: string;
  /** Of its calls: other inputs that come to the same calls are no new revision. */
  readonly factsDigest: string;
  /** What the period is called for people. */
  readonly label: string;
  /** Object key of the workbook in the reports bucket, and the name under which it is downloaded. */
  readonly objectKey: string;
  readonly filename: string;
  readonly bytes: number;
  readonly attachments: readonly Attachment[];
  readonly fileIds: readonly string[];
  /** The figures that later reports compare themselves with, and that the link's page shows; null: see {@link totalsFrom}. */
  readonly totals: Totals | null;
  /** The titles of its findings, those that cost most calls first. */
  readonly summary: readonly string[];
  /** Its commonest last responses and what to do about them, for whoever shows the report without its workbook. */
  readonly responses: readonly ResponseAdvice[];
  /** ISO 8601. */
  readonly madeAt: string;
  /** "" until somebody was told. */
  readonly notifiedAt: string;
}

/** The newest revision, if there is one. */
export async function latestReport(
  table: Table,
  kind: ReportKind,
  period: string,
): Promise<ReportItem | undefined> {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
      ExpressionAttributeValues: { ":pk": { S: `R#${kind}` }, ":sk": { S: `${period}#` } },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: 1,
    }),
  );
  return answer.Items?.[0] && reportFrom(answer.Items[0]);
}

export async function getReport(
  table: Table,
  kind: ReportKind,
  period: string,
  revision: number,
): Promise<ReportItem | undefined> {
  const [item] = await getAll(table, [reportKey(kind, period, revision)]);
  return item && reportFrom(item);
}

/** @returns false if that revision exists already: somebody else made it meanwhile. */
export async function putReport(table: Table, report: ReportItem): Promise<boolean> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: itemOf(report),
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** The inputs changed and the calls did not: notes it, so that nobody needs to look again. */
export async function confirmReport(table: Table, report: ReportItem, fingerprint: string): Promise<void> {
  await note(table, report, "fingerprint", fingerprint);
}

export async function markNotified(table: Table, report: ReportItem, now: Date): Promise<void> {
  await note(table, report, "notifiedAt", now.toISOString());
}

async function note(
  table: Table,
  report: ReportItem,
  attribute: "fingerprint" | "notifiedAt",
  text: string,
): Promise<void> {
  await table.client.send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: keyOf(reportKey(report.kind, report.period, report.revision)),
      UpdateExpression: `SET ${attribute} = :text`,
      ExpressionAttributeValues: { ":text": { S: text } },
    }),
  );
}

function itemOf(report: ReportItem): Item {
  return {
    ...keyOf(reportKey(report.kind, report.period, report.revision)),
    kind: { S: report.kind },
    period: { S: report.period },
    revision: { N: String(report.revision) },
    fingerprint: { S: report.fingerprint },
    factsDigest: { S: report.factsDigest },
    label: { S: report.label },
    objectKey: { S: report.objectKey },
    filename: { S: report.filename },
    bytes: { N: String(report.bytes) },
    attachments: { S: JSON.stringify(report.attachments) },
    fileIds: { L: report.fileIds.map((id) => ({ S: id })) },
    totals: { S: JSON.stringify(report.totals) },
    summary: { L: report.summary.map((title) => ({ S: title })) },
    responses: { S: JSON.stringify(report.responses) },
    madeAt: { S: report.madeAt },
    notifiedAt: { S: report.notifiedAt },
  };
}

function reportFrom(item: Item): ReportItem {
  return {
    kind: item.kind?.S as ReportKind,
    period: item.period?.S ?? "",
    revision: Number(item.revision?.N ?? 0),
    fingerprint: item.fingerprint?.S ?? "",
    factsDigest: item.factsDigest?.S ?? "",
    label: item.label?.S ?? "",
    objectKey: item.objectKey?.S ?? "",
    filename: item.filename?.S ?? "",
    bytes: Number(item.bytes?.N ?? 0),
    attachments: JSON.parse(item.attachments?.S ?? "[]") as Attachment[],
    fileIds: (item.fileIds?.L ?? []).map((id) => id.S ?? ""),
    totals: totalsFrom(item.totals?.S ?? "null"),
    summary: (item.summary?.L ?? []).map((title) => title.S ?? ""),
    responses: JSON.parse(item.responses?.S ?? "[]") as ResponseAdvice[],
    madeAt: item.madeAt?.S ?? "",
    notifiedAt: item.notifiedAt?.S ?? "",
  };
}
