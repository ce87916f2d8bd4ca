import { CALENDAR_END_US } from "../time/calendar.ts";

type Clock = (high: number, low: number) => number;

/**
 * Turns the 64-bit time stamps of a pcapng interface into epoch µs.
 *
 * @param resolution Value of its if_tsresol option (draft-ietf-opsawg-pcapng §4.2): a power of ten, or
 * with the upper bit set of two.
 * @param offsetSeconds Value of its if_tsoffset option.
 * @returns a clock that gives 0 for stamps outside of the calendar: a damaged one is no time.
 */
export function pcapngClock(resolution: number, offsetSeconds: number): Clock {
  const clock = anyClock(resolution, offsetSeconds);
  return (high, low) => {
    const at = clock(high, low);
    return at > 0 && at < CALENDAR_END_US ? at : 0;
  };
}

function anyClock(resolution: number, offsetSeconds: number): Clock {
  const offset = offsetSeconds * 1e6;
  const exponent = resolution & 0x7f;
  if (resolution & 0x80) {
    return (high, low) =>
      Number((((BigInt(high) << 32n) | BigInt(low)) * 1_000_000n) >> BigInt(exponent)) + offset;
  }
  if (exponent <= 6) {
    const factor = 10 ** (6 - exponent);
    return (high, low) => (high * 0x1_0000_0000 + low) * factor + offset;
  }
  if (exponent <= 12) {
    // Divided in two steps: the stamp itself has more bits than a number keeps.
    const divisor = 10 ** (exponent - 6);
    return (high, low) => {
      const quotient = Math.floor(high / divisor);
      const rest = high % divisor;
      return quotient * 0x1_0000_0000 + Math.floor((rest * 0x1_0000_0000 + low) / divisor) + offset;
    };
  }
  const divisor = 10n ** BigInt(exponent - 6);
  return (high, low) => Number(((BigInt(high) << 32n) | BigInt(low)) / divisor) + offset;
}
