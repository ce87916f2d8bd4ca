import { type CallEvent, isTime } from "../call-event.ts";
import { inOrder } from "../event-order.ts";
import type { EndedBy } from "../outcomes.ts";
import { isInformative } from "../q850-causes.ts";
import { isAnsweredElsewhere } from "../reason-marks.ts";
import { endsDialog, isChallenge, isLocalBlock } from "../response-codes.ts";
import { type CallFacts, type CallReading, emptyReading } from "./call-reading.ts";
import { conclude } from "./conclude.ts";
import { isInDialog, requestsOf } from "./in-dialog.ts";
import { endedBy, sideOf } from "./sides.ts";

/** Another phone took the call (Q.850 §2.2.7). */
const NON_SELECTED_USER_CLEARING = 26;

/** Reads the events of a call once, in order. */
export function readingOf(facts: CallFacts): CallReading {
  const { ourSide } = facts;
  const events = inOrder(facts.events);
  const requests = requestsOf(events, facts.callerTag);
  const { callerTag, lastInviteCseq } = requests;
  const reading = emptyReading(facts);
  let refusedBye: CallEvent | null = null;
  for (const event of events) {
    switch (event.kind) {
      case "invite":
        reading.invite ??= event;
        if (event.cseq >= (reading.lastInvite?.cseq ?? 0)) reading.lastInvite = event;
        if (startsNewAttempt(reading, event)) forgetAttempt(reading);
        break;
      case "response":
        if (event.code === 0) reading.reached = true;
        else if (isLocalBlock(event.code)) reading.blocked ??= event;
        else if (isInDialog(event, reading, requests)) {
          if (endsDialog(event.code)) takeLoss(reading, events, event, callerTag);
          else if (event.code >= 200 && event.code < 300) reading.dialogLostBy = null;
        } else takeResponse(reading, event, lastInviteCseq);
        break;
      case "blocked":
        reading.blocked ??= event;
        break;
      case "ringing":
        if (reading.ourCancel || reading.answer || reading.connect) break;
        reading.furthest = "progress";
        reading.ringing ??= event;
        break;
      case "connect":
        reading.connect ??= event;
        break;
      case "cancel":
        // Only the sender of an INVITE may cancel it (RFC 3261 §9.1).
        takeEnd(reading, event, (sideOf(event.by, callerTag) || "caller") === ourSide ? "kill" : "finish");
        if (isTakenElsewhere(event)) reading.elsewhere ??= event;
        break;
      case "kill":
      case "finish":
        reading.endMark ??= event;
        takeEnd(reading, event, event.kind);
        if (isTakenElsewhere(event)) reading.elsewhere ??= event;
        break;
      case "over":
        reading.over ??= event;
        break;
      case "bye": {
        const side = sideOf(event.by, callerTag);
        // The called side may not take down what it did not answer (RFC 3261 §15): with the ACK, a 2xx came.
        if (side === "callee" && !reading.final) reading.connect ??= reading.ack;
        takeBye(reading, event, endedBy(side, ourSide));
        break;
      }
      case "ack":
        if (!reading.answer && !reading.final) reading.ack ??= event;
        break;
      case "unacknowledged":
        reading.unacknowledged = true;
        reading.acknowledgedInVain ||= event.by === "caller";
        break;
      case "dialog-lost":
        if (reading.answer || reading.connect) takeLoss(reading, events, event, callerTag);
        break;
      case "bye-response":
        reading.byeAnswered = true;
        if (endsDialog(event.code)) refusedBye ??= event;
        break;
    }
  }
  if (refusedBye && !reading.unacknowledged && !isCrossed(events, refusedBye, callerTag))
    reading.dialogLostBy ??= "";
  return conclude(reading, facts.silentUntil);
}

/** The other side hung up in the same moment: whatever reaches it after its BYE meets 481. */
function isCrossed(events: readonly CallEvent[], { by }: CallEvent, callerTag: string): boolean {
  const asker = sideOf(by, callerTag);
  return (
    asker !== "" &&
    events.some(({ kind, by: sender }) => kind === "bye" && sideOf(sender, callerTag) !== asker)
  );
}

/** An INVITE with a higher CSeq after a final response or our CANCEL: another try within the same call. */
function startsNewAttempt(reading: CallReading, invite: CallEvent): boolean {
  const settled = reading.final ?? reading.ourCancel ?? reading.theirEnd;
  return settled !== null && reading.answer === null && settled.cseq > 0 && invite.cseq > settled.cseq;
}

function forgetAttempt(reading: CallReading): void {
  reading.final = null;
  reading.ourCancel = null;
  reading.trying = null;
  reading.afterTrying = null;
  reading.firstProgress = null;
  reading.progress = null;
  reading.ringing = null;
  reading.progressCause = 0;
  reading.theirEnd = null;
  reading.endMark = null;
  reading.endedBy = null;
}

function takeResponse(reading: CallReading, event: CallEvent, lastInviteCseq: number): void {
  const { code } = event;
  // An array that begins empty takes room for seventeen.
  if (reading.responses.length === 0) reading.responses = [event];
  else reading.responses.push(event);
  // RFC 6228: a 199 speaks for one branch only.
  if (code === 199) return;
  const { final } = reading;
  // Another INVITE has been sent, whether or not the log has it.
  if (final && final.cseq > 0 && event.cseq > final.cseq) forgetAttempt(reading);
  if (final && isChallenge(final.code) && reading.basis !== "wire") {
    // A record that goes on after a challenge shows that it was met, even where the second INVITE is missing.
    forgetAttempt(reading);
  }
  if (reading.trying && !reading.afterTrying && code !== 100 && !reading.ourCancel)
    reading.afterTrying = event;
  if (code < 200) takeProvisional(reading, event);
  else if (code < 300) {
    if (final && isOtherRecord(event, final, reading)) reading.recordsDisagree = true;
    reading.answer ??= event;
    reading.firstStatus ??= event;
  } else takeFailure(reading, event, lastInviteCseq);
}

