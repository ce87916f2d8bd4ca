import type { ZoneClock } from "../../time/zone-clock.ts";
import type { CodeClass, HourTables } from "../content/report-content.ts";
import type { Accumulator } from "./call-view.ts";
import { noClasses } from "./tally.ts";

interface Cell {
  calls: number;
  answered: number;
  classes: Record<CodeClass, number>;
}

/** Calls by the local hour in which they started; the hour that autumn repeats is one. */
export function hoursTable(clock: ZoneClock): Accumulator<HourTables> {
  const week = Array.from({ length: 7 }, day);
  return {
    add({ call, class: responseClass }) {
      const cell = week[clock.weekdayOf(call.start)]![clock.hourOf(call.start)]!;
      cell.calls++;
      cell.classes[responseClass]++;
      if (call.answered) cell.answered++;
    },
    rows() {
      const byHour = day();
      for (const hours of week) for (const [hour, cell] of hours.entries()) addTo(byHour[hour]!, cell);
      return { byHour, byWeekday: week };
    },
  };
}

function day(): Cell[] {
  return Array.from({ length: 24 }, () => ({ calls: 0, answered: 0, classes: noClasses() }));
}

function addTo(sum: Cell, cell: Cell): void {
  sum.calls += cell.calls;
  sum.answered += cell.answered;
  for (const [name, calls] of Object.entries(cell.classes)) sum.classes[name as CodeClass] += calls;
}
