import { localDayOf, nextDay, type Period } from "../../time/period.ts";
import type { ZoneClock } from "../../time/zone-clock.ts";
import type { TrendRow } from "../content/report-content.ts";
import { getOrMake } from "../measures/group-by.ts";
import type { Accumulator } from "./call-view.ts";
import { collectTally } from "./tally.ts";

/** Longer periods would be a list of empty days around a mistyped date. */
const MOST_DAYS = 400;

/** Local days of the period, also those without calls; nothing where the calls are of one day. */
export function trendTable(period: Period, clock: ZoneClock): Accumulator<TrendRow[]> {
  const days = new Map<string, ReturnType<typeof collectTally>>();
  return {
    add(view) {
      getOrMake(days, clock.dayOf(view.call.start), collectTally).add(view);
    },
    rows() {
      const named = daysOf(period) ?? [...days.keys()].sort();
      if (named.length < 2) return [];
      return named.map((day) => {
        const { calls, answered, asr, ner } = (days.get(day) ?? collectTally()).tally();
        return { day, calls, answered, asr, ner };
      });
    },
  };
}

function daysOf({ from, to, zone }: Period): string[] | null {
  const days: string[] = [];
  const last = localDayOf(to - 1, zone);
  for (let day = localDayOf(from, zone); day <= last; day = nextDay(day)) {
    if (days.push(day) > MOST_DAYS) return null;
  }
  return days;
}
