export const HOUR_US = 3_600_000_000;
export const DAY_US = 24 * HOUR_US;
