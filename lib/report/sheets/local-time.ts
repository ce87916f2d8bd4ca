import { UNTIMED } from "../../sip/call-event.ts";
import { zoneClock } from "../../time/zone-clock.ts";

export interface LocalTime {
  /** "2026-11-22 14:05"; "" where no log says when. */
  minute(at: number): string;
  /** "2026-11-22 14:05:09" */
  second(at: number): string;
  /** "14:05 – 16:20", with dates where the two are not of one day or `date` asks for it. */
  span(from: number | null, to: number | null, date?: boolean): string;
}

/** Instants (epoch µs) as sentences write them, by the clock of a zone. */
export function localTime(zone: string): LocalTime {
  const clock = zoneClock(zone);
  const iso = (at: number) => new Date((at + clock.offsetOf(at)) / 1000).toISOString().replace("T", " ");
  const minute = (at: number) => (at === UNTIMED ? "" : iso(at).slice(0, 16));
  const second = (at: number) => iso(at).slice(0, 19);
  return {
    minute,
    second,
    span(from, to, date = false) {
      if (from === UNTIMED || to === UNTIMED) return "";
      if (from === null) return to === null ? "" : `– ${minute(to)}`;
      const begin = minute(from);
      if (to === null) return `${date ? begin : begin.slice(11)} –`;
      const end = minute(to);
      if (begin.slice(0, 10) !== end.slice(0, 10)) return `${begin} – ${end}`;
      return `${date ? begin : begin.slice(11)} – ${end.slice(11)}`;
    },
  };
}
