import { Temporal } from "temporal-polyfill";
import { DAY_US, HOUR_US } from "./durations.ts";

/** Zones without a coming change keep their offset for good. */
const FOREVER = Number.MAX_SAFE_INTEGER;

/** Reads local days and hours off instants (epoch µs) of one zone. */
export interface ZoneClock {
  /** "2026-11-22". */
  dayOf(at: number): string;
  /** 0–23. */
  hourOf(at: number): number;
  /** 0 = Monday … 6 = Sunday. */
  weekdayOf(at: number): number;
  /** Local minus UTC, µs. */
  offsetOf(at: number): number;
}

/**
 * A million look-ups cost as much as a million subtractions: the offset is asked for once for each
 * stretch between two changes of the zone, the date once for each local day.
 *
 * @throws {RangeError} for an unknown zone.
 */
export function zoneClock(zone: string): ZoneClock {
  const days = new Map<number, string>();
  let stretch = stretchAt(0, zone);

  function offsetOf(at: number): number {
    if (at < stretch.from || at >= stretch.to) stretch = stretchAt(at, zone);
    return stretch.offset;
  }
  function dayNumber(at: number): number {
    return Math.floor((at + offsetOf(at)) / DAY_US);
  }
  return {
    offsetOf,
    dayOf(at) {
      const number = dayNumber(at);
      let day = days.get(number);
      if (day === undefined) {
        day = new Date(number * 86_400_000).toISOString().slice(0, 10);
        days.set(number, day);
      }
      return day;
    },
    hourOf(at) {
      return Math.floor((at + offsetOf(at)) / HOUR_US) - dayNumber(at) * 24;
    },
    weekdayOf(at) {
      // Day 0, 1 January 1970, was a Thursday.
      return (((dayNumber(at) + 3) % 7) + 7) % 7;
    },
  };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

function stretchAt(at: number, zone: string): Stretch {
  const moment = Temporal.Instant.fromEpochMilliseconds(Math.floor(at / 1000)).toZonedDateTimeISO(zone);
  // "previous" looks strictly before an instant: one millisecond later finds a change at this very one.
  const before = moment.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const after = moment.getTimeZoneTransition("next");
  return {
    from: before === null ? -FOREVER : before.epochMilliseconds * 1000,
    to: after === null ? FOREVER : after.epochMilliseconds * 1000,
    offset: moment.offsetNanoseconds / 1000,
  };
}
