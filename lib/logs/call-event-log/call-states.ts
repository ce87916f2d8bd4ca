/** What has to be remembered of a call while its log is read. */
export interface CallState {
  /** How many INVITEs so far: stands for the CSeq that the log does not have. 0 = none seen. */
  ordinal: number;
  invites: number[];
  at: number;
  /** Events of this call with the same time before this one. */
  ties: number;
  inbound: boolean;
}

const GENERATION = 100_000;

/**
 * Remembers the calls of which something was read lately, 200,000 at most, so that a log of any
 * length fits. A call that was silent for longer starts anew: its responses then say "CSeq unknown".
 */
export function callStates(generation = GENERATION) {
  let recent = new Map<string, CallState>();
  let older = new Map<string, CallState>();
  return {
    of(callId: string): CallState {
      let state = recent.get(callId);
      if (state) return state;
      state = older.get(callId) ?? { ordinal: 0, invites: [], at: Number.NaN, ties: 0, inbound: false };
      recent.set(callId, state);
      if (recent.size >= generation) {
        older = recent;
        recent = new Map();
      }
      return state;
    },
  };
}
