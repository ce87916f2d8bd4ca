import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ReportContent, ReportHeading } from "../analysis/content/report-content.ts";
import { REPORTS_PREFIX } from "../names.ts";
import { base32 } from "../store/keys.ts";
import { type Attachment, type ReportFile, type ReportItem, WORKBOOK_TYPE } from "../store/reports.ts";
import { writeReport } from "./sheets/write-report.ts";
import { writeTickets } from "./sheets/write-tickets.ts";
import { twinsOf } from "./twins.ts";

export interface ReportStore {
  readonly s3: S3Client;
  readonly reportsBucket: string;
}

/** What of a REPORT item tells where its files are. */
export type StoredFiles = Pick<ReportItem, "objectKey" | "filename" | "bytes" | "attachments">;

/** Writes the workbook, its twins and the tickets of the providers into the reports bucket. */
export async function storeReport(
  { s3, reportsBucket }: ReportStore,
  content: ReportContent,
  place: string,
): Promise<StoredFiles> {
  const name = filenameOf(content.heading);
  // Two may be made at once: neither overwrites the other's files, and the one that loses expires.
  const prefix = `${REPORTS_PREFIX}${place}/${content.heading.revision}-${base32(randomBytes(5))}/`;
  const folder = await mkdtemp(join(tmpdir(), "report-"));
  const path = (file: string) => join(folder, file);

  async function put(
    file: string,
    object: string,
    filename: string,
    contentType: string,
  ): Promise<ReportFile> {
    const { size } = await stat(path(file));
    const objectKey = `${prefix}${object}`;
    await s3.send(
      new PutObjectCommand({
        Bucket: reportsBucket,
        Key: objectKey,
        Body: createReadStream(path(file)),
        ContentLength: size,
        ContentType: contentType,
      }),
    );
    // An upload needs its length beforehand, so every file lies here first; one at a time.
    await rm(path(file));
    return { objectKey, filename, contentType, bytes: size };
  }

  try {
    await writeReport(content, createWriteStream(path("report")));
    const workbook = await put("report", "report.xlsx", `${name}.xlsx`, WORKBOOK_TYPE);
    const attachments: Attachment[] = [];
    for (const twin of twinsOf(content)) {
      await pipeline(Readable.from(twin.text()), createWriteStream(path("twin")));
      const file = await put("twin", twin.name, `${name}-${twin.name}`, twin.contentType);
      attachments.push({ role: "twin", name: twin.name, ...file });
    }
    const titles: string[] = [];
    const open = (_gateway: string, title: string): Writable =>
      createWriteStream(path(`ticket-${titles.push(title) - 1}`));
    for (const [i, { gateway }] of (await writeTickets(content, open)).entries()) {
      const filename = `${fileSystemName(titles[i]!)}.xlsx`;
      const file = await put(`ticket-${i}`, `ticket-${i + 1}.xlsx`, filename, WORKBOOK_TYPE);
      attachments.push({ role: "ticket", name: gateway, ...file });
    }
    return { objectKey: workbook.objectKey, filename: workbook.filename, bytes: workbook.bytes, attachments };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Says what the file is when it lies among other downloads. */
function filenameOf({ kind, period, revision }: ReportHeading): string {
  const suffix = revision > 1 ? `-rev${revision}` : "";
  return `sip-responses-${kind}-${fileSystemName(period.label)}${suffix}`;
}

/** Safe on every file system. */
function fileSystemName(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}.+-]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
}
