import type { FindingKind } from "../../analysis/findings/finding.ts";
import { FINDING_WORDINGS } from "./findings.ts";

export interface FindingDefinition {
  readonly name: string;
  /** What has to be so that the finding is made. */
  readonly condition: string;
  /** How chance is ruled out. */
  readonly test: string;
}

/** What each kind of finding looks for, in the order in which the kinds are tried. */
export const FINDING_DEFINITIONS: Readonly<Record<FindingKind, FindingDefinition>> = {
  "blocked-directions": {
    name: "Blocked directions",
    condition: "At least 3 calls to one area were blocked with 9XX on one gateway, far more than elsewhere",
    test: FINDING_WORDINGS["blocked-directions"].test,
  },
  "balance-or-registration": {
    name: "Balance or registration",
    condition:
      "A gateway refuses at least 80 % of its calls with 401, 402, 403 or 407 for a period, in several countries or where calls went through at other times; or all the time",
    test: FINDING_WORDINGS["balance-or-registration"].test,
  },
  "direction-closed": {
    name: "Direction closed",
    condition:
      "A gateway refuses at least 80 % of the calls to a country or area with 403, and at most 5 % of the others",
    test: FINDING_WORDINGS["direction-closed"].test,
  },
  "caller-blocked": {
    name: "Caller blocked",
    condition:
      "At least half of the calls that show one of our numbers are refused (403, 433, 603+, 607, 608), and at most 10 % of the others",
    test: FINDING_WORDINGS["caller-blocked"].test,
  },
  "number-format": {
    name: "Number format",
    condition:
      "At least 3 numbers get 404 or 484 in one form and are reached in another; or at least 5 get it on one gateway and are reached on another",
    test: FINDING_WORDINGS["number-format"].test,
  },
  "dead-numbers": {
    name: "Dead numbers",
    condition:
      "At least 3 numbers were dialled more than once and do not exist at any attempt, or are refused with 403 on every gateway",
    test: FINDING_WORDINGS["dead-numbers"].test,
  },
  "channel-limit": {
    name: "Channel limit",
    condition:
      "At least 60 % of the calls that start while N or more are up fail with 503, 486 or 480, and at most a quarter as many below N",
    test: FINDING_WORDINGS["channel-limit"].test,
  },
  "stall-incident": {
    name: "Stall",
    condition: "A gateway lets at least 30 % of its calls stall at 100 for a time, at least 5 calls",
    test: FINDING_WORDINGS.incident.test,
  },
  "failure-incident": {
    name: "Failure",
    condition:
      "For a time at least 5 calls of a gateway fail in one way: 30 % with 5xx, with 408 or nothing, or with a media refusal; 50 % with unknown number; 80 % with busy or unavailable",
    test: FINDING_WORDINGS.incident.test,
  },
  "provider-difference": {
    name: "Difference between providers",
    condition:
      "A gateway answers at least 5 of 100 calls more or less than the others in the same directions and hours; calls of other findings are left out",
    test: FINDING_WORDINGS["provider-difference"].test,
  },
  "short-calls": {
    name: "Short calls",
    condition:
      "At least 15 % of the answered calls of a gateway or an agent end within 10 s, at least 10 calls and twice the share of the others",
    test: FINDING_WORDINGS["short-calls"].test,
  },
};

/** What the reader may rely on. */
export const FALSE_POSITIVE_SENTENCE =
  "Each test allows for every place it examined. If outcomes were dealt out to the calls by chance, all tests together would make at most one finding in 100 reports.";
