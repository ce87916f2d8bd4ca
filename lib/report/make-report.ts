import type { S3Client } from "@aws-sdk/client-s3";
import { buildContent } from "../analysis/build-content.ts";
import type {
  ReportContent,
  ReportHeading,
  ResponseAdvice,
  ResponseRow,
} from "../analysis/content/report-content.ts";
import type { Call } from "../calls/call.ts";
import type { Settings } from "../settings/settings.ts";
import { type FileItem, quarantinedFiles } from "../store/files.ts";
import { confirmReport, latestReport, putReport, type ReportItem } from "../store/reports.ts";
import { covers, type Snapshot, snapshotOfFiles, snapshotOfPeriod } from "../store/snapshot.ts";
import type { Table } from "../store/table.ts";
import { changesSince } from "../text/en/changes.ts";
import { findingTexts } from "../text/en/findings.ts";
import { untoldFileSentences } from "../text/en/untold.ts";
import type { Period, TimeRange } from "../time/period.ts";
import { fileAccountsOf } from "./file-accounts.ts";
import { type CallsOfSnapshot, readCalls } from "./read-calls.ts";
import { comparisonsFor } from "./schedule/comparisons.ts";
import { factsDigestOf, fingerprintOf } from "./schedule/fingerprint.ts";
import { type OpenedRequest, openRequest, type ReportRequest } from "./schedule/report-request.ts";
import { storeReport } from "./store-report.ts";

/** More are read in the workbook. */
const RESPONSES_KEPT = 40;

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
  const opened = openRequest(request);
  const { kind, id, zone, calendar, fileIds } = opened;
  for (;;) {
    // Read first: whoever stores a revision in the meantime makes ours fail below, and we look again.
    const latest = await latestReport(table, kind, id);
    const snapshot = calendar
      ? await snapshotOfPeriod(table, calendar.from, calendar.to)
      : await snapshotOfFiles(table, fileIds);
    const fingerprint = fingerprintOf(snapshot, settings, zone);
    if (latest?.fingerprint === fingerprint) return latest;
    const found = await readCalls(table, snapshot, settings, calendar);
    const factsDigest = factsDigestOf(found, settings);
    if (latest?.factsDigest === factsDigest) {
      await confirmReport(table, latest, fingerprint);
      return latest;
    }
    const content = await contentOf(services, opened, snapshot, found, latest);
    const report: ReportItem = {
      kind,
      period: id,
      revision: content.heading.revision,
      fingerprint,
      factsDigest,
      label: content.heading.period.label,
      ...(await storeReport(services, content, `${kind}/${encodeURIComponent(id)}`)),
      fileIds,
      totals: content.totals,
      summary: titlesOf(content),
      responses: content.responses.slice(0, RESPONSES_KEPT).map(adviceOf),
      madeAt: content.heading.madeAt.toISOString(),
      notifiedAt: "",
    };
    if (await putReport(table, report)) return report;
  }
}

async function contentOf(
  { table, settings, now }: ReportServices,
  { kind, zone, calendar }: OpenedRequest,
  snapshot: Snapshot,
  { calls, fragments, scans, legs, signs }: CallsOfSnapshot,
  latest: ReportItem | undefined,
): Promise<ReportContent> {
  const heading: ReportHeading = {
    kind,
    period: calendar ?? spanOf(snapshot.files, calls, zone),
    revision: (latest?.revision ?? 0) + 1,
    madeAt: now(),
    changes: [],
  };
  const content = buildContent({
    heading,
    calls,
    fragments,
    scans,
    legs,
    signs,
    files: fileAccountsOf(calendar ? await filesOf(table, snapshot, calendar) : snapshot.files),
    settings,
    comparisons: calendar ? await comparisonsFor(table, calendar) : [],
  });
  return { ...content, heading: { ...heading, changes: latest ? changesSince(latest, content.totals) : [] } };
}

/** The period of a report about files: from its first call to its last. */
function spanOf(files: readonly FileItem[], calls: readonly Call[], zone: string): Period {
  return {
    label: labelOfFiles(files.map((file) => file.key)),
    // Calls of logs without any time come first, with a start of 0.
    from: calls.find(({ start }) => start > 0)?.start ?? 0,
    to: (calls.at(-1)?.start ?? 0) + 1,
    zone,
  };
}

/** The files that cover the period itself, and those that came in it and could not be read, whose times nobody knows. */
async function filesOf(table: Table, snapshot: Snapshot, { from, to }: TimeRange): Promise<FileItem[]> {
  const unread = (await quarantinedFiles(table)).filter(({ decidedAt }) => {
    const at = Date.parse(decidedAt) * 1000;
    return at >= from && at < to;
  });
  return [...snapshot.files.filter((file) => covers(file, { from, to })), ...unread];
}

function adviceOf({ share: _, before: __, ...advice }: ResponseRow): ResponseAdvice {
  return advice;
}

/** What stands out, in the words of mails, pages and the command. */
function titlesOf({ files, findings, calls, heading }: ReportContent): string[] {
  const titles = [...findingTexts(findings, calls, heading.period.zone).values()].map(({ title }) => title);
  return [...untoldFileSentences(files), ...titles];
}

function labelOfFiles(keys: readonly string[]): string {
  const [first = "no files", ...more] = keys.map((key) => key.split("/").slice(2).join("/") || key);
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}
