import { shown } from "../text/shown.ts";
import type { TimeReader } from "../time/time-reader.ts";
import { lengthColumn } from "./length-column.ts";
import type { Columns, Row } from "./row.ts";
import type { RowProfile } from "./row-profile.ts";
import { timeColumn, timeText, UNUSABLE } from "./time-column.ts";

/** When the call of a row began, was answered and ended, as far as its columns tell. One object serves all rows. */
export class RowTimes {
  /** Epoch µs; NaN where the row does not tell. */
  begin = Number.NaN;
  answer = Number.NaN;
  end = Number.NaN;
  /** Talk time in ms; NaN where the row has none. */
  talk = Number.NaN;
  /** The row has a time of answer, be it one that cannot be used. */
  hasAnswer = false;
  readonly #starts: readonly number[];
  readonly #startIn: ReturnType<typeof timeColumn>;
  readonly #answerIn: ReturnType<typeof timeColumn>;
  readonly #endIn: ReturnType<typeof timeColumn>;
  readonly #durationIn: (row: Row) => number;
  readonly #talkIn: (row: Row) => number;

  constructor(profile: RowProfile, columns: Columns, times: TimeReader) {
    this.#starts = columns.start;
    this.#startIn = timeColumn(columns.start, times);
    this.#answerIn = timeColumn(columns.answer, times);
    this.#endIn = timeColumn(columns.end, times);
    this.#durationIn = lengthOf("duration", profile, columns);
    this.#talkIn = lengthOf("talk", profile, columns);
  }

  /** Returns why the times of the row cannot be used, "" if they can. */
  read(row: Row): string {
    const start = this.#startIn(row, false);
    if (start === UNUSABLE) return `Time "${shown(timeText(row, this.#starts))}" is not a date`;
    const duration = this.#durationIn(row);
    const talk = this.#talkIn(row);
    const answer = this.#answerIn(row, talk >= 0);
    let end = this.#endIn(row, duration >= 0);
    if (end === UNUSABLE) end = Number.NaN;
    if (Number.isNaN(end) && duration >= 0) end = start + microseconds(duration);
    const begin = Number.isNaN(start)
      ? end - microseconds(duration >= 0 ? duration : talk >= 0 ? talk : 0)
      : start;
    this.begin = begin;
    this.hasAnswer = !Number.isNaN(answer);
    this.answer = answer === UNUSABLE ? Number.NaN : answer;
    this.end = end;
    this.talk = talk;
    return Number.isNaN(begin) ? "Row without a time" : "";
  }

  /** Brings the times into the order that they must have, now that the result of the call is known. */
  settle(answered: boolean): void {
    const { begin, talk } = this;
    let { answer, end } = this;
    if (!answered) answer = Number.NaN;
    else if (Number.isNaN(answer) && talk >= 0 && end - microseconds(talk) >= begin)
      answer = end - microseconds(talk);
    // An export in whole seconds may round the answer to before the start, or the end to before the answer.
    if (answer < begin) answer = begin;
    if (end < begin) end = begin;
    if (end < answer) end = answer;
    this.answer = answer;
    this.end = end;
  }
}

/** Reads a length of time in ms. */
export function lengthOf(
  meaning: "duration" | "talk" | "ring" | "delay",
  { milliseconds }: RowProfile,
  columns: Columns,
): (row: Row) => number {
  return lengthColumn(columns[meaning], milliseconds?.includes(meaning) ? 1 : 1_000);
}

function microseconds(ms: number): number {
  return Math.round(ms * 1_000);
}
