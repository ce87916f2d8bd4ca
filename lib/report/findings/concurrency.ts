import type { Call } from "../../calls/call.ts";

/**
 * How many other calls a gateway carried when each call of the sequence started.
 *
 * @param sequence indices of calls of one gateway, in order of start
 * @param isCarried whether a call holds a channel from its start to its end
 */
export function concurrencyAtStart(
  calls: readonly Call[],
  sequence: readonly number[],
  isCarried: (call: Call) => boolean,
): Int32Array {
  const carried = sequence.map((i) => calls[i]!).filter((call) => call.end !== null && isCarried(call));
  const starts = Float64Array.from(carried, (call) => call.start);
  const ends = Float64Array.from(carried, (call) => call.end!).sort();
  const others = new Int32Array(sequence.length);
  let started = 0;
  let ended = 0;
  for (const [position, i] of sequence.entries()) {
    const now = calls[i]!.start;
    while (started < starts.length && starts[started]! < now) started++;
    while (ended < ends.length && ends[ended]! <= now) ended++;
    others[position] = Math.max(0, started - ended);
  }
  return others;
}
