import type { Outcome, Responsible } from "../outcomes.ts";

/** A probable cause and where that knowledge comes from. */
export type Cause = readonly [text: string, source: string];

/** What one response means for the people who dialled. The provider has the last word on every cause. */
export interface CatalogueEntry {
  readonly outcome: Outcome;
  /** Who probably has to act. */
  readonly responsible: Responsible;
  /** One clause in plain words; reads on after "486 Busy Here: ". */
  readonly meaning: string;
  /** Most probable first. */
  readonly causes: readonly Cause[];
  /** What to do on our side. */
  readonly action: string;
  /** What to ask the provider; "" where there is nothing to ask. */
  readonly ask: string;
}

/** Where the knowledge that is in no RFC comes from. */
export const PART_1 = "Oki-Toki, What is a SIP response, part 1";
export const PART_2 = "Oki-Toki, What is a SIP response, part 2";
export const ARTICLE_2026 = "Oki-Toki, SIP responses, 2026";
