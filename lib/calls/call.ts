import type { Override } from "../settings/override.ts";
import type { Basis } from "../sip/call-event.ts";
import type { Verdict } from "../sip/classify/classify.ts";
import type { CallDirection, PickedUpBy } from "./call-attributes.ts";

/** One call with everything that the report says about it. {@link CALL_FIELDS} says how each field leaves it. */
export interface Call extends Verdict {
  readonly callId: string;
  readonly source: string;
  /** Where {@link lastResponse} comes from. */
  readonly basis: Basis;
  readonly from: string;
  readonly to: string;
  readonly gateway: string;
  readonly agent: string;
  /** "" where nothing tells. */
  readonly direction: CallDirection | "";
  /** Who or what picked up; null where nothing tells, or nobody did. */
  readonly pickedUpBy: PickedUpBy | null;
  /**
   * The attempts of a call that was tried more than once, in order of start, each judged as a call of
   * its own; empty where it was tried once. Forks that rang at the same time are attempts as well.
   */
  readonly attempts: readonly Call[];
  /** The last response that a record tells of a call which was seen on the wire as well; null without such a record. */
  readonly recorded: number | null;
  /** "address:port" of the sender of the INVITE, "" where no log shows it. */
  readonly callerAddress: string;
  /** An id that other legs of the call share through an exchange, or the Call-ID of one of them; "" without. */
  readonly link: string;
  /** The setting that replaced what the catalogue says, if one did. */
  readonly override?: Override;
}

/** Every attempt of a call: the call itself where it was tried once. */
export function eachAttempt(call: Call): readonly Call[] {
  return call.attempts.length === 0 ? [call] : call.attempts;
}
