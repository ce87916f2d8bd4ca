import {
  type IgnoreRule,
  ignoredRecords,
  OTHER_WORDS,
  type RecordCounts,
  type RejectedRecord,
} from "../logs/format/record-counts.ts";

/** Reasons kept with a file; the counts go on. */
const REJECTIONS_KEPT = 50;
const MAX_REASON_LENGTH = 300;
/** Different words kept with a file; those beyond are counted together. */
const WORDS_KEPT = 30;
const MAX_WORD_LENGTH = 60;

/** Counts what becomes of every record: used, ignored by a rule, or rejected. The three add up by construction. */
export class RecordAccount {
  #used = 0;
  #rejected = 0;
  readonly #ignored = new Map<IgnoreRule, number>();
  readonly rejections: RejectedRecord[] = [];
  readonly #unknownResults = new Map<string, number>();

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

  /** Notes a result in a word that nobody knows: not a record of its own. */
  unknownResult(word: string): void {
    const known = word.slice(0, MAX_WORD_LENGTH);
    const isKept = this.#unknownResults.has(known) || this.#unknownResults.size < WORDS_KEPT;
    const name = isKept ? known : OTHER_WORDS;
    this.#unknownResults.set(name, (this.#unknownResults.get(name) ?? 0) + 1);
  }

  /** Records by the word that they give as a result. */
  unknownResults(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#unknownResults);
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
