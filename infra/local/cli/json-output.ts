import type { Call } from "../../../lib/calls/call.ts";
import { ignoredRecords } from "../../../lib/logs/format/record-counts.ts";
import { callRecord } from "../../../lib/report/call-record.ts";
import type { FileItem } from "../../../lib/store/files.ts";
import type { ReportItem } from "../../../lib/store/reports.ts";

/** A report that was made and fetched through its link. */
export interface FetchedReport {
  readonly report: ReportItem;
  readonly link: string;
  /** Path of the workbook. */
  readonly path: string;
  readonly bytes: number;
  readonly tickets: readonly FetchedTicket[];
}

/** A workbook that is meant for one provider. */
export interface FetchedTicket {
  readonly gateway: string;
  readonly link: string;
  readonly path: string;
  readonly bytes: number;
}

export interface RunResult {
  readonly files: readonly FileItem[];
  readonly reports: readonly FetchedReport[];
  /** Counts over all calls of the files. */
  readonly lastResponses: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly calls: readonly Call[] | undefined;
  /** Calls whose start is in no file. */
  readonly fragments: readonly Call[] | undefined;
  readonly scans: readonly Call[] | undefined;
  readonly elapsedMs: number;
}

/** The one object that `--json` prints. */
export function jsonOutput(outcome: RunResult) {
  const keyOf = new Map(outcome.files.map((file) => [file.fileId, file.key]));
  return {
    files: outcome.files.map(({ key, format, state, reason, records, rejections, unknownResults }) => {
      const { total, used, rejected } = records;
      const counts = { total, used, ignored: ignoredRecords(records), rejected };
      return { key, format, state, reason, records: counts, rejections, unknownResults };
    }),
    reports: outcome.reports.map(({ report, link, path, bytes, tickets }) => ({
      kind: report.kind,
      period: report.kind === "day" ? report.label : report.fileIds.map((id) => keyOf.get(id) ?? id),
      revision: report.revision,
      path,
      link,
      bytes,
      totals: { ...report.totals, summary: report.summary },
      ...(tickets.length > 0 && { tickets }),
    })),
    lastResponses: outcome.lastResponses,
    outcomes: outcome.outcomes,
    elapsedMs: outcome.elapsedMs,
    ...(outcome.calls && { calls: outcome.calls.map(callRecord) }),
    ...(outcome.scans && { scans: outcome.scans.map(callRecord) }),
    ...(outcome.fragments && { fragments: outcome.fragments.map(callRecord) }),
  };
}
