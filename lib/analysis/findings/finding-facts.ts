import type { TalkTimer } from "../../sip/talk-timers.ts";

/** So many of so many: "12 of 40 calls". */
export interface Fraction {
  readonly part: number;
  readonly of: number;
}

/** A country or an area that numbers lead to. */
export interface Where {
  /** Leading digits, with "+" where the number is international. */
  readonly prefix: string;
  /** "" where it is an area, or the number does not tell its country. */
  readonly countryName: string;
}

/**
 * What each kind of finding has found, as figures and names; text/ makes the sentences of it. Times
 * are epoch µs, gateways "" where the logs name none.
 */
export interface FindingFacts {
  readonly "blocked-directions": {
    readonly blocked: Fraction;
    readonly agents: readonly string[];
    readonly where: readonly Where[];
    readonly prefixes: readonly string[];
    readonly gateways: readonly string[];
    /** Gateways that would have taken some of the calls. */
    readonly allowedOn: readonly string[];
    readonly rows: readonly {
      readonly agent: string;
      readonly prefix: string;
      readonly gateway: string;
      readonly calls: number;
      readonly allowedOn: readonly string[];
    }[];
  };
  readonly "balance-or-registration": {
    readonly gateway: string;
    readonly codes: readonly number[];
    readonly refused: Fraction;
    /** Refused at other times; null where there was no other time. */
    readonly outside: Fraction | null;
    readonly from: number;
    readonly to: number;
    /** When the gateway refused our login, and how, else when it accepted it while it refused calls; null where no log shows it. */
    readonly registration: { readonly at: number; readonly code: number } | null;
    /** Start of the last call before and of the first one after that went through; null = none. */
    readonly lastBefore: number | null;
    readonly firstAfter: number | null;
  };
  readonly "direction-closed": {
    readonly gateway: string;
    readonly where: Where;
    readonly refused: Fraction;
    readonly elsewhere: Fraction;
  };
  readonly "caller-blocked": {
    /** The number that the calls show. */
    readonly caller: string;
    readonly codes: readonly number[];
    /** The one gateway, or country, in which it is so; null where it is so wherever calls went. */
    readonly onlyOn: string | null;
    readonly onlyTo: Where | null;
    readonly refused: Fraction;
    /** Calls of others over the same gateways. */
    readonly elsewhere: Fraction;
    readonly gateways: readonly string[];
  };
  readonly "caller-labelled": {
    /** The number that the calls show. */
    readonly caller: string;
    /** Numbers that met 480, 486, a refusal or a hang-up within 10 s at their first call from this caller. */
    readonly turnedAway: Fraction;
    /** The same of other callers, in the same hours over the same gateways. */
    readonly elsewhere: Fraction;
    /** Those that picked up and were gone within 10 s. */
    readonly short: number;
    readonly gateways: readonly string[];
  };
  readonly "number-format": {
    /** What numbers begin with in the form that fails and in the one that is reached. */
    readonly bad: string;
    readonly good: string;
    readonly gateways: readonly string[];
    /** Unknown among all calls in the bad form. */
    readonly unknown: Fraction;
    readonly forms: readonly {
      readonly dialled: string;
      readonly calls: number;
      readonly reachedAs: string;
      readonly callsReached: number;
    }[];
  };
  readonly "unknown-on-gateway": {
    readonly gateway: string;
    readonly knownTo: readonly string[];
    /** Unknown here alone among the numbers that were dialled on other gateways as well. */
    readonly numbers: Fraction;
    readonly unknown: Fraction;
  };
  readonly "unknown-form": {
    readonly gateway: string;
    /** What the numbers begin with that the gateway does not know: "+", "00", "0", or "" for nothing. */
    readonly form: string;
    readonly knownForms: readonly string[];
    /** Numbers, in areas that were dialled in both. */
    readonly unknown: Fraction;
    readonly elsewhere: Fraction;
  };
  readonly "dead-numbers": {
    readonly fate: "unknown" | "refused";
    readonly numbers: readonly {
      readonly number: string;
      readonly calls: number;
      readonly lastResponse: number;
      readonly gateways: readonly string[];
    }[];
    readonly calls: number;
    readonly codes: readonly number[];
    readonly gateways: readonly string[];
    /** Numbers that would have failed every time by chance. */
    readonly expected: number;
  };
  readonly "channel-limit": {
    readonly gateway: string;
    /** Calls at once, or new calls per second. */
    readonly limit: number;
    readonly measure: "at once" | "per second";
    readonly code: number;
    readonly failed: Fraction;
    readonly below: Fraction;
    readonly from: number;
    readonly to: number;
  };
  readonly incident: {
    readonly family: FailureFamilyId;
    readonly gateways: readonly string[];
    readonly from: number;
    readonly to: number;
    readonly failed: Fraction;
    /** Failed at other times; null where there was no other time. */
    readonly outside: Fraction | null;
    /** Commonest first. */
    readonly codes: readonly Counted[];
    readonly prefixes: readonly Counted[];
    /** All gateways failed together. */
    readonly everywhere: boolean;
    /** What else one of them left unanswered, from when to when (epoch µs, null = in no log); null where no log shows it. */
    readonly unanswered: {
      readonly method: "REGISTER" | "OPTIONS";
      readonly from: number;
      readonly until: number | null;
    } | null;
  };
  readonly "provider-difference": {
    readonly gateway: string;
    readonly others: readonly string[];
    /** Of the calls, weighted by destination and time of day: below 0 where the gateway answers less. */
    readonly difference: number;
    readonly answered: Fraction;
    readonly answeredElsewhere: Fraction;
  };
  readonly "talk-timer": {
    readonly gateway: string;
    readonly timer: TalkTimer;
    /** Of its answered calls whose length is known. */
    readonly ended: Fraction;
    /** Calls that ended up to 10 s before or after it. */
    readonly around: number;
  };
  readonly "short-calls": {
    readonly by: "gateway" | "agent";
    readonly name: string;
    readonly short: Fraction;
    readonly elsewhere: Fraction;
  };
}

/** Ways of failing that come in windows; what belongs to each is in FAILURE_FAMILIES. */
export type FailureFamilyId = "stall" | "server" | "silence" | "number" | "absence" | "media";

export type Counted = readonly [name: string, count: number];

export type FindingSubject = keyof FindingFacts;
