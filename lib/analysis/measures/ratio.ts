/**
 * A part of calls. `low` and `high` are the 95 % Wilson score interval. A ratio with nothing in its
 * denominator is undefined (RFC 6076 §4): its value is null, which is printed as n/a.
 */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Fewer than 100 in the denominator: may be low by chance. */
  readonly small: boolean;
}

const SMALL_SAMPLE = 100;

/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959963984540054;

export function ratio(numerator: number, denominator: number): Ratio {
  const small = denominator < SMALL_SAMPLE;
  if (denominator === 0) return { numerator, denominator, value: null, low: null, high: null, small };
  const value = numerator / denominator;
  const square = (Z * Z) / denominator;
  const centre = value + square / 2;
  const margin = Z * Math.sqrt((value * (1 - value) + square / 4) / denominator);
  return {
    numerator,
    denominator,
    value,
    low: numerator === 0 ? 0 : (centre - margin) / (1 + square),
    high: numerator === denominator ? 1 : (centre + margin) / (1 + square),
    small,
  };
}