function takeProvisional(reading: CallReading, event: CallEvent): void {
  if (reading.answer || reading.connect || (reading.final && event.cseq <= reading.final.cseq)) return;
  if (event.code !== 100) reading.firstStatus ??= event;
  if (reading.ourCancel) return;
  if (event.code === 100) {
    // A 100 that comes after a 180 is late: it must not hide what it was overtaken by.
    if (reading.progress === null) reading.trying ??= event;
    if (reading.furthest === "none") reading.furthest = "trying";
    return;
  }
  reading.furthest = "progress";
  reading.firstProgress ??= event;
  reading.progress = event;
  if (event.code <= 182) reading.ringing ??= event;
  if (isInformative(event.q850)) reading.progressCause = event.q850;
}

function takeFailure(reading: CallReading, event: CallEvent, lastInviteCseq: number): void {
  const { code, cseq } = event;
  if (code === 487 && isTakenElsewhere(event)) reading.elsewhere ??= event;
  // It comes late, after the caller has gone on to the next server or branch.
  if (reading.lastInvite && cseq > 0 && cseq < reading.lastInvite.cseq && !isChallenge(code)) return;
  if ((reading.answer || reading.connect) && reading.whole && reading.basis === "reported") {
    reading.recordsDisagree ||= code !== 487;
    return;
  }
  if (reading.answer) {
    // The 487 of a CANCEL that lost the race contradicts nothing.
    reading.contradictory ||= code !== 487 || !reading.ourCancel;
    return;
  }
  const followed = cseq < lastInviteCseq && (isChallenge(code) || code < 400);
  if (followed) {
    if (reading.progress === null || reading.progress.cseq <= cseq) forgetAttempt(reading);
    return;
  }
  if (!isChallenge(code) && !reading.ourCancel) reading.firstStatus ??= event;
  if (code === 487) reading.ourCancel ??= reading.earlyBye;
  const { final } = reading;
  if (final && isOtherRecord(event, final, reading)) {
    reading.recordsDisagree = true;
    if (classOf(event) < classOf(final)) reading.final = event;
  } else if (counts(event, reading)) reading.final = event;
}

/** Two records of a finished call end it at the same time with other responses: the better response counts. */
const SAME_TIME_US = 1e6;

function isOtherRecord(a: CallEvent, b: CallEvent, { basis, whole }: CallReading): boolean {
  // Derived results may be those of several phones that rang at once.
  if (basis !== "reported" || !whole || a.code === b.code || a.cseq !== b.cseq) return false;
  return !isTime(a.at) || !isTime(b.at) || Math.abs(a.at - b.at) <= SAME_TIME_US;
}

function classOf({ code }: CallEvent): number {
  return Math.floor(code / 100);
}

/** In words, or by a Q.850 cause that says so in any language. */
function isTakenElsewhere({ reason, q850 }: CallEvent): boolean {
  return q850 === NON_SELECTED_USER_CLEARING || isAnsweredElsewhere(reason);
}

/** Of several final responses: that of the newest attempt; within one, 6xx ends all branches (RFC 3261 §16.7). */
function counts(event: CallEvent, { final, basis }: CallReading): boolean {
  if (final === null || event.cseq > final.cseq) return true;
  if (event.cseq < final.cseq) return false;
  if (event.code >= 600 || final.code >= 600) return final.code < 600;
  return basis !== "wire";
}

/** A CANCEL, kill or finish. */
function takeEnd(reading: CallReading, event: CallEvent, by: EndedBy): void {
  if (reading.answer || reading.connect) {
    if (event.kind !== "cancel") takeHangUp(reading, event, by);
    return;
  }
  // A final response settles the call; a 487 is what a CANCEL or kill leaves behind, even if it is logged first.
  if (reading.final && !(reading.final.code === 487 && event.kind !== "finish")) return;
  if (by === "kill") reading.ourCancel ??= event;
  else if (reading.theirEnd === null) {
    reading.theirEnd = event;
    reading.endedBy = by;
  }
}

/** A BYE ends an answered call; after a failure it changes nothing. */
function takeBye(reading: CallReading, event: CallEvent, by: EndedBy | null): void {
  reading.byeSeen = true;
  if (reading.answer || reading.connect) takeHangUp(reading, event, by);
  else if (!reading.final && by === "kill") reading.earlyBye ??= event;
}

/** A response comes from whoever did not ask; a log without methods does not tell who asked. */
function takeLoss(
  reading: CallReading,
  events: readonly CallEvent[],
  loss: CallEvent,
  callerTag: string,
): void {
  if (reading.byeSeen || isCrossed(events, loss, callerTag)) return;
  const { by } = loss;
  const asker = reading.basis === "wire" ? sideOf(by, callerTag) : "";
  if (asker !== "") reading.dialogLostBy ||= asker === reading.ourSide ? "them" : "us";
  else reading.dialogLostBy ??= "";
}

function takeHangUp(reading: CallReading, event: CallEvent, by: EndedBy | null): void {
  if (reading.hangUp && reading.whole && event.cseq === 0 && event.at > reading.hangUp.at) {
    // Another record goes on with the call after a transfer: it knows its end.
    reading.hangUp = event;
    reading.endedBy = by ?? reading.endedBy;
    return;
  }
  if (reading.hangUp) {
    // A BYE that does not say whose it is leaves the word to the log's own mark after it.
    reading.endedBy ??= by;
    return;
  }
  reading.hangUp = event;
  reading.endedBy = by;
}
