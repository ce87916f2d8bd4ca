import type { IgnoreRule } from "../logs/log-format.ts";

/** What became of one upload: every record of it is in exactly one of used, ignored or rejected. */
export interface FileAccount {
  readonly key: string;
  /** Id of the format, "" where none was recognised. */
  readonly format: string;
  readonly source: string;
  readonly state: "committed" | "quarantined" | "withdrawn";
  /** Why it was quarantined, else "". */
  readonly reason: string;
  readonly records: {
    readonly total: number;
    readonly used: number;
    readonly ignored: Readonly<Partial<Record<IgnoreRule, number>>>;
    readonly rejected: number;
  };
  /** The first rejections; `records.rejected` counts them all. */
  readonly rejections: readonly { readonly line: number; readonly reason: string }[];
  /** Sentences about choices made while reading (zone taken, year taken …). */
  readonly notes: readonly string[];
}
