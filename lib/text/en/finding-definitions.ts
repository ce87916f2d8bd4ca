import { FAILURE_FAMILIES, type FailureFamily } from "../../analysis/findings/failure-families.ts";
import type { FindingKind } from "../../analysis/findings/finding.ts";
import type { FailureFamilyId } from "../../analysis/findings/finding-facts.ts";
import { THRESHOLDS } from "../../analysis/findings/thresholds.ts";
import { SHORT_CALL_MS } from "../../analysis/measures/metrics.ts";
import { TALK_TIMERS } from "../../sip/talk-timers.ts";
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
    condition: `At least ${of("blocked-directions").leastCalls} calls to one area were blocked with 9XX on one gateway, far more than elsewhere`,
    test: FINDING_WORDINGS["blocked-directions"].test,
  },
  "balance-or-registration": {
    name: "Balance or registration",
    condition: `A gateway refuses at least ${part(of("balance-or-registration").leastRate)} of its calls with 401, 402, 403 or 407 for a period, to at least ${of("balance-or-registration").leastNumbers} numbers in several countries or where calls went through at other times; or all the time`,
    test: FINDING_WORDINGS["balance-or-registration"].test,
  },
  "direction-closed": {
    name: "Direction closed",
    condition: `A gateway refuses at least ${part(of("direction-closed").leastRate)} of the calls to a country or area with 403, to at least ${of("direction-closed").leastNumbers} numbers, and at most ${part(of("direction-closed").mostRateElsewhere)} of the others`,
    test: FINDING_WORDINGS["direction-closed"].test,
  },
  "caller-blocked": {
    name: "Caller blocked",
    condition: `At least ${part(of("caller-blocked").leastRate)} of the calls that show one of our numbers are refused (403, 433, 603+, 607, 608), to at least ${of("caller-blocked").leastNumbers} numbers, by all gateways, by one or in one country, and at most ${part(of("caller-blocked").mostRateElsewhere)} of the others at the same time over the same gateways`,
    test: FINDING_WORDINGS["caller-blocked"].test,
  },
  "caller-labelled": {
    name: "Caller labelled",
    condition: `At least ${of("caller-labelled").leastNumbers} numbers, ${part(of("caller-labelled").leastRate)} of those dialled from one of our numbers, get 480 or 486, refuse or hang up within ${SHORT_CALL_MS / 1000} s, ${of("caller-labelled").leastContrast} times the share of other callers in the same hours over the same gateways`,
    test: FINDING_WORDINGS["caller-labelled"].test,
  },
  "number-format": {
    name: "Number format",
    condition: `At least ${of("number-format").leastNumbers} numbers get 404 or 484 in one form and are reached in another; or at least ${of("unknown-on-gateway").leastNumbers} get it on one gateway and are reached on another; or at least ${of("unknown-form").leastNumbers} numbers, ${part(of("unknown-form").leastRate)} of those in one form, get it, and at most ${part(of("unknown-form").mostRateElsewhere)} of those of the same areas in other forms`,
    test: FINDING_WORDINGS["number-format"].test,
  },
  "dead-numbers": {
    name: "Dead numbers",
    condition: `At least ${of("dead-numbers").leastNumbers} numbers were dialled more than once and do not exist at any attempt, or are refused with 403 on every gateway`,
    test: FINDING_WORDINGS["dead-numbers"].test,
  },
  "channel-limit": {
    name: "Channel limit",
    condition: `At least ${part(of("channel-limit").leastRate)} of the calls that start while N or more are up, or within a second of N others, fail with 503, 486 or 480, ${of("channel-limit").leastContrast} times as many as below`,
    test: FINDING_WORDINGS["channel-limit"].test,
  },
  "stall-incident": {
    name: "Stall",
    condition: `A gateway lets at least ${part(family("stall").leastRate)} of its calls stall at 100 for a time, at least ${family("stall").leastCalls} calls`,
    test: FINDING_WORDINGS.incident.test,
  },
  "failure-incident": {
    name: "Failure",
    condition: `For a time at least ${Math.min(...FAILURE_FAMILIES.map(({ leastCalls }) => leastCalls))} calls of a gateway fail in one way: ${part(family("server").leastRate)} with 5xx, ${part(family("silence").leastRate)} with 408 or nothing, ${part(family("media").leastRate)} with a media refusal, ${part(family("number").leastRate)} with unknown number, ${part(family("absence").leastRate)} with busy or unavailable`,
    test: FINDING_WORDINGS.incident.test,
  },
  "provider-difference": {
    name: "Difference between providers",
    condition: `A gateway answers at least ${100 * of("provider-difference").leastDifference} of 100 calls more or less than the others in the same directions and hours; calls of other findings are left out`,
    test: FINDING_WORDINGS["provider-difference"].test,
  },
  "talk-timer": {
    name: "Calls that end at a timer",
    condition: `At least ${of("talk-timer").leastCalls} answered calls of a gateway, ${part(of("talk-timer").leastRate)} of them, end after ${TALK_TIMERS.map(({ seconds }) => seconds).join(", ")} s: far more than shortly before and after, and ${of("talk-timer").leastContrast} times the share of the other gateways`,
    test: FINDING_WORDINGS["talk-timer"].test,
  },
  "short-calls": {
    name: "Short calls",
    condition: `At least ${part(of("short-calls").leastRate)} of the answered calls of a gateway or an agent end within ${SHORT_CALL_MS / 1000} s, at least ${of("short-calls").leastCalls} calls and ${of("short-calls").leastContrast} times the share of the others; an agent is compared with those who show the same number, a gateway with the same agents or callers over other gateways`,
    test: FINDING_WORDINGS["short-calls"].test,
  },
};

/** What the reader may rely on. */
export const FALSE_POSITIVE_SENTENCE =
  "Each test allows for every place it examined. If outcomes were dealt out to the calls by chance, all tests together would make at most one finding in 100 reports.";

function of<S extends keyof typeof THRESHOLDS>(subject: S): (typeof THRESHOLDS)[S] {
  return THRESHOLDS[subject];
}

function family(id: FailureFamilyId): FailureFamily {
  return FAILURE_FAMILIES.find((row) => row.id === id)!;
}

function part(rate: number): string {
  return `${Math.round(100 * rate)} %`;
}
