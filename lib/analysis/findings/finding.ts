import type { Responsible } from "../../sip/outcomes.ts";

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

/** Something that the calls of a period show together, with its proof. */
export interface Finding {
  /** Stable over revisions: kind, gateway and subject. */
  readonly id: string;
  readonly kind: FindingKind;
  /** One sentence: what is wrong, where, since when. */
  readonly title: string;
  /** What was seen, in numbers; one sentence each. */
  readonly seen: readonly string[];
  readonly certainty: Certainty;
  readonly responsible: Responsible;
  readonly action: string;
  /** "" where it is about no single gateway. */
  readonly gateway: string;
  /** Epoch µs; null where it has no beginning or end of its own. */
  readonly from: number | null;
  readonly to: number | null;
  /** Calls that would have gone through or would not have been made. */
  readonly lost: number;
  /** The calls that prove it, as indices into the report's calls, in order of start. */
  readonly proof: readonly number[];
  /** Details for the sheets: prefixes, agents, numbers. */
  readonly details: FindingDetails;
}

/** How sure a finding is. */
export interface Certainty {
  /** The test by name, in words. */
  readonly test: string;
  /**
   * Probability of seeing this anywhere in a report of this size by chance: already multiplied by the
   * number of places that were looked at.
   */
  readonly pValue: number;
}

export interface FindingDetails {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export const NO_DETAILS: FindingDetails = { columns: [], rows: [] };
