/** How one language writes numbers in sentences; cells carry numbers, not text. */
export interface NumberText {
  count(value: number): string;
  /** A ratio with one decimal: "62.1%". */
  percent(value: number | null): string;
  /** A difference of two ratios in percentage points: "2.3 points". */
  points(difference: number): string;
  /** A duration in ms: "0.42 s", "42 s", "12 min 5 s", "3 h 20 min". */
  duration(ms: number | null): string;
}

export function englishNumbers(notAvailable: string): NumberText {
  const integer = new Intl.NumberFormat("en-US");
  const one = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    count: (value) => integer.format(value),
    percent: (value) => (value === null ? notAvailable : `${one.format(value * 100)}%`),
    points: (difference) => `${one.format(Math.abs(difference) * 100)} points`,
    duration(ms) {
      if (ms === null) return notAvailable;
      const seconds = ms / 1000;
      if (seconds < 10) return `${seconds.toFixed(2)} s`;
      if (seconds < 90) return `${Math.round(seconds)} s`;
      const whole = Math.round(seconds);
      const minutes = Math.floor(whole / 60);
      if (minutes < 100) return `${minutes} min ${whole % 60} s`;
      return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    },
  };
}
