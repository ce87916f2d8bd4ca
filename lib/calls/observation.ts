import { type Basis, type CallEvent, isTime } from "../sip/call-event.ts";
import type { CallAttributes } from "./call-attributes.ts";

/** What one place saw of a call: a hop on the wire, or one kind of log. */
export interface Leg {
  readonly hop: string;
  /** The gateway that a log names for this attempt, "" where it names none: a call may try several. */
  readonly gateway: string;
  readonly basis: Basis;
  readonly whole: boolean;
  /**
   * Epoch µs up to which the log would have shown a response to the last INVITE, had one come; UNTIMED
   * where one came, or where the log cannot show silence: a record of a whole call, a capture of one direction.
   */
  readonly silentUntil: number;
  readonly callerTag: string;
  readonly callerAddress: string;
  /** Time of the INVITE that shows the caller, epoch µs; UNTIMED where none does. */
  readonly callerSince: number;
  /** In the order of `compareEvents`; of several that are the same by `isSameEvent`, one. */
  readonly events: readonly CallEvent[];
}

/**
 * Everything that one file generation shows of one call: facts, never a conclusion. Two
 * observations of a call merge into one that does not depend on their order (see merge.ts).
 */
export interface Observation {
  readonly source: string;
  readonly callId: string;
  readonly attributes: Readonly<CallAttributes>;
  /** Sorted by hop, then gateway; at most one of each. */
  readonly legs: readonly Leg[];
}

/** When the call began, in epoch µs, and whether that is its start or only the first message that was seen. */
export function observedStart(observation: Observation): { at: number; known: boolean } {
  let first = Number.POSITIVE_INFINITY;
  let known = false;
  for (const leg of observation.legs) {
    if (leg.whole) known = true;
    for (const event of leg.events) {
      if (event.kind === "invite" || event.kind === "blocked") known = true;
      if (isTime(event.at) && event.at < first) first = event.at;
    }
  }
  return { at: Number.isFinite(first) ? first : 0, known };
}
