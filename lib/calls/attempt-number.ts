import type { CallEvent, EventKind } from "../sip/call-event.ts";

/**
 * Is added to the CSeq of each further attempt of a call that a proxy makes: it never changes the CSeq, so that its
 * attempts would be told apart by nothing (RFC 3261 §16.6). No CSeq is as large (§8.1.1.5).
 */
const NEXT_ATTEMPT = 2 ** 32;

const IN_ATTEMPT: ReadonlySet<EventKind> = new Set(["invite", "response", "cancel"]);

/** The event as one of the attempt with this number, counted from 0; what is not about an INVITE is of no attempt. */
export function inAttempt(event: CallEvent, number: number): CallEvent {
  if (number === 0 || !IN_ATTEMPT.has(event.kind)) return event;
  return { ...event, cseq: event.cseq + number * NEXT_ATTEMPT };
}

/** The number of the last attempt among events. */
export function lastAttemptOf(events: readonly CallEvent[]): number {
  return events.reduce((last, { cseq }) => Math.max(last, Math.floor(cseq / NEXT_ATTEMPT)), 0);
}
