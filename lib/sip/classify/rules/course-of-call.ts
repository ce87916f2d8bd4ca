import { isInformative } from "../../q850-causes.ts";
import { namesTransportError } from "../../reason-marks.ts";
import type { CallReading } from "../call-reading.ts";
import {
  failedAfterReliable,
  isRefusedAtOnce,
  NO_RESPONSE_MS,
  type RuleGroup,
  rang,
  rangLong,
  saysNoAnswer,
  waitedLong,
} from "../classification-rule.ts";

/** It rang, and no Q.850 cause of a 18x or of the end says that nobody could pick up. */
const rangToTheEnd = (call: CallReading): boolean =>
  rang(call) && (!isInformative(call.q850) || isNoAnswer(call.q850));
/** The phone did not react, nobody picked up, or a timer ran out (Q.850 §2.2.7). */
const isNoAnswer = (cause: number): boolean => cause === 18 || cause === 19 || cause === 102;

/** What a call shows against the code of its failure: that it rang, how fast it was refused, that nobody sent it. */
export const COURSE_OF_CALL: RuleGroup = {
  of: (call) => call.final !== null,
  rules: [
    {
      id: "rang-out",
      outcome: "no answer",
      responsible: "subscriber",
      codes: [408],
      when: rangToTheEnd,
      because: "It rang until a server along the way gave it up: nobody picked up",
      source: "RFC 3261 §16.8 (Timer C)",
    },
    {
      id: "ended-while-ringing",
      outcome: "no answer",
      responsible: "subscriber",
      codes: [487],
      when: rangToTheEnd,
      because: "It rang until the call was ended with 487, and nobody had picked up",
      source: "RFC 3261 §21.4.25",
    },
    {
      id: "said-no-answer",
      outcome: "no answer",
      responsible: "subscriber",
      codes: [408, 480, 500, 502, 503, 504],
      when: (call) =>
        saysNoAnswer(call) && (call.final!.code <= 480 || (waitedLong(call) && !isInformative(call.q850))),
      because: "The record says in words that nobody picked up",
      source: "Asterisk docs, CDR Fields; Twilio docs, CallStatus",
    },
    {
      id: "rang-long",
      outcome: "no answer",
      responsible: "subscriber",
      codes: [480, 486],
      when: rangLong,
      because: "It rang for 20 s or longer and was then given up: nobody picked up, whatever the code says",
      source: "RFC 3398 §7.2.4.1 (cause 19 is sent as 480)",
    },
    {
      id: "refused-at-once",
      outcome: "rejected by callee",
      responsible: "unknown",
      codes: [603, 607],
      when: isRefusedAtOnce,
      because:
        "Refused within half a second and before anything rang: a machine did it (do not disturb, a block list, analytics, a full trunk), not a person",
      action: "Ask the provider which server refused; compare with calls that show another number",
      source: "this report",
    },
    {
      id: "busy-at-once",
      outcome: "busy",
      responsible: "subscriber",
      codes: [486, 600],
      when: (call) => call.ourSide === "caller" && isRefusedAtOnce(call) && !isInformative(call.q850),
      because:
        "Busy within half a second and before anything rang: so answers a line that is engaged, and so does a machine (do not disturb, a block list, a full trunk)",
      action: "Dial again in some minutes; if it is always so, compare with calls that show another number",
      source: "this report",
    },
    {
      id: "ended-before-ringing",
      outcome: "provider failure",
      responsible: "unknown",
      codes: [487],
      when: (call) => (call.basis === "wire" && call.invite !== null) || call.endMark?.kind === "finish",
      because:
        "487, and the log shows no CANCEL of ours: either a server at or behind the provider ended the call before it rang, or the CANCEL is missing in the log",
      action:
        "Look for who cancels calls so early on our side; if nobody does, ask the provider with these Call-IDs",
      source: "RFC 3261 §21.4.25",
    },
    {
      id: "reliable-183",
      outcome: "provider failure",
      responsible: "unknown",
      codes: [500, 503, 504],
      when: failedAfterReliable,
      because:
        "The failure came 32 s after the last 18x: so a server fails whose reliable 18x was never acknowledged with a PRACK of ours, but it may be a fault of its own",
      source: "RFC 3262 §3",
    },
    {
      id: "local-timeout",
      outcome: "no response",
      responsible: "provider",
      endedBy: "kill",
      codes: [408],
      when: (call) =>
        call.basis === "local" ||
        (call.basis !== "wire" &&
          !call.whole &&
          call.furthest === "none" &&
          call.endMark?.kind !== "finish" &&
          !isInformative(call.q850) &&
          (call.waitedMs ?? 0) >= NO_RESPONSE_MS),
      because: "Nothing came back for 32 s: this 408 is our own timer, not a response",
      source: "RFC 3261 §8.1.3.1, §17.1.1.2 (Timer B)",
    },
    {
      id: "transport-error",
      outcome: "no response",
      responsible: "us: settings",
      endedBy: "kill",
      codes: [503],
      when: (call) => call.basis === "local" || (call.basis !== "wire" && namesTransportError(call.reason)),
      because: "The request could not be sent: this 503 is our own, not a response",
      action: "Check the gateway's address, the name server and our firewall",
      source: "RFC 3261 §8.1.3.1",
    },
  ],
};
