import type { EventKind } from "../../sip/call-event.ts";
import { flatText } from "../flat-text.ts";

/** What has to be remembered of a call while its log is read. */
export interface CallState {
  readonly callId: string;
  /** How many INVITEs so far. */
  attempts: number;
  /** Times of the first ones, to tell a repeated line from a new attempt. */
  readonly inviteTimes: number[];
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
}

const GENERATION = 50_000;

/**
 * Remembers the calls of which something was read lately, 100,000 at most, so that a log of any
 * length fits. A call that was silent for longer starts anew: its responses then say "CSeq unknown".
 */
export function callStates(generation = GENERATION) {
  let recent = new Map<string, CallState>();
  let older = new Map<string, CallState>();
  return {
    of(callId: string): CallState {
      let state = recent.get(callId);
      if (state) return state;
      state = older.get(callId) ?? newState(flatText(callId));
      recent.set(state.callId, state);
      if (recent.size >= generation) {
        older = recent;
        recent = new Map();
      }
      return state;
    },
  };
}

function newState(callId: string): CallState {
  return {
    callId,
    attempts: 0,
    inviteTimes: [],
    attempt: 0,
    kind: "",
    at: Number.NaN,
    latest: 0,
    ties: 0,
    inbound: false,
    gateway: "",
  };
}
