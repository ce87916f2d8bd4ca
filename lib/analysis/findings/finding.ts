import type { Responsible } from "../../sip/outcomes.ts";
import type { FindingFacts, FindingSubject } from "./finding-facts.ts";

/** What the tables do with the findings of one kind. */
interface KindTraits {
  /** It has a beginning and an end: it stands among the incidents. */
  readonly hasWindow?: true;
  /** The provider is asked about it, whoever has to act in the end: it stands in the ticket. */
  readonly asksProvider?: true;
  /** The number is not to blame: it is worth dialling again. */
  readonly sparesNumbers?: true;
}

const KINDS = {
  "blocked-directions": {},
  "balance-or-registration": { hasWindow: true, asksProvider: true, sparesNumbers: true },
  "direction-closed": { asksProvider: true, sparesNumbers: true },
  "caller-blocked": {},
  "caller-labelled": { sparesNumbers: true },
  "number-format": {},
  "dead-numbers": {},
  "channel-limit": { hasWindow: true, asksProvider: true, sparesNumbers: true },
  "stall-incident": { hasWindow: true, asksProvider: true },
  "failure-incident": { hasWindow: true, asksProvider: true },
  "provider-difference": {},
  "talk-timer": {},
  "short-calls": {},
} as const satisfies Readonly<Record<string, KindTraits>>;

export type FindingKind = keyof typeof KINDS;
export const FINDING_KINDS = Object.keys(KINDS) as readonly FindingKind[];

export function traitsOf(kind: FindingKind): KindTraits {
  return KINDS[kind];
}

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
  /** Calls among the proof that a later attempt saved: they are not lost. */
  readonly saved: number;
  /** The attempts that prove it, as indices into all attempts of the report, in order of start. */
  readonly proof: readonly number[];
}
