import {
  type IgnoreRule,
  ignoredRecords,
  type RecordCounts,
  type RejectedRecord,
} from "../logs/format/record-counts.ts";

/** Reasons kept with a file; the counts go on. */
const REJECTIONS_KEPT = 50;
const MAX_REASON_LENGTH = 300;

/** Counts what becomes of every record: used, ignored by a rule, or rejected. The three add up by construction. */
export class RecordAccount {
  #used = 0;
  #rejected = 0;
  readonly #ignored = new Map<IgnoreRule, number>();
  readonly rejections: RejectedRecord[] = [];

  use(): void {
    this.#used++;
  }

  ignore(rule: IgnoreRule): void {
    this.#ignored.set(rule, (this.#ignored.get(rule) ?? 0) + 1);
  }

  reject(line: number, reason: string): void {
    this.#rejected++;
    if (this.rejections.length < REJECTIONS_KEPT) {
      this.rejections.push({ line, reason: reason.slice(0, MAX_REASON_LENGTH) });
    }
  }

  counts(): RecordCounts {
    const ignored = Object.fromEntries(this.#ignored);
    return {
      total: this.#used + ignoredRecords({ ignored }) + this.#rejected,
      used: this.#used,
      ignored,
      rejected: this.#rejected,
    };
  }
}
