import { Temporal } from "temporal-polyfill";

const MS_PER_DAY = 86_400_000;
/** Serial of 1970-01-01 in the 1900 date system. */
const UNIX_EPOCH = 25_569;
/** 1900-03-01: before it Excel counts a day that never was (29 February 1900). */
const FIRST_SERIAL = 61;
/** 10000-01-01, the first day that Excel cannot show. */
const END_SERIAL = 2_958_466;

/**
 * Turns epoch milliseconds into Excel's day numbers as the wall clock of a zone shows them. Excel has
 * no zones, so the shift happens here. Null where Excel has no number for the date.
 */
export function excelSerialIn(zone: string): (epochMs: number) => number | null {
  const offsetAt = zoneOffsets(zone);
  return (epochMs) => {
    if (!Number.isFinite(epochMs) || Math.abs(epochMs) > 8.64e15) return null;
    const serial = (epochMs + offsetAt(epochMs)) / MS_PER_DAY + UNIX_EPOCH;
    // Ten decimals are 9 µs: finer than the clock of any log, and shorter to write.
    return serial >= FIRST_SERIAL && serial < END_SERIAL ? Math.round(serial * 1e10) / 1e10 : null;
  };
}

/** Offset of a zone from UTC in ms, asked once for each stretch between two changes of its clocks. */
function zoneOffsets(zone: string): (epochMs: number) => number {
  const stretches: { from: number; to: number; offset: number }[] = [];
  let last = { from: 0, to: 0, offset: 0 };
  return (epochMs) => {
    if (epochMs >= last.from && epochMs < last.to) return last.offset;
    const known = stretches.find((stretch) => epochMs >= stretch.from && epochMs < stretch.to);
    if (known) {
      last = known;
      return last.offset;
    }
    const here = Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMs)).toZonedDateTimeISO(zone);
    const previous = here.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
    last = {
      from: previous?.epochMilliseconds ?? -Infinity,
      to: here.getTimeZoneTransition("next")?.epochMilliseconds ?? Infinity,
      offset: here.offsetNanoseconds / 1e6,
    };
    stretches.push(last);
    return last.offset;
  };
}
