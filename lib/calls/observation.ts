import type { Basis, CallEvent } from "../sip/call-event.ts";
import type { CallAttributes } from "./sighting.ts";

/** What one place saw of a call: a hop on the wire, or one kind of log. */
export interface Leg {
  readonly hop: string;
  readonly basis: Basis;
  readonly whole: boolean;
  readonly callerTag: string;
  readonly callerAddress: string;
  /** In canonical order (time, then rank of the kind); at most one of each {@link eventKey}. */
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
  /** Sorted by hop. */
  readonly legs: readonly Leg[];
}
