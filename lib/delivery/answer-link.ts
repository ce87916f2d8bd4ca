import type { S3Client } from "@aws-sdk/client-s3";
import { countDownload, findLink, isOpen, type LinkItem } from "../store/links.ts";
import { getReport } from "../store/reports.ts";
import type { Table } from "../store/table.ts";
import { linkPage, NOT_FOUND_PAGE, ticketPage } from "./link-page.ts";
import { type Offer, offerOf } from "./offer.ts";
import { pageHeaders } from "./page.ts";
import { presignedUrl, sizeOf } from "./report-object.ts";

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
  /** Which of the offered files, as the pressed button names it; "" = the workbook. */
  readonly file: string;
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
  const file = target?.offer.files.get(request.file);
  if (!target || !file) return notFound();
  const url = await presignedUrl(services.s3, services.reportsBucket, file);
  if (request.method === "GET") {
    const { offer, link } = target;
    const body =
      offer.ticketFor === undefined ? linkPage(offer, link.expiresAt) : ticketPage(offer, link.expiresAt);
    return { statusCode: 200, headers: pageHeaders(new URL(url).origin), body };
  }
  if (!(await countDownload(services.table, request.token))) return notFound();
  return { statusCode: 303, headers: { ...pageHeaders(), location: url }, body: "" };
}

interface Target {
  readonly link: LinkItem;
  readonly offer: Offer;
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
  const offer = offerOf(report, link.objectKey);
  return offer && { link, offer };
}

function notFound(): LinkAnswer {
  return { statusCode: 404, headers: pageHeaders(), body: NOT_FOUND_PAGE };
}

function notAllowed(): LinkAnswer {
  return { statusCode: 405, headers: { ...pageHeaders(), allow: "GET, POST" }, body: "" };
}
