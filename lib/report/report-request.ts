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
