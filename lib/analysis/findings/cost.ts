import type { Evidence } from "./evidence.ts";

/**
 * What a finding cost. A call that a later attempt saved is not lost, though the attempt proves the finding.
 *
 * @param lost as if no call had been tried again
 */
export function costOf(
  { attempts }: Evidence,
  proof: readonly number[],
  lost: number,
): { lost: number; saved: number } {
  const saved = new Set<number>();
  const all = new Set<number>();
  for (const i of proof) {
    all.add(attempts.callOf(i));
    if (attempts.fateOf(i) === "saved") saved.add(attempts.callOf(i));
  }
  return { lost: Math.min(lost, all.size - saved.size), saved: saved.size };
}
