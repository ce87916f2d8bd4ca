import type { RecordCounts, RejectedRecord } from "../../logs/format/record-counts.ts";
import type { Outcome } from "../../sip/outcomes.ts";

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
  /** Records by the word for a result that nobody knows. */
  readonly unknownResults: Readonly<Record<string, number>>;
  /** Calls of this file by outcome, as it alone shows them. */
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Sentences about choices made while reading (zone taken, year taken …). */
  readonly notes: readonly string[];
}

/** Most calls of the file have no result that it tells: its figures would be about the rest alone. */
export function isMostlyUntold({ outcomes }: Pick<FileAccount, "outcomes">): boolean {
  const { untold, calls } = untoldCalls({ outcomes });
  return 2 * untold > calls;
}

export function untoldCalls({ outcomes }: Pick<FileAccount, "outcomes">): { untold: number; calls: number } {
  const calls = Object.values(outcomes).reduce((sum, n) => sum + n, 0);
  return { untold: outcomes["result not told"] ?? 0, calls };
}
