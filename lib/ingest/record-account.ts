import type { IgnoreRule } from "../logs/log-format.ts";
import type { RecordCounts, Rejection } from "../store/files.ts";

/** Reasons kept with a file; the counts go on. */
const REJECTIONS_KEPT = 50;
const MAX_REASON_LENGTH = 300;

/** Counts what becomes of every record: used, ignored by a rule, or rejected. The three add up by construction. */
export class RecordAccount {
  #used = 0;
  #rejected = 0;
  readonly #ignored = new Map<IgnoreRule, number>();
  readonly rejections: Rejection[] = [];

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
    let ignored = 0;
    for (const count of this.#ignored.values()) ignored += count;
    return {
      total: this.#used + ignored + this.#rejected,
      used: this.#used,
      ignored,
      rejected: this.#rejected,
      ignoredByRule: Object.fromEntries(this.#ignored),
    };
  }
}
