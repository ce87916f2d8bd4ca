import { UnreadableLogError } from "../format/log-format.ts";

/** Real logs pack at 5:1 to 40:1; a decompression bomb at 1,000:1 and more. */
const MAX_RATIO = 200;
/** Below this a high ratio does no harm: a short log of equal lines may reach it. */
const FREE_BYTES = 32 * 1024 * 1024;

export interface InflationLimit {
  packed(bytes: number): void;
  /** @throws {UnreadableLogError} once too much came out of too little. */
  inflated(bytes: number): void;
}

export function inflationLimit(): InflationLimit {
  let packed = 0;
  let inflated = 0;
  return {
    packed(bytes) {
      packed += bytes;
    },
    inflated(bytes) {
      inflated += bytes;
      if (inflated > FREE_BYTES && inflated > packed * MAX_RATIO) {
        throw new UnreadableLogError(
          `Cannot unpack log: it grows to more than ${MAX_RATIO} times its packed size, which no call log does`,
        );
      }
    },
  };
}
