import type { Call } from "../../calls/call.ts";
import { groupBy } from "../measures/group-by.ts";
import { isShortCall } from "../measures/metrics.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

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
  readonly pValue: number;
}

/**
 * A gateway or an agent whose answered calls end at once, more than twice as often as the others'. Teams with
 * other tasks talk otherwise: a gateway is compared with what the same people did over the others.
 */
export function findShortCalls(evidence: Evidence): Finding[] {
  const { calls } = evidence;
  const findings: Finding[] = [];
  let answered = evidence.open().filter((i) => calls[i]!.answered && calls[i]!.talkMs !== null);
  const places = groupsOf(evidence, answered).length;
  for (;;) {
    const tests = groupsOf(evidence, answered).map((group) => tested(evidence, answered, group, places));
    const [worst] = tests
      .filter(({ group, own, rest, shortRest }) => {
        const rate = own.length / group.answered.length;
        return (
          own.length >= leastCalls &&
          rate >= leastRate &&
          rest > 0 &&
          rate >= (leastContrast * shortRest) / rest
        );
      })
      .sort((a, b) => a.pValue - b.pValue);
    if (worst === undefined || worst.pValue > FALSE_POSITIVE_RATE) return findings;
    const { group, own, rest, shortRest, pValue } = worst;
    findings.push(describe(evidence, group, own, shortRest, rest, pValue));
    const explained = new Set(group.answered);
    answered = answered.filter((i) => !explained.has(i));
  }
}

/** The short calls of a group against those of the others that can be compared with it. */
function tested(evidence: Evidence, answered: readonly number[], group: Group, places: number): Tested {
  const { calls } = evidence;
  const isShort = (i: number) => isShortCall(calls[i]!);
  const own = group.answered.filter(isShort);
  const others = comparable(evidence, answered, group);
  const shortRest = others.filter(isShort).length;
  const p = hypergeometricTail(
    own.length,
    own.length + shortRest,
    group.answered.length,
    group.answered.length + others.length,
  );
  return { group, own, rest: others.length, shortRest, pValue: Math.min(1, p * places) };
}

function comparable({ calls }: Evidence, answered: readonly number[], group: Group): number[] {
  const members = new Set(group.answered);
  const others = answered.filter((i) => !members.has(i));
  if (group.by === "agent") return others;
  const people = new Set(group.answered.map((i) => whoCalled(calls[i]!)));
  return others.filter((i) => people.has(whoCalled(calls[i]!)));
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
