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
  /** The setting that replaced what the catalogue says, if one did. */
  readonly override?: Override;
}
