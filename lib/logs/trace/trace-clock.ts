import { DAY_US } from "../../time/durations.ts";
import { wallClock } from "../../time/wall-clock.ts";
import { dayStart } from "../time/calendar.ts";
import { TimeReader } from "../time/time-reader.ts";

/** Turns the times of a trace into epoch µs. Some have no year or no date, and some messages have no time at all. */
export interface TraceClock {
  /** Epoch µs; 0 if the text is no time. */
  read(text: string): number;
  /** A line between the messages: if it carries a date, that dates the times of day that follow. */
  sawLine(text: string): void;
  /** What a person should know about the times of this trace. */
  notes(): string[];
}

const TIME_OF_DAY = /^(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,6}))?$/;
const DATE = /(\d{4})[-/](\d\d)[-/](\d\d)[ T](\d\d):(\d\d)/;

export function traceClock(zone: string, writtenAtMs: number): TraceClock {
  const times = new TimeReader({ zone, dayFirst: false, writtenAtMs });
  const clock = wallClock(zone);
  let lastDated = "";
  /** The wall clock at the last dated or placed time, as if it were UTC. */
  let lastWall = Number.NaN;
  let undated = 0;
  let missing = 0;

  function place(timeOfDay: number): number {
    if (lastDated !== "") {
      const [, year, month, day, hour, minute] = DATE.exec(lastDated)!.map(Number);
      lastWall = dayStart(year!, month!, day!) + (hour! * 60 + minute!) * 60_000_000;
      lastDated = "";
    }
    undated++;
    if (Number.isNaN(lastWall)) {
      const writtenAt = writtenAtMs * 1000;
      const today = Math.floor(writtenAt / DAY_US) * DAY_US + timeOfDay;
      // One day of tolerance on both sides of UTC: no zone is farther from it.
      lastWall =
        [today + DAY_US, today, today - DAY_US].find((wall) => clock.toEpoch(wall) <= writtenAt) ?? today;
    } else {
      // A trace goes on: of the days around, the one that is nearest to what came before.
      const day = Math.floor(lastWall / DAY_US) * DAY_US;
      const candidates = [day, day + DAY_US, day - DAY_US].map((start) => start + timeOfDay);
      const from = lastWall;
      lastWall = candidates.reduce((a, b) => (Math.abs(b - from) < Math.abs(a - from) ? b : a));
    }
    return clock.toEpoch(lastWall);
  }

  return {
    read(text) {
      if (text === "") {
        missing++;
        return 0;
      }
      const time = TIME_OF_DAY.exec(text);
      if (time) {
        const seconds = (Number(time[1]) * 60 + Number(time[2])) * 60 + Number(time[3]);
        return place(seconds * 1e6 + Number((time[4] ?? "").padEnd(6, "0")));
      }
      const at = times.readText(text);
      if (Number.isNaN(at)) missing++;
      return Number.isNaN(at) ? 0 : at;
    },
    sawLine(text) {
      const head = text.slice(0, 80);
      if (DATE.test(head)) lastDated = head;
    },
    notes() {
      const notes = times.notes();
      if (undated > 0) {
        notes.push(
          `Times without a date, dated by the lines around them or by when the log was written: ${undated}`,
        );
      }
      if (missing > 0) notes.push(`Messages without a time: ${missing}`);
      return notes;
    },
  };
}
