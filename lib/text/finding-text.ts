import type { FindingFacts, FindingSubject } from "../analysis/findings/finding-facts.ts";

/** What one language says about one finding. */
export interface FindingText {
  /** One sentence: what is wrong, where, since when. */
  readonly title: string;
  /** What was seen, in numbers; one sentence each. */
  readonly seen: readonly string[];
  /** What to do about it. */
  readonly action: string;
  /** The statistical test by name. */
  readonly test: string;
  /** Prefixes, agents or numbers, the worst first; no rows where there is nothing to list. */
  readonly details: FindingDetails;
}

export interface FindingDetails {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** How one language tells of one subject. */
export interface Wording<S extends FindingSubject> {
  title(facts: FindingFacts[S], when: TimeText): string;
  seen(facts: FindingFacts[S], when: TimeText): readonly string[];
  action(facts: FindingFacts[S]): string;
  readonly test: string;
  details?(facts: FindingFacts[S]): FindingDetails;
}

export type Wordings = { readonly [S in FindingSubject]: Wording<S> };

/** Times (epoch µs) as the sentences of one report write them. */
export interface TimeText {
  /** "14:05", with the date where the report spans several days. */
  clock(at: number): string;
  /** "from 14:05 to 15:40", "at 14:05"; in a report of several days "from 2026-11-20 14:05 to 15:40". */
  span(from: number, to: number): string;
}
