import type { FindingSubject } from "./finding-facts.ts";

/** Tests that are made on one report: as many as FINDERS. */
const TESTS = 15;

/**
 * Chance that one test finds something although the calls show nothing, so that all of them together
 * make at most one false finding in a hundred reports.
 */
export const FALSE_POSITIVE_RATE = 0.01 / TESTS;

/** For what teams with other lists and other tasks have in other measure, whatever chance does. */
export const DIFFERENT_TEAMS_RATE = FALSE_POSITIVE_RATE / 10;

/**
 * How much there must be of a thing before it is worth a sentence; whether it can be chance is another
 * question. Rates are parts of calls. The report tells its readers these numbers. Those of incidents (stalls,
 * failures for a time) differ by what fails: FAILURE_FAMILIES.
 */
export const THRESHOLDS = {
  "blocked-directions": { leastCalls: 3 },
  /** Who redials one number that may not be called shows nothing about the account. */
  "balance-or-registration": { leastCalls: 5, leastRate: 0.8, leastNumbers: 3 },
  /** A closed direction refuses nearly every number, and the others are open. */
  "direction-closed": { leastNumbers: 5, leastRate: 0.8, mostRateElsewhere: 0.05 },
  /** Most numbers refuse a blocked caller, and few the others. */
  "caller-blocked": { leastNumbers: 5, leastRate: 0.5, mostRateElsewhere: 0.1 },
  /** Rates are of the numbers dialled. The lists of two teams differ by less than this. */
  "caller-labelled": { leastNumbers: 20, leastRate: 0.5, leastContrast: 2 },
  "number-format": { leastNumbers: 3, leastRate: 0.8 },
  /** The rate is of the numbers that were dialled on other gateways too. */
  "unknown-on-gateway": { leastNumbers: 5, leastRate: 0.5 },
  /** Rates are of the numbers in one form, and of those of the same areas in other forms. */
  "unknown-form": { leastNumbers: 5, leastRate: 0.8, mostRateElsewhere: 0.2 },
  "dead-numbers": { leastNumbers: 3 },
  /** At the limit most attempts fail, and several times as many of them as below it; one subscriber who is engaged is no limit. */
  "channel-limit": { leastCalls: 5, leastRate: 0.6, leastContrast: 4, leastNumbers: 3, leastLimit: 2 },
  /** Smaller differences are nobody's reason to move traffic. */
  "provider-difference": { leastDifference: 0.05 },
  /** Rates are of the answered calls of a gateway, the contrast is to the other gateways. */
  "talk-timer": { leastCalls: 8, leastRate: 0.03, leastContrast: 3 },
  /** Carriers lose trust in a caller above this share of short calls (Twilio's reports). */
  "short-calls": { leastCalls: 10, leastRate: 0.15, leastContrast: 2 },
} as const satisfies Readonly<Record<Exclude<FindingSubject, "incident">, Readonly<Record<string, number>>>>;
