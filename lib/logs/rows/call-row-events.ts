import type { CallAttributes } from "../../calls/call-attributes.ts";
import { type CallEvent, type EventKind, type Side, UNTIMED } from "../../sip/call-event.ts";
import { NO_CODE, type Result } from "./call-result.ts";
import type { Ender } from "./row-profile.ts";

interface Ending {
  readonly kind: "kill" | "finish" | "bye";
  readonly by: Side;
}

const UNKNOWN: Ending = { kind: "bye", by: "" };
const OUR_CALLER: Ending = { kind: "kill", by: "caller" };
const OUR_CALLEE: Ending = { kind: "kill", by: "callee" };
const THEIR_CALLER: Ending = { kind: "finish", by: "caller" };
const THEIR_CALLEE: Ending = { kind: "finish", by: "callee" };

/**
 * The events that a row stands for: invite, ringing, response, and who ended the call. Times in epoch µs,
 * NaN where the row does not tell.
 *
 * @param ringing since when it rang, UNTIMED if that is not known; undefined if it did not, as far as the row tells
 */
export function callRowEvents(
  result: Result,
  begin: number,
  answer: number,
  endOfCall: number,
  ender: Ender | undefined,
  direction: CallAttributes["direction"],
  ringing: number | undefined,
): CallEvent[] {
  const ending = endingOf(ender, direction);
  const isTold = !result.clearing || ending === UNKNOWN || isImplied(ending, 487, direction);
  const code = isTold ? result.code : NO_CODE;
  // Our own 9XX: the INVITE was never sent.
  if (code >= 900) return [event(begin, "blocked", code, 1, "caller", result.reason, 0)];
  const answered = code >= 200 && code < 300;
  const failed = code >= 300;
  const end = endOfCall > 0 ? endOfCall : UNTIMED;
  const invite = event(begin, "invite", 0, 1, "caller", "", 0);
  const hasEnding = answered || (ending !== UNKNOWN && !(failed && isImplied(ending, code, direction)));
  const reason = result.isReason ? result.reason : "";
  const endReason = result.isReason ? "" : result.reason;
  const isOver = !failed && !hasEnding && !result.running && end > begin;
  const hasRung = ringing !== undefined && !answered;
  const endCause = code === NO_CODE || !(failed || hasRung) ? result.q850 : 0;
  const last = hasEnding
    ? event(end, ending.kind, 0, 0, ending.by, endReason, endCause)
    : isOver
      ? event(end, "over", 0, 0, "", "", 0)
      : undefined;
  if (code === NO_CODE) return last ? [invite, last] : [invite];
  const at = answered ? (answer > 0 ? answer : UNTIMED) : failed ? end : UNTIMED;
  const response = event(at, "response", code, 1, "caller", reason, failed ? result.q850 : 0);
  // Arrays that are written down, for one that grows takes the room of seventeen.
  if (!hasRung) return last ? [invite, response, last] : [invite, response];
  const rang = event(ringing, "ringing", 0, 1, "caller", result.noAnswer, 0);
  return last ? [invite, rang, response, last] : [invite, rang, response];
}

/** Who sends a failure ends the call: the called side, and with a 487 the one who called. */
function isImplied({ kind }: Ending, code: number, direction: CallAttributes["direction"]): boolean {
  const isOurs = (direction === "inbound") !== (code === 487);
  return kind === (isOurs ? "kill" : "finish");
}

/** Our side is the caller, except of a call to us. */
function endingOf(ender: Ender | undefined, direction: CallAttributes["direction"]): Ending {
  if (ender === undefined) return UNKNOWN;
  const weCalled = direction !== "inbound";
  if (ender === "us" || ender === (weCalled ? "caller" : "callee")) return weCalled ? OUR_CALLER : OUR_CALLEE;
  return weCalled ? THEIR_CALLEE : THEIR_CALLER;
}

function event(
  at: number,
  kind: EventKind,
  code: number,
  cseq: number,
  by: Side,
  reason: string,
  q850: number,
): CallEvent {
  return { at, kind, code, cseq, by, reason, q850 };
}
