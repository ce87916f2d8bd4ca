import { createHash } from "node:crypto";
import { type CalendarPeriod, calendarPeriod, type ReportKind } from "../../time/period.ts";

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

/** A request with its period looked up: the request is read once, and nobody asks again what it is about. */
export interface OpenedRequest {
  readonly kind: ReportKind;
  /** See {@link periodIdOf}. */
  readonly id: string;
  readonly zone: string;
  /** Null where the report is about files. */
  readonly calendar: CalendarPeriod | null;
  /** Empty where the report is about a period. */
  readonly fileIds: readonly string[];
}

/** @throws {RangeError} for a period or zone that does not exist. */
export function openRequest(request: ReportRequest): OpenedRequest {
  const { kind, zone } = request;
  const id = periodIdOf(request);
  if ("fileIds" in request) return { kind, id, zone, calendar: null, fileIds: request.fileIds };
  return { kind, id, zone, calendar: calendarPeriod(request.kind, request.period, zone), fileIds: [] };
}
