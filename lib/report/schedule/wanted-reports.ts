import type { Settings } from "../../settings/settings.ts";
import { withdrawFile } from "../../store/file-decisions.ts";
import { type FileItem, getFiles } from "../../store/files.ts";
import { fileIdOf, startOfUtcHour } from "../../store/keys.ts";
import { latestReport } from "../../store/reports.ts";
import { covers, snapshotOfPeriod } from "../../store/snapshot.ts";
import type { Table } from "../../store/table.ts";
import type { CalendarPeriod } from "../../time/period.ts";
import { dueReports, olderReports } from "./due-reports.ts";
import type { ReportMessage } from "./report-message.ts";
import { periodIdOf, type ReportRequest } from "./report-request.ts";

export interface Circumstances {
  readonly table: Table;
  readonly uploadsBucket: string;
  readonly settings: Settings;
  /** Of the calendar reports. */
  readonly zone: string;
  readonly now: Date;
}

/** The reports that a message asks for, in the order in which they are to be made. */
export async function wantedReports(here: Circumstances, message: ReportMessage): Promise<ReportRequest[]> {
  switch (message.type) {
    case "make":
      return [message.request];
    case "file-decided":
      return afterDecision(here, message.fileId);
    case "withdraw":
      return afterWithdrawal(here, fileIdOf(here.uploadsBucket, message.key));
    case "nightly":
    case "reconcile":
      return due(here);
    case "revoke":
      return [];
  }
}

async function afterDecision(here: Circumstances, fileId: string): Promise<ReportRequest[]> {
  const [file] = await getFiles(here.table, [fileId]);
  if (file?.state !== "committed") return [];
  const own: ReportRequest[] = here.settings.reportEachUpload
    ? [{ kind: "file", fileIds: [fileId], zone: here.zone }]
    : [];
  return [...own, ...(await reportedBefore(here, file))];
}

async function afterWithdrawal(here: Circumstances, fileId: string): Promise<ReportRequest[]> {
  const [file] = await getFiles(here.table, [fileId]);
  if (!(await withdrawFile(here.table, fileId, here.now))) return [];
  return [...(await due(here)), ...(file ? await reportedBefore(here, file) : [])];
}

function due({ table, zone, now }: Circumstances): Promise<ReportRequest[]> {
  const hasCalls = async (period: CalendarPeriod) =>
    (await snapshotOfPeriod(table, period.from, period.to)).files.some((file) => covers(file, period));
  return dueReports(now, zone, hasCalls);
}

/** Older calendar reports that the file touches: late logs and withdrawals reach as far back as reports do. */
async function reportedBefore({ table, zone, now }: Circumstances, file: FileItem): Promise<ReportRequest[]> {
  const touched = olderReports(Object.keys(file.hours).map(startOfUtcHour), zone, now);
  const exists = await Promise.all(
    touched.map((request) => latestReport(table, request.kind, periodIdOf(request))),
  );
  return touched.filter((_, i) => exists[i] !== undefined);
}
