import type { CallAttributes } from "../../calls/call-attributes.ts";
import type { EventKind } from "../../sip/call-event.ts";
import { flatText } from "../text/flat-text.ts";

/** What has to be remembered of a call while its log is read. */
export interface CallState {
  readonly callId: string;
  answered: boolean;
  /** Over, as far as the log can tell: what follows, stands near. */
  ended: boolean;
  /** How many INVITEs so far. */
  attempts: number;
  /** Times of the first ones, to tell a repeated line from a new attempt. */
  inviteTimes: readonly number[];
  /** The attempt that is read now, from 1: stands for the CSeq that the log does not have. 0 = none seen. */
  attempt: number;
  /** Kind and time of the last event, and the latest time of all. */
  kind: EventKind | "";
  at: number;
  latest: number;
  /** Events of this call with the same time before this one. */
  ties: number;
  inbound: boolean;
  /** Of the attempt that is read now, "" if unknown. */
  gateway: string;
  /** What the last line that said anything about the call said. */
  attributes: CallAttributes;
}

export const NO_ATTRIBUTES: CallAttributes = {};

/** Calls of late, which may have ended: their last words, or the next attempt after a failure, stand near. */
const LATE = 2_000;
/** Older ones that go on: a long talk is silent while many others come and end. */
const OPEN = 10_000;
const NO_TIMES: readonly number[] = [];

/**
 * Remembers calls so that a log of any length fits: some thousands, few enough not to grow old in
 * the memory of the garbage collector. A call that comes back after it was forgotten starts anew:
 * its responses then say "CSeq unknown".
 *
 * @param late the latest so many calls are always remembered, ended or not.
 * @param open of those before them so many that have not ended are, at most.
 */
export function callStates(late = LATE, open = OPEN) {
  let recent = new Map<string, CallState>();
  let older = new Map<string, CallState>();
  let full = late;

  function remember(state: CallState): void {
    recent.set(state.callId, state);
    if (recent.size < full) return;
    const goingOn = [...older.values()].filter(({ ended }) => !ended).slice(-open);
    older = recent;
    recent = new Map(goingOn.map((state) => [state.callId, state]));
    full = recent.size + late;
  }

  return {
    /** What is known of a call; of one that is new or forgotten, nothing. */
    of(callId: string): CallState {
      let state = recent.get(callId);
      if (state) return state;
      state = older.get(callId);
      if (state) older.delete(callId);
      else state = newState(flatText(callId));
      remember(state);
      return state;
    },
  };
}

function newState(callId: string): CallState {
  return {
    callId,
    answered: false,
    ended: false,
    attempts: 0,
    inviteTimes: NO_TIMES,
    attempt: 0,
    kind: "",
    at: Number.NaN,
    latest: 0,
    ties: 0,
    inbound: false,
    gateway: "",
    attributes: NO_ATTRIBUTES,
  };
}
