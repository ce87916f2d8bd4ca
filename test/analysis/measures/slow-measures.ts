import type { MeasuredCall } from "../../../lib/analysis/measures/metric-definitions.ts";

/*
 * The metrics once more, written from their definitions (RFC 6076 §4.3–4.9, ITU-T E.411 and E.425)
 * and not from the product: one filter per sentence, Wilson's interval from the textbook, percentiles
 * by counting.
 */

export function slowMeasures(every: readonly MeasuredCall[], invalidNumbersAreEffective: boolean) {
  const all = every.filter((c) => c.direction !== "internal");
  const last =
    (...codes: number[]) =>
    (c: MeasuredCall) =>
      codes.indexOf(c.lastResponse) >= 0;
  const untold = all.filter((c) => c.outcome === "incomplete" || c.outcome === "result not told");
  const bids = all.filter((c) => !untold.includes(c));
  const blocked = all.filter((c) => c.lastResponse >= 900 && c.lastResponse <= 999);
  const seizures = bids.filter((c) => !blocked.includes(c));
  const redirected = all.filter((c) => Math.floor(c.lastResponse / 100) === 3);
  const requests = seizures.filter((c) => !redirected.includes(c));
  const answered = all.filter((c) => c.answered);

  const effective = seizures.filter((c) => {
    if (c.answered) return true;
    if (c.override && c.override.countsAsSuccess !== undefined) return c.override.countsAsSuccess;
    if (c.outcome === "network blocked") return false;
    const busy = last(486, 600)(c);
    const rang = last(180, 181, 182, 183)(c) || (last(408, 487)(c) && c.stage === "progress");
    const away = last(480)(c);
    const refused = last(603, 607)(c);
    const wrong = invalidNumbersAreEffective && last(404, 410, 484, 604)(c);
    return busy || rang || away || refused || wrong;
  });
  const established = requests.filter((c) => {
    if (c.answered) return true;
    if (c.override && c.override.countsAsSuccess !== undefined) return c.override.countsAsSuccess;
    return c.outcome !== "network blocked" && last(480, 486, 600, 603)(c);
  });
  const completed = seizures.filter((c) => {
    if (!c.answered || c.flags.includes("dropped-in-dialog")) return false;
    return c.byeAnswered === null ? c.stage === "ended" : c.byeAnswered;
  });

  const known = (values: (number | null)[]) => values.filter((ms) => ms !== null);
  const gaps = known(all.map((c) => c.tryingGapMs));
  const talks = known(answered.map((c) => c.talkMs));
  const failed = all.filter((c) => !c.answered && !last(401, 402, 407)(c));
  const dialDelays = all.map((c) => {
    const first = c.responses.findIndex((code) => code >= 101 && code <= 198);
    const ms = first < 0 ? null : c.responseOffsetsMs[first]!;
    return ms !== null && ms < 0 ? null : ms;
  });

  return {
    calls: all.length,
    uncounted: all.length - bids.length,
    bids: bids.length,
    blocked: blocked.length,
    seizures: seizures.length,
    redirected: redirected.length,
    answered: answered.length,
    shortCalls: talks.filter((ms) => ms < 10_000).length,
    ratios: {
      asr: wilson(answered.length, seizures.length),
      har: wilson(
        answered.filter((c) => !["machine", "voicemail", "queue", "ivr"].includes(c.pickedUpBy ?? "")).length,
        seizures.length,
      ),
      abr: wilson(answered.length, bids.length),
      ner: wilson(effective.length, seizures.length),
      ser: wilson(answered.length, requests.length),
      seer: wilson(established.length, requests.length),
      isa: wilson(seizures.filter(last(408, 500, 503, 504)).length, seizures.length),
      scr: wilson(completed.length, seizures.length),
    },
    acdMs: talks.length === 0 ? null : close(mean(talks)),
    durations: {
      requestDelayAnswered: spread(known(answered.map((c) => c.sessionRequestDelayMs))),
      requestDelayFailed: spread(known(failed.map((c) => c.sessionRequestDelayMs))),
      postDial: spread(known(dialDelays)),
      tryingGap: spread(gaps),
      ring: spread(known(all.map((c) => c.ringMs))),
      setup: spread(known(all.map((c) => c.setupMs))),
      talk: spread(talks),
    },
    normalGap: wilson(gaps.filter((ms) => ms <= 3000).length, gaps.length),
    stalledGaps: gaps.filter((ms) => ms >= 10_000).length,
  };
}

/** Solves (p − k/n)² = z² p (1 − p) / n for p: the interval as Wilson wrote it down in 1927. */
function wilson(k: number, n: number) {
  if (n === 0) return { numerator: k, denominator: n, value: null, low: null, high: null, small: true };
  const z2 = 1.959963984540054 ** 2;
  const [a, b, c] = [n + z2, -(2 * k + z2), (k * k) / n];
  const root = Math.sqrt(b * b - 4 * a * c);
  return {
    numerator: k,
    denominator: n,
    value: k / n,
    low: close(Math.max(0, (-b - root) / (2 * a))),
    high: close((-b + root) / (2 * a)),
    small: n < 100,
  };
}

/** The smallest value that at least this part of the values does not exceed. */
function percentile(values: number[], part: number): number {
  return Math.min(...values.filter((v) => values.filter((w) => w <= v).length >= part * values.length));
}

function spread(values: number[]) {
  const n = values.length;
  if (n === 0) return { n, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };
  return {
    n,
    mean: close(mean(values)),
    p50: percentile(values, 0.5),
    p90: percentile(values, 0.9),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
    max: Math.max(...values),
  };
}

function mean(values: number[]): number {
  return values.reduce((sum, ms) => sum + ms, 0) / values.length;
}

/** Equal up to rounding: the two sides add up in different orders. */
function close(value: number): { asymmetricMatch(other: unknown): boolean } {
  const tolerance = 1e-9 * Math.max(1, Math.abs(value));
  return { asymmetricMatch: (other) => typeof other === "number" && Math.abs(other - value) <= tolerance };
}
