const MAX_CHECKS = 400;
const MAX_MS = 15_000;
/** A size of which nobody asks whether it could be smaller. */
const SMALL = 16;

/**
 * Cuts pieces out of an input as long as `isFailing` holds, from halves down to single bytes
 * (delta debugging: Zeller and Hildebrandt, 2002), with a bound on tries and time.
 */
export async function minimise(
  input: Buffer,
  isFailing: (candidate: Buffer) => Promise<boolean>,
): Promise<Buffer> {
  let smallest = input;
  let checks = 0;
  const until = Date.now() + MAX_MS;
  for (let parts = 2; parts <= smallest.length && smallest.length > SMALL; ) {
    const size = Math.ceil(smallest.length / parts);
    let hasShrunk = false;
    for (let from = 0; from < smallest.length; ) {
      if (++checks > MAX_CHECKS || Date.now() > until) return smallest;
      const candidate = Buffer.concat([smallest.subarray(0, from), smallest.subarray(from + size)]);
      if (await isFailing(candidate)) {
        smallest = candidate;
        hasShrunk = true;
      } else from += size;
    }
    if (!hasShrunk) parts *= 2;
  }
  return smallest;
}
