import { type CallEvent, isTime, UNTIMED } from "../call-event.ts";
import { isInformative } from "../q850-causes.ts";
import type { CallReading } from "./call-reading.ts";

/** Completes a reading with what follows from its events by arithmetic alone. Returns the same object. */
export function conclude(reading: CallReading, silentUntil: number): CallReading {
  const { answer, connect, trying, final } = reading;
  reading.answered = answer !== null || connect !== null;
  reading.pickedUp = earlier(answer, connect);
  reading.end = reading.answered ? endOfTalk(reading) : endOfAttempt(reading);
  const decisive = decisiveEvent(reading);
  reading.lastResponse = decisive ? decisive.code || (decisive === connect ? 200 : 0) : 0;
  reading.reason = reading.elsewhere?.reason ?? decisive?.reason ?? "";
  const cause = decisive?.q850 || reading.end?.q850 || final?.q850 || 0;
  reading.q850 = isInformative(cause) ? cause : reading.progressCause || cause;
  reading.tryingGapMs = msBetween(trying, reading.afterTrying ?? reading.end);
  if (!reading.answered) reading.waitedMs = msBetween(reading.invite ?? reading.blocked, reading.end);
  if (!reading.answered) reading.rangMs = msBetween(reading.ringing, reading.end);
  reading.silentMs = silentMsOf(reading, silentUntil);
  return reading;
}

/** The event that the last response comes from. */
function decisiveEvent(reading: CallReading): CallEvent | null {
  const { answer, connect, blocked, responses, ourCancel, final, progress, trying } = reading;
  if (answer || connect) return answer ?? connect;
  if (blocked && responses.length === 0) return blocked;
  if (ourCancel) return progress ?? trying ?? final;
  return final ?? progress ?? trying;
}

/** After an answer that crossed our CANCEL the call is over as soon as it is answered. */
function endOfTalk(reading: CallReading): CallEvent | null {
  return reading.hangUp ?? (reading.ourCancel ? reading.pickedUp : null);
}

function endOfAttempt(reading: CallReading): CallEvent | null {
  return reading.ourCancel ?? reading.theirEnd ?? reading.final ?? reading.over ?? reading.blocked;
}

/** After the end of a call nobody waits for a response any more. */
function silentMsOf({ lastInvite: invite, end }: CallReading, silentUntil: number): number | null {
  if (!invite || !isTime(invite.at) || silentUntil < invite.at) return null;
  const until = end && isTime(end.at) ? Math.min(end.at, silentUntil) : silentUntil;
  return Math.max(0, until - invite.at) / 1000;
}

function earlier(a: CallEvent | null, b: CallEvent | null): CallEvent | null {
  if (!a || !b) return a ?? b;
  if (a.at === UNTIMED || b.at === UNTIMED) return a.at === UNTIMED ? b : a;
  return a.at <= b.at ? a : b;
}

/** Milliseconds between two events; null where either carries no time, or their clocks disagree. */
export function msBetween(from: CallEvent | null, to: CallEvent | null): number | null {
  if (!from || !to || !isTime(from.at) || !isTime(to.at) || to.at < from.at) return null;
  return (to.at - from.at) / 1000;
}
