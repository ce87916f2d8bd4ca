import type { Call } from "../../calls/call.ts";
import { groupBy } from "../measures/group-by.ts";
import { isShortCall } from "../measures/metrics.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { mantelHaenszel } from "../significance/mantel-haenszel.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { DIFFERENT_TEAMS_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastCalls, leastRate, leastContrast } = THRESHOLDS["short-calls"];

interface Group {
  readonly by: "gateway" | "agent";
  readonly name: string;
  readonly answered: readonly number[];
}

interface Tested {
  readonly group: Group;
  /** Its short calls. */
  readonly own: readonly number[];
  /** The others, and how many of them were short. */
  readonly rest: number;
  readonly shortRest: number;
  /** In the share of short calls, between people or tasks that can be compared. */
  readonly difference: number;
  readonly pValue: number;
}

/**
 * A gateway or an agent whose answered calls end at once, more than twice as often as the others'. Teams with
 * other tasks talk otherwise: an agent is compared with those who show the same number, a gateway with what the same
 * people did over the others.
 */
export function findShortCalls(evidence: Evidence): Finding[] {
  const { calls } = evidence;
  const findings: Finding[] = [];
  let answered = evidence.open().filter((i) => calls[i]!.answered && calls[i]!.talkMs !== null);
  const places = groupsOf(evidence, answered).length;
  for (;;) {
    const tests = groupsOf(evidence, answered).map((group) => tested(evidence, answered, group, places));
    const [worst] = tests
      .filter(({ group, own, rest, shortRest, difference }) => {
        const rate = own.length / group.answered.length;
        const elsewhere = shortRest / rest;
        return (
          own.length >= leastCalls &&
          rate >= leastRate &&
          rate >= leastContrast * elsewhere &&
          // What differs between people must not stand for what differs between gateways.
          difference * 2 >= rate - elsewhere
        );
      })
      .sort((a, b) => a.pValue - b.pValue);
    if (worst === undefined || worst.pValue > DIFFERENT_TEAMS_RATE) return findings;
    const { group, own, rest, shortRest, pValue } = worst;
    findings.push(describe(evidence, group, own, shortRest, rest, pValue));
    const explained = new Set(group.answered);
    answered = answered.filter((i) => !explained.has(i));
  }
}

/** The short calls of a group against those of the others that can be compared with it. */
function tested(
  { calls }: Evidence,
  answered: readonly number[],
  { by, name, answered: all }: Group,
  places: number,
): Tested {
  const isShort = (i: number) => isShortCall(calls[i]!);
  const kind = by === "agent" ? taskOf : whoCalled;
  const members = new Set(all);
  const strata = [...groupBy(answered, (i) => kind(calls[i]!)).values()].map((of) => ({
    own: of.filter((i) => members.has(i)),
    others: of.filter((i) => !members.has(i)),
  }));
  const compared = strata.filter(({ own, others }) => own.length > 0 && others.length > 0);
  const own = compared.flatMap((stratum) => stratum.own);
  const others = compared.flatMap((stratum) => stratum.others);
  const [ownShort, otherShort] = [own.filter(isShort), others.filter(isShort)];
  const common = mantelHaenszel(
    compared.map((stratum) => ({
      successesA: stratum.own.filter(isShort).length,
      trialsA: stratum.own.length,
      successesB: stratum.others.filter(isShort).length,
      trialsB: stratum.others.length,
    })),
  );
  const both = own.length + others.length;
  const p = hypergeometricTail(ownShort.length, ownShort.length + otherShort.length, own.length, both);
  return {
    group: { by, name, answered: own },
    own: ownShort,
    rest: others.length,
    shortRest: otherShort.length,
    difference: common.difference,
    pValue: Math.min(1, p * places),
  };
}

function taskOf({ from }: Call): string {
  return from;
}

function whoCalled({ agent, from }: Call): string {
  return agent || from;
}

function groupsOf({ calls }: Evidence, answered: readonly number[]): Group[] {
  return (["gateway", "agent"] as const).flatMap((by) =>
    [...groupBy(answered, (i) => calls[i]![by])]
      .filter(([name]) => name !== "")
      .map(([name, members]) => ({ by, name, answered: members })),
  );
}

function describe(
  evidence: Evidence,
  { by, name, answered }: Group,
  own: readonly number[],
  shortRest: number,
  rest: number,
  pValue: number,
): Finding {
  return {
    id: `short-calls:${by}:${name}`,
    kind: "short-calls",
    subject: "short-calls",
    facts: {
      by,
      name,
      short: { part: own.length, of: answered.length },
      elsewhere: { part: shortRest, of: rest },
    },
    pValue,
    responsible: by === "gateway" ? "provider" : "us: agent",
    gateway: by === "gateway" ? name : "",
    from: null,
    to: null,
    ...costOf(evidence, own, Math.max(1, Math.round(own.length - (answered.length * shortRest) / rest))),
    proof: own,
  };
}
