import type { Override } from "../settings/override.ts";
import type { Basis } from "../sip/call-event.ts";
import type { Verdict } from "../sip/classify/classify.ts";
import type { CallDirection } from "./call-attributes.ts";

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
  /**
   * The attempts of a call that was tried more than once, in order of start, each judged as a call of
   * its own; empty where it was tried once. Forks that rang at the same time are attempts as well.
   */
  readonly attempts: readonly Call[];
  /** The setting that replaced what the catalogue says, if one did. */
  readonly override?: Override;
}

/** Every attempt of a call: the call itself where it was tried once. */
export function eachAttempt(call: Call): readonly Call[] {
  return call.attempts.length === 0 ? [call] : call.attempts;
}
