import type { Override } from "../settings/override.ts";
import type { Basis } from "../sip/call-event.ts";
import type { EndedBy, Flag, Outcome, Responsible, Stage } from "../sip/outcomes.ts";

/** One call with everything that the report says about it. Times are epoch µs, durations ms, null = unknown. */
export interface Call {
  readonly callId: string;
  readonly source: string;
  /** Where {@link lastResponse} comes from. */
  readonly basis: Basis;
  readonly start: number;
  readonly end: number | null;
  readonly from: string;
  readonly to: string;
  readonly gateway: string;
  readonly agent: string;
  readonly direction: "outbound" | "inbound" | "internal" | "";
  /** Responses to the initial INVITE in arrival order, and when each came, in ms after the start (null = not known). */
  readonly responses: readonly number[];
  readonly responseOffsetsMs: readonly (number | null)[];
  /** 0 = nothing came back. */
  readonly lastResponse: number;
  /** Last response to the initial INVITE that was seen at all, 487 after our CANCEL included. */
  readonly lastOnWire: number | null;
  readonly reason: string;
  readonly q850: number | null;
  readonly stage: Stage;
  readonly outcome: Outcome;
  readonly responsible: Responsible;
  readonly endedBy: EndedBy | null;
  readonly answered: boolean;
  /** Id of the classification rule that decided. */
  readonly rule: string;
  readonly sessionRequestDelayMs: number | null;
  readonly setupMs: number | null;
  readonly talkMs: number | null;
  /** From the first 100 to the next response, or to the end where none followed. */
  readonly tryingGapMs: number | null;
  /** From the first 18x to the answer or the end. */
  readonly ringMs: number | null;
  /** Its BYE was answered: a completed session in RFC 6076 §4.9. Null where the log cannot show it. */
  readonly byeAnswered: boolean | null;
  /** Start and end were seen. */
  readonly complete: boolean;
  readonly flags: readonly Flag[];
  /** The setting that replaced what the catalogue says, if one did. */
  readonly override?: Override;
}
