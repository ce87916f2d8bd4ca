/** How a duration is spread, in ms; every figure null where `n` is 0. Percentiles are nearest-rank: a value that occurred. */
export interface Spread {
  readonly n: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

export interface SpreadCollector {
  /** Null, the unknown duration, is left out. */
  add(ms: number | null): void;
  merge(other: SpreadCollector): void;
  readonly values: Float64Array;
  spread(): Spread;
}

const NOTHING: Spread = { n: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };

/** Collects durations exactly: 8 bytes each. */
export function collectSpread(): SpreadCollector {
  let values = new Float64Array(16);
  let n = 0;

  function reserve(more: number): void {
    if (n + more <= values.length) return;
    const larger = new Float64Array(Math.max(n + more, values.length * 2));
    larger.set(values.subarray(0, n));
    values = larger;
  }

  return {
    add(ms) {
      if (ms === null) return;
      reserve(1);
      values[n++] = ms;
    },
    merge(other) {
      const more = other.values;
      reserve(more.length);
      values.set(more, n);
      n += more.length;
    },
    get values() {
      return values.subarray(0, n);
    },
    spread() {
      if (n === 0) return NOTHING;
      const sorted = values.slice(0, n).sort();
      let sum = 0;
      for (const value of sorted) sum += value;
      const at = (part: number): number => sorted[Math.ceil(part * n) - 1]!;
      return {
        n,
        mean: sum / n,
        p50: at(0.5),
        p90: at(0.9),
        p95: at(0.95),
        p99: at(0.99),
        max: sorted[n - 1]!,
      };
    },
  };
}
