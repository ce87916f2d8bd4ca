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
  const starts = new Float64Array(sequence.length);
  const ends = new Float64Array(sequence.length);
  let carried = 0;
  for (const i of sequence) {
    const call = calls[i]!;
    if (call.end === null || !isCarried(call)) continue;
    starts[carried] = call.start;
    ends[carried++] = call.end;
  }
  const sortedEnds = ends.subarray(0, carried).sort();
  const others = new Int32Array(sequence.length);
  let started = 0;
  let ended = 0;
  for (let position = 0; position < sequence.length; position++) {
    const now = calls[sequence[position]!]!.start;
    while (started < carried && starts[started]! < now) started++;
    while (ended < carried && sortedEnds[ended]! <= now) ended++;
    others[position] = Math.max(0, started - ended);
  }
  return others;
}

/**
 * How many calls of a sequence began in the time before each of them, whatever became of them.
 *
 * @param sequence indices of calls in order of start
 * @param within µs
 */
export function startedBefore(
  calls: readonly Call[],
  sequence: readonly number[],
  within: number,
): Int32Array {
  const started = new Int32Array(sequence.length);
  let first = 0;
  for (let position = 0; position < sequence.length; position++) {
    const now = calls[sequence[position]!]!.start;
    while (calls[sequence[first]!]!.start <= now - within) first++;
    started[position] = position - first;
  }
  return started;
}
