import type { Call } from "../../../lib/calls/call.ts";
import { seededRandom } from "../../examples/random.ts";
import { BLANK, DAY_START, ended, SECOND } from "./generated-day.ts";

/** A run of calls, one every minute from the `from`th minute of the day on. */
export interface Run {
  readonly calls: number;
  readonly response: number;
  /** Numbers dialled, one after the other and from the first again. */
  readonly to: readonly string[];
  readonly gateway?: string;
  readonly caller?: string;
  readonly agent?: string;
  readonly minute?: number;
  readonly talkMs?: number;
  readonly everySeconds?: number;
}

/** A day written down run by run, in order of start. */
export function writtenDay(runs: readonly Run[]): Call[] {
  const random = seededRandom(7);
  return runs
    .flatMap(
      ({
        calls,
        response,
        to,
        gateway = "A",
        caller = "",
        agent = "",
        minute = 0,
        talkMs,
        everySeconds = 60,
      }) =>
        Array.from({ length: calls }, (_, n): Call => {
          const start = DAY_START + (minute * 60 + n * everySeconds) * SECOND;
          const call = ended(
            { ...BLANK, start, to: to[n % to.length]!, gateway, from: caller, agent },
            response,
            random,
          );
          if (!call.answered) return call;
          const talked = talkMs ?? 60_000;
          return { ...call, talkMs: talked, end: start + (call.setupMs! + talked) * 1000 };
        }),
    )
    .sort((a, b) => a.start - b.start)
    .map((call, n) => ({ ...call, callId: `call-${n}` }));
}

/** Epoch µs of the `minute`th minute of the day. */
export function minuteOf(minute: number): number {
  return DAY_START + minute * 60 * SECOND;
}

/** Different subscribers of one area: `+442079460000`, `+442079460001` … */
export function numbersOf(area: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => area + String(n).padStart(4, "0"));
}
