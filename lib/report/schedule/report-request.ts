import { createHash } from "node:crypto";

/** What a report is asked to be about: some uploads, or a calendar period in a zone. */
export type ReportRequest = FilesRequest | PeriodRequest;

export interface FilesRequest {
  readonly kind: "set" | "file";
  readonly fileIds: readonly string[];
  /** IANA zone in which times are shown. */
  readonly zone: string;
}

export interface PeriodRequest {
  readonly kind: "day" | "week" | "month";
  /** "2026-11-20", "2026-W47" or "2026-11". */
  readonly period: string;
  /** IANA zone in which a day is a day. */
  readonly zone: string;
}

/** Identifies what a report is about, whatever the revision. */
export function periodIdOf(request: ReportRequest): string {
  if (!("fileIds" in request)) return `${request.period}@${request.zone}`;
  if (request.kind === "file") return `${request.fileIds[0]}@${request.zone}`;
  const ids = [...new Set(request.fileIds)].sort().join("\n");
  return `${createHash("sha256").update(ids).digest("hex").slice(0, 32)}@${request.zone}`;
}
