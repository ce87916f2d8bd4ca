/**
 * The calls of a sequence by the subscriber whom they dial, each in order of start. One sort over
 * all, because a million small lists would be most of the memory of a report.
 *
 * @param subscribers by index of the call
 * @param least subscribers with fewer calls are left out
 */
export function* callsBySubscriber(
  sequence: readonly number[],
  subscribers: Int32Array,
  least = 1,
): Generator<readonly number[]> {
  const ends = new Int32Array(subscribers.length + 1);
  for (const i of sequence) ends[subscribers[i]! + 1]!++;
  for (let id = 1; id < ends.length; id++) ends[id]! += ends[id - 1]!;
  const sorted = new Int32Array(sequence.length);
  for (const i of sequence) sorted[ends[subscribers[i]!]!++] = i;
  for (let from = 0; from < sorted.length; ) {
    const to = ends[subscribers[sorted[from]!]!]!;
    if (to - from >= least) yield Array.from(sorted.subarray(from, to));
    from = to;
  }
}
