import { Temporal } from "temporal-polyfill";

const QUARTER_US = 15 * 60_000_000;
const MAX_CACHED = 50_000;

/** Turns the wall clock of one zone into epoch µs. */
export interface WallClock {
  /** `wall` is the epoch µs that the same wall clock would be in UTC. A repeated hour is the first of the two. */
  toEpoch(wall: number): number;
  /** How many times fell into an hour that a clock change repeats. */
  readonly ambiguous: number;
}

/** @param zone IANA name. All zones change on quarter hours, so one lookup serves fifteen minutes. */
export function wallClock(zone: string): WallClock {
  const offsets = new Map<number, { offset: number; ambiguous: boolean }>();
  let lastQuarter = Number.NaN;
  let last = { offset: 0, ambiguous: false };
  const clock = {
    ambiguous: 0,
    toEpoch(wall: number): number {
      if (zone === "UTC" || Number.isNaN(wall)) return wall;
      const quarter = Math.floor(wall / QUARTER_US);
      if (quarter !== lastQuarter) {
        let found = offsets.get(quarter);
        if (!found) {
          found = lookUp(zone, quarter);
          if (offsets.size >= MAX_CACHED) offsets.clear();
          offsets.set(quarter, found);
        }
        last = found;
        lastQuarter = quarter;
      }
      if (last.ambiguous) clock.ambiguous++;
      return wall - last.offset;
    },
  };
  return clock;
}

function lookUp(zone: string, quarter: number): { offset: number; ambiguous: boolean } {
  const wallMs = quarter * (QUARTER_US / 1_000);
  const plain = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO("UTC").toPlainDateTime();
  // "compatible": of a repeated time the first, a skipped time moves on by the gap.
  const at = plain.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
  const later = plain.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds;
  return { offset: (wallMs - at) * 1_000, ambiguous: later > at };
}
