import type { Responsible } from "../../sip/outcomes.ts";
import type { FindingFacts, FindingSubject } from "./finding-facts.ts";

export const FINDING_KINDS = [
  "blocked-directions",
  "balance-or-registration",
  "direction-closed",
  "caller-blocked",
  "number-format",
  "dead-numbers",
  "channel-limit",
  "stall-incident",
  "failure-incident",
  "provider-difference",
  "short-calls",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Something that the calls of a period show together, with its proof: facts, never a sentence. */
export type Finding = { readonly [S in FindingSubject]: FindingAbout<S> }[FindingSubject];

export interface FindingAbout<S extends FindingSubject> {
  /** Stable over revisions: kind, gateway and subject. */
  readonly id: string;
  readonly kind: FindingKind;
  /** Whose words it is told in: one kind may have several, several kinds may share one. */
  readonly subject: S;
  readonly facts: FindingFacts[S];
  /**
   * Probability of seeing this anywhere in a report of this size by chance: already multiplied by the
   * number of places that were looked at.
   */
  readonly pValue: number;
  readonly responsible: Responsible;
  /** "" where it is about no single gateway. */
  readonly gateway: string;
  /** Epoch µs; null where it has no beginning or end of its own. */
  readonly from: number | null;
  readonly to: number | null;
  /** Calls that would have gone through or would not have been made. */
  readonly lost: number;
  /** The calls that prove it, as indices into the report's calls, in order of start. */
  readonly proof: readonly number[];
}
