import type { Basis, CallEvent } from "../sip/call-event.ts";
import type { CallAttributes } from "./sighting.ts";

/** What one place saw of a call: a hop on the wire, or one kind of log. */
export interface Leg {
  readonly hop: string;
  /** The gateway that a log names for this attempt, "" where it names none: a call may try several. */
  readonly gateway: string;
  readonly basis: Basis;
  readonly whole: boolean;
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
