import type { RecordCounts, RejectedRecord } from "../../logs/format/record-counts.ts";

/** What became of one upload: every record of it is in exactly one of used, ignored or rejected. */
export interface FileAccount {
  readonly key: string;
  /** Id of the format, "" where none was recognised. */
  readonly format: string;
  readonly source: string;
  readonly state: "committed" | "quarantined" | "withdrawn";
  /** Why it was quarantined, else "". */
  readonly reason: string;
  readonly records: RecordCounts;
  /** The first rejections; `records.rejected` counts them all. */
  readonly rejections: readonly RejectedRecord[];
  /** Sentences about choices made while reading (zone taken, year taken …). */
  readonly notes: readonly string[];
}
