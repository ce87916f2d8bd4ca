import type { Call } from "../../calls/call.ts";
import { plainNumber } from "../../numbering/plain-number.ts";

/** The part of a call by which retries are found. */
export type DialledCall = Pick<Call, "start" | "end" | "to" | "gateway" | "answered" | "direction">;

/** Calls to one number, one after the other, until it answered or nobody tried again. */
export interface RetrySeries {
  readonly number: string;
  /** Indices of the calls, in order of start. */
  readonly calls: readonly number[];
  readonly gateways: readonly string[];
  /** "at once": the first call was answered. "recovered": a later one. "lost": none. */
  readonly result: "at once" | "recovered" | "lost";
  /** Recovered on another gateway than the first call's. */
  readonly failover: boolean;
}

export interface RetrySummary {
  readonly calls: number;
  /** Series, that is numbers which somebody tried to reach: what a person means by a call. */
  readonly series: number;
  readonly atOnce: number;
  readonly recovered: number;
  readonly recoveredByFailover: number;
  readonly lost: number;
}

const MINUTE = 60_000_000;

/**
 * Puts together the calls that tried to reach the same number: each begins within `withinMinutes`
 * of the end (else the start) of the one before. An answer ends the series. Calls without a number
 * stand alone, and so does every inbound call: their repetition is not ours.
 */
export function groupRetries(calls: readonly DialledCall[], withinMinutes = 15): RetrySeries[] {
  const order = calls.map((_, i) => i).sort((a, b) => calls[a]!.start - calls[b]!.start || a - b);
  const open = new Map<string, { indices: number[]; until: number }>();
  const series: { number: string; indices: number[] }[] = [];
  for (const i of order) {
    const call = calls[i]!;
    const number = dialled(call);
    const known = number === "" ? undefined : open.get(number);
    const until = (call.end ?? call.start) + withinMinutes * MINUTE;
    if (known && call.start <= known.until) {
      known.indices.push(i);
      known.until = Math.max(known.until, until);
    } else {
      const indices = [i];
      series.push({ number, indices });
      if (number !== "") open.set(number, { indices, until });
    }
    if (call.answered) open.delete(number);
  }
  return series.map(({ number, indices }) => seriesOf(number, indices, calls));
}

export function summariseRetries(series: Iterable<RetrySeries>): RetrySummary {
  const summary = { calls: 0, series: 0, atOnce: 0, recovered: 0, recoveredByFailover: 0, lost: 0 };
  for (const { calls, result, failover } of series) {
    summary.calls += calls.length;
    summary.series++;
    if (result === "at once") summary.atOnce++;
    else if (result === "lost") summary.lost++;
    else summary.recovered++;
    if (failover) summary.recoveredByFailover++;
  }
  return summary;
}

function seriesOf(number: string, indices: readonly number[], calls: readonly DialledCall[]): RetrySeries {
  const first = calls[indices[0]!]!;
  const last = calls[indices.at(-1)!]!;
  const result = first.answered ? "at once" : last.answered ? "recovered" : "lost";
  return {
    number,
    calls: indices,
    gateways: [...new Set(indices.map((i) => calls[i]!.gateway))],
    result,
    failover: result === "recovered" && last.gateway !== first.gateway,
  };
}

/** The number that was called; "" where there is none of ours to retry. */
function dialled({ to, direction }: DialledCall): string {
  return direction === "inbound" ? "" : plainNumber(to);
}
