import { UNTIMED } from "../../sip/call-event.ts";
import { DAY_US } from "../../time/durations.ts";
import { type WallClock, wallClock } from "../../time/wall-clock.ts";
import { dayStart } from "../time/calendar.ts";
import { TimeReader } from "../time/time-reader.ts";

const TIME_OF_DAY = /^(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,6}))?$/;
const DATE = /(\d{4})[-/](\d\d)[-/](\d\d)[ T](\d\d):(\d\d)/;

/** Turns the times of a trace into epoch µs. Some have no year or no date, and some messages have no time at all. */
export class TraceClock {
  readonly #times: TimeReader;
  readonly #clock: WallClock;
  readonly #writtenAtMs: number;
  #lastDated = "";
  /** The wall clock at the last dated or placed time, as if it were UTC. */
  #lastWall = Number.NaN;
  #undated = 0;
  #missing = 0;
  #hasTimes = false;

  constructor(zone: string, writtenAtMs: number) {
    this.#times = new TimeReader({ zone, dayFirst: false, writtenAtMs });
    this.#clock = wallClock(zone);
    this.#writtenAtMs = writtenAtMs;
  }

  /** Epoch µs. Where the text is no time, the place in a trace that has shown none, UNTIMED in one that has. */
  read(text: string): number {
    const time = TIME_OF_DAY.exec(text);
    if (time) {
      this.#hasTimes = true;
      const seconds = (Number(time[1]) * 60 + Number(time[2])) * 60 + Number(time[3]);
      return this.#place(seconds * 1e6 + Number((time[4] ?? "").padEnd(6, "0")));
    }
    const at = text === "" ? Number.NaN : this.#times.readText(text);
    if (!Number.isNaN(at)) {
      this.#hasTimes = true;
      return at;
    }
    this.#missing++;
    return this.#hasTimes ? UNTIMED : this.#missing;
  }

  /** A line between the messages: if it carries a date, that dates the times of day that follow. */
  sawLine(text: string): void {
    const head = text.slice(0, 80);
    if (DATE.test(head)) this.#lastDated = head;
  }

  /** What a person should know about the times of this trace. */
  notes(): string[] {
    const notes = this.#times.notes();
    if (this.#undated > 0) {
      notes.push(
        `Times without a date, dated by the lines around them or by when the log was written: ${this.#undated}`,
      );
    }
    if (this.#missing > 0) notes.push(`Messages without a time: ${this.#missing}`);
    return notes;
  }

  #place(timeOfDay: number): number {
    if (this.#lastDated !== "") {
      const [, year, month, day, hour, minute] = DATE.exec(this.#lastDated)!.map(Number);
      this.#lastWall = dayStart(year!, month!, day!) + (hour! * 60 + minute!) * 60_000_000;
      this.#lastDated = "";
    }
    this.#undated++;
    this.#lastWall = Number.isNaN(this.#lastWall)
      ? this.#lastBeforeWriting(timeOfDay)
      : nearestDay(timeOfDay, this.#lastWall);
    return this.#clock.toEpoch(this.#lastWall);
  }

  #lastBeforeWriting(timeOfDay: number): number {
    const writtenAt = this.#writtenAtMs * 1000;
    const today = Math.floor(writtenAt / DAY_US) * DAY_US + timeOfDay;
    // One day of tolerance on both sides of UTC: no zone is farther from it.
    return (
      [today + DAY_US, today, today - DAY_US].find((wall) => this.#clock.toEpoch(wall) <= writtenAt) ?? today
    );
  }
}

/** A trace goes on: of the days around, the one that is nearest to what came before. */
function nearestDay(timeOfDay: number, before: number): number {
  const day = Math.floor(before / DAY_US) * DAY_US;
  return [day, day + DAY_US, day - DAY_US]
    .map((start) => start + timeOfDay)
    .reduce((a, b) => (Math.abs(b - before) < Math.abs(a - before) ? b : a));
}
