import type { Call } from "../../calls/call.ts";
import { STALL_MS } from "../../sip/classify/classification-rule.ts";

/** Calls whose 100 was followed by nothing for 10 s or more, longest first. */
export function slowCalls(calls: readonly Call[]): number[] {
  const slow: number[] = [];
  for (let i = 0; i < calls.length; i++) if ((calls[i]!.tryingGapMs ?? 0) >= STALL_MS) slow.push(i);
  return slow.sort((a, b) => calls[b]!.tryingGapMs! - calls[a]!.tryingGapMs! || a - b);
}
