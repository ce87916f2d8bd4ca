import { createHash } from "node:crypto";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Settings } from "../settings/settings.ts";
import { type FileItem, quarantinedFiles } from "../store/files.ts";
import { readCalls, type TimeRange } from "../store/read-calls.ts";
import { latestReport, putReport, type ReportItem } from "../store/reports.ts";
import { type Snapshot, snapshotOfFiles, snapshotOfPeriod } from "../store/snapshot.ts";
import type { Table } from "../store/table.ts";
import { buildContent } from "./build-content.ts";
import { changesSince } from "./changes.ts";
import { comparisonsFor } from "./comparisons.ts";
import { fileAccountsOf } from "./file-accounts.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { calendarPeriod } from "./period.ts";
import type { Heading, Period, ReportContent } from "./report-content.ts";
import type { ReportRequest } from "./report-request.ts";
import { storeReport } from "./store-report.ts";

export interface ReportServices {
  readonly s3: S3Client;
  readonly table: Table;
  readonly reportsBucket: string;
  readonly settings: Settings;
  readonly now: () => Date;
}

/**
 * The report of a request: the one that exists if it was made from the same facts, else a new
 * revision. May run twice at once and may die anywhere: one conditional write decides.
 */
export async function makeReport(services: ReportServices, request: ReportRequest): Promise<ReportItem> {
  const { table, settings } = services;
  const id = periodId(request);
  for (;;) {
    const snapshot = await snapshotOf(table, request);
    const fingerprint = fingerprintOf(snapshot, settings, request.zone);
    const latest = await latestReport(table, request.kind, id);
    if (latest?.fingerprint === fingerprint) return latest;
    const content = await contentOf(services, request, snapshot, latest);
    const report: ReportItem = {
      kind: request.kind,
      period: id,
      revision: content.heading.revision,
      fingerprint,
      label: content.heading.period.label,
      ...(await storeReport(services, content, `${request.kind}/${encodeURIComponent(id)}`)),
      fileIds: "fileIds" in request ? request.fileIds : [],
      totals: { ...content.totals, summary: content.findings.map((finding) => finding.title) },
      madeAt: content.heading.madeAt.toISOString(),
      notifiedAt: "",
    };
    if (await putReport(table, report)) return report;
  }
}

function snapshotOf(table: Table, request: ReportRequest): Promise<Snapshot> {
  if ("fileIds" in request) return snapshotOfFiles(table, request.fileIds);
  const { from, to } = calendarPeriod(request.kind, request.period, request.zone);
  return snapshotOfPeriod(table, from, to);
}

/** Identifies what the report is about, whatever the revision. */
function periodId(request: ReportRequest): string {
  if (!("fileIds" in request)) return `${request.period}@${request.zone}`;
  if (request.kind === "file") return `${request.fileIds[0]}@${request.zone}`;
  const ids = [...new Set(request.fileIds)].sort().join("\n");
  return `${createHash("sha256").update(ids).digest("hex").slice(0, 32)}@${request.zone}`;
}

async function contentOf(
  services: ReportServices,
  request: ReportRequest,
  snapshot: Snapshot,
  latest: ReportItem | undefined,
): Promise<ReportContent> {
  const { table, settings } = services;
  const calendar =
    "fileIds" in request ? undefined : calendarPeriod(request.kind, request.period, request.zone);
  const { calls, fragments } = await readCalls(table, snapshot, settings, calendar);
  const period: Period = calendar ?? {
    label: labelOfFiles(snapshot.files.map((file) => file.key)),
    // Calls of logs without any time come first, with a start of 0.
    from: calls.find(({ start }) => start > 0)?.start ?? 0,
    to: (calls.at(-1)?.start ?? 0) + 1,
    zone: request.zone,
  };
  const heading: Heading = {
    kind: request.kind,
    period,
    revision: (latest?.revision ?? 0) + 1,
    madeAt: services.now(),
    changes: [],
  };
  const content = buildContent({
    heading,
    calls,
    fragments,
    files: fileAccountsOf([...snapshot.files, ...(calendar ? await setAsideIn(table, calendar) : [])]),
    settings,
    comparisons: calendar ? await comparisonsFor(table, calendar) : [],
  });
  return { ...content, heading: { ...heading, changes: latest ? changesSince(latest, content.totals) : [] } };
}

/** A log that cannot be read tells no day: it belongs to the report of the day on which it came. */
async function setAsideIn(table: Table, { from, to }: TimeRange): Promise<FileItem[]> {
  return (await quarantinedFiles(table)).filter(({ decidedAt }) => {
    const at = Date.parse(decidedAt) * 1000;
    return at >= from && at < to;
  });
}

function labelOfFiles(keys: readonly string[]): string {
  const [first = "no files", ...more] = keys.map((key) => key.split("/").slice(2).join("/") || key);
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}
