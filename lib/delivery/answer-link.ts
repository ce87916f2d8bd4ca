import type { S3Client } from "@aws-sdk/client-s3";
import { getReport, type ReportItem } from "../store/reports.ts";
import type { Table } from "../store/table.ts";
import { countDownload, findLink, isOpen, type LinkItem } from "./link.ts";
import { linkPage, NOT_FOUND_PAGE } from "./link-page.ts";
import { pageHeaders } from "./page.ts";
import { presignedUrl, sizeOf } from "./workbook-object.ts";

export interface LinkServices {
  readonly table: Table;
  readonly s3: S3Client;
  readonly reportsBucket: string;
  readonly now: () => Date;
}

export interface LinkRequest {
  readonly method: string;
  /** As it stands in the path: any text. */
  readonly token: string;
}

export interface LinkAnswer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * Answers a request for a link. GET shows a page and changes nothing, because programs that scan
 * mails open every link; only POST leads to the workbook and is counted.
 */
export async function answerLink(services: LinkServices, request: LinkRequest): Promise<LinkAnswer> {
  if (request.method !== "GET" && request.method !== "POST") return notAllowed();
  const target = await openTarget(services, request.token);
  if (!target) return notFound();
  const url = await presignedUrl(services.s3, target.link);
  if (request.method === "GET") {
    const body = linkPage(target.report, target.bytes, target.link.expiresAt);
    return { statusCode: 200, headers: pageHeaders(new URL(url).origin), body };
  }
  if (!(await countDownload(services.table, request.token))) return notFound();
  return { statusCode: 303, headers: { ...pageHeaders(), location: url }, body: "" };
}

interface Target {
  readonly link: LinkItem;
  readonly report: ReportItem;
  readonly bytes: number;
}

/** Takes the same steps whatever is wrong, so that the time of an answer tells nothing either. */
async function openTarget(services: LinkServices, token: string): Promise<Target | undefined> {
  const { table, s3, reportsBucket, now } = services;
  const link = await findLink(table, token);
  const [report, bytes] = await Promise.all([
    getReport(table, link?.reportKind ?? "set", link?.reportPeriod ?? "", link?.reportRevision ?? 0),
    sizeOf(s3, reportsBucket, link?.objectKey ?? "none"),
  ]);
  if (!link || !report || bytes === undefined || !isOpen(link, now())) return undefined;
  return { link, report, bytes };
}

function notFound(): LinkAnswer {
  return { statusCode: 404, headers: pageHeaders(), body: NOT_FOUND_PAGE };
}

function notAllowed(): LinkAnswer {
  return { statusCode: 405, headers: { ...pageHeaders(), allow: "GET, POST" }, body: "" };
}
