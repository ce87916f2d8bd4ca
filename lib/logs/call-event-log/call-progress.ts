import type { EventKind } from "../../sip/call-event.ts";
import type { CallState } from "./call-states.ts";

/** Invite times kept per call. */
const MAX_INVITES = 16;

/**
 * An INVITE with the time of an earlier one is that one again if nothing came between, or if the
 * log has gone back in time (two exports put together): then what follows belongs to it as well.
 * Otherwise it is a new attempt within the same second.
 */
export function isRepeated(state: CallState, at: number): boolean {
  const known = state.inviteTimes.indexOf(at);
  if (known < 0 || (state.kind !== "invite" && at >= state.latest)) return false;
  state.attempt = known + 1;
  state.at = Number.NaN;
  return true;
}

/** Takes the next event of a call into its state. */
export function advance(state: CallState, kind: EventKind, code: number, at: number): void {
  // Equal times keep the order of the log: the k-th event of a call within one time is k µs later.
  state.ties = at === state.at ? state.ties + 1 : 0;
  state.at = at;
  state.latest = Math.max(state.latest, at);
  state.kind = kind;
  if (kind === "invite") {
    state.attempt = ++state.attempts;
    if (state.attempts <= MAX_INVITES) state.inviteTimes = [...state.inviteTimes, at];
    state.answered = false;
    state.ended = false;
  } else {
    state.answered ||= kind === "connect" || (code >= 200 && code < 300);
    state.ended ||= isEnd(kind, code, state.answered);
  }
}

/**
 * Hardly anything follows but another attempt, or the answer to a challenge (RFC 3261 §22.2), which
 * is one. A failure within the talk is that of a re-INVITE, and the talk goes on (RFC 3261 §14.1).
 */
function isEnd(kind: EventKind, code: number, answered: boolean): boolean {
  if (kind === "response") return code >= 300 && !answered;
  return kind === "finish" || kind === "kill" || kind === "bye" || kind === "blocked";
}
