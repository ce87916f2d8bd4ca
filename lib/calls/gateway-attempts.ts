import { type CallEvent, UNTIMED } from "../sip/call-event.ts";
import type { Leg } from "./observation.ts";

/** The attempt that gave the call its result: the one that was answered first, else the last one. */
export function decisiveAttempt(legs: readonly Leg[]): Leg {
  return legs.reduce((best, leg) => {
    const difference = answeredAt(leg) - answeredAt(best) || lastTryAt(best) - lastTryAt(leg);
    return difference < 0 ? leg : best;
  });
}

/** The same where it is known over which hop the call got its result. */
export function decisiveAttemptOver(hop: string, legs: readonly Leg[]): Leg {
  const over = legs.filter((leg) => leg.hop === hop);
  return decisiveAttempt(over.length > 0 ? over : legs);
}

const NEVER = Number.MAX_SAFE_INTEGER;

/** An answer without a time comes after those with one. */
function answeredAt({ events }: Leg): number {
  let first = NEVER;
  for (const event of events)
    if (isAnswer(event)) first = Math.min(first, event.at === UNTIMED ? NEVER - 1 : event.at);
  return first;
}

export function isAnswer({ kind, code }: CallEvent): boolean {
  return kind === "connect" || (kind === "response" && code >= 200 && code < 300);
}

function lastTryAt({ events }: Leg): number {
  let last = UNTIMED;
  for (const { kind, at } of events) {
    if ((kind === "invite" || kind === "response" || kind === "blocked") && at > last) last = at;
  }
  return last;
}
