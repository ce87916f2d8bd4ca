import { randomBytes } from "node:crypto";
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { ReportKind } from "../time/period.ts";
import { linkKey } from "./keys.ts";
import type { ReportItem } from "./reports.ts";
import { keyOf, type Table } from "./table.ts";

/** What the table keeps of a link. The token itself is nowhere but in the link. */
export interface LinkItem {
  readonly reportKind: ReportKind;
  readonly reportPeriod: string;
  readonly reportRevision: number;
  /** In the reports bucket. What the link leads to: the report's workbook, or the ticket of one provider. */
  readonly objectKey: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
  /** ISO 8601, "" while it is not revoked. */
  readonly revokedAt: string;
  readonly downloads: number;
}

/** 256 bits: guessing one of a billion links at a billion tries a second takes longer than the sun will last. */
const TOKEN_BYTES = 32;
const DAY_SECONDS = 86_400;

/**
 * Makes a link to a report, or to one of its tickets only, for `days` days.
 * @returns the token; the link is `${base}/r/${token}`.
 */
export async function createLink(
  table: Table,
  report: ReportItem,
  options: {
    readonly days: number;
    readonly now: Date;
    /** Key of the ticket; the report itself by default. */
    readonly objectKey?: string;
  },
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const expiresAt = Math.floor(options.now.getTime() / 1000) + options.days * DAY_SECONDS;
  await table.client.send(
    new PutItemCommand({
      TableName: table.name,
      ConditionExpression: "attribute_not_exists(pk)",
      Item: {
        ...keyOf(linkKey(token)),
        reportKind: { S: report.kind },
        reportPeriod: { S: report.period },
        reportRevision: { N: String(report.revision) },
        objectKey: { S: options.objectKey ?? report.objectKey },
        createdAt: { S: options.now.toISOString() },
        expiresAt: { N: String(expiresAt) },
        ttl: { N: String(expiresAt) },
        downloads: { N: "0" },
      },
    }),
  );
  return token;
}

/** The link of a token, revoked and expired ones included: see {@link isOpen}. Takes any text. */
export async function findLink(table: Table, token: string): Promise<LinkItem | undefined> {
  const { Item: item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: keyOf(linkKey(token)), ConsistentRead: true }),
  );
  return (
    item && {
      reportKind: item.reportKind?.S as ReportKind,
      reportPeriod: item.reportPeriod?.S ?? "",
      reportRevision: Number(item.reportRevision?.N ?? 0),
      objectKey: item.objectKey?.S ?? "",
      expiresAt: Number(item.expiresAt?.N ?? 0),
      revokedAt: item.revokedAt?.S ?? "",
      downloads: Number(item.downloads?.N ?? 0),
    }
  );
}

/** DynamoDB removes expired items within days, not at once, so the time is compared here too. */
export function isOpen(link: LinkItem, now: Date): boolean {
  return link.revokedAt === "" && link.expiresAt * 1000 > now.getTime();
}

/** @returns false if the link was revoked in this moment, or never was. */
export function countDownload(table: Table, token: string): Promise<boolean> {
  return updateLink(table, token, {
    UpdateExpression: "ADD downloads :one",
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(revokedAt)",
    ExpressionAttributeValues: { ":one": { N: "1" } },
  });
}

/** Closes a link at once. @returns false if there is no such link, or it is closed already. */
export function revokeLink(table: Table, token: string, now: Date): Promise<boolean> {
  return updateLink(table, token, {
    UpdateExpression: "SET revokedAt = :now",
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(revokedAt)",
    ExpressionAttributeValues: { ":now": { S: now.toISOString() } },
  });
}

async function updateLink(
  table: Table,
  token: string,
  update: Omit<UpdateItemCommandInput, "TableName" | "Key">,
): Promise<boolean> {
  try {
    await table.client.send(
      new UpdateItemCommand({ TableName: table.name, Key: keyOf(linkKey(token)), ...update }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
