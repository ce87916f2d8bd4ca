import type { Evidence } from "./evidence.ts";
import type { FailureWindow } from "./failure-windows.ts";

/** Without redials that fail as the call before: a number that cannot be reached is one failure, however often it is dialled. */
export function withoutRepeats(
  { subscribers }: Evidence,
  sequence: readonly number[],
  isFailure: (i: number) => boolean,
): number[] {
  const failing = new Set<number>();
  return sequence.filter((i) => {
    const subscriber = subscribers[i]!;
    if (!isFailure(i)) {
      failing.delete(subscriber);
      return true;
    }
    if (failing.has(subscriber)) return false;
    failing.add(subscriber);
    return true;
  });
}

/** The window with all calls that were made in it, redials included: they were lost as well. */
export function widened(
  { calls }: Evidence,
  sequence: readonly number[],
  window: FailureWindow,
  isFailure: (i: number) => boolean,
): FailureWindow {
  const inside = sequence.filter((i) => calls[i]!.start >= window.from && calls[i]!.start <= window.to);
  return { ...window, proof: inside.filter(isFailure), calls: inside.length };
}

/** Without the calls to a number that was dialled before. */
export function firstCalls({ subscribers }: Evidence, sequence: readonly number[]): number[] {
  const known = new Set<number>();
  return sequence.filter((i) => {
    const subscriber = subscribers[i]!;
    if (known.has(subscriber)) return false;
    known.add(subscriber);
    return true;
  });
}

/** How many subscribers are dialled. */
export function numbersOf(
  { subscribers }: Pick<Evidence, "subscribers">,
  sequence: readonly number[],
): number {
  return new Set(sequence.map((i) => subscribers[i]!)).size;
}
