import { getOrMake, groupBy } from "../measures/group-by.ts";
import { poissonTail } from "../significance/poisson-tail.ts";
import { callsBySubscriber } from "./calls-by-subscriber.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { isReached, isUnknownNumber } from "./number-format.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastNumbers, leastRate } = THRESHOLDS["unknown-on-gateway"];

interface Shared {
  /** Numbers that other gateways were asked for as well. */
  numbers: number;
  /** Those that only this gateway does not know, as shuffled responses would give. */
  expected: number;
  readonly unknown: (readonly number[])[];
  readonly knownTo: Set<string>;
}

/** 404 on one gateway for numbers that another one reaches: it expects another form, or has no route. */
export function findUnknownOnGateway(evidence: Evidence): Finding[] {
  const gateways = shared(evidence);
  return [...gateways].flatMap(([gateway, { numbers, expected, unknown, knownTo }]) => {
    const pValue = Math.min(1, poissonTail(unknown.length, expected) * gateways.size);
    if (unknown.length < leastNumbers || unknown.length < leastRate * numbers) return [];
    return pValue > FALSE_POSITIVE_RATE
      ? []
      : [describe(evidence, gateway, numbers, unknown.flat(), knownTo, pValue)];
  });
}

function shared({ calls, subscribers, open }: Evidence): Map<string, Shared> {
  const sequence = open().filter((i) => calls[i]!.outcome !== "direction blocked");
  const unknownRate = sequence.filter((i) => isUnknownNumber(calls[i]!)).length / sequence.length;
  const reachedRate = sequence.filter((i) => isReached(calls[i]!)).length / sequence.length;
  const gateways = new Map<string, Shared>();
  for (const attempts of callsBySubscriber(sequence, subscribers, 2)) {
    const first = calls[attempts[0]!]!.gateway;
    if (attempts.every((i) => calls[i]!.gateway === first)) continue;
    for (const [gateway, own] of groupBy(attempts, (i) => calls[i]!.gateway)) {
      const others = attempts.filter((i) => calls[i]!.gateway !== gateway);
      const group = getOrMake(gateways, gateway, () => ({
        numbers: 0,
        expected: 0,
        unknown: [],
        knownTo: new Set<string>(),
      }));
      group.numbers++;
      group.expected += unknownRate ** own.length * (1 - (1 - reachedRate) ** others.length);
      const reached = others.filter((i) => isReached(calls[i]!));
      if (reached.length === 0 || !own.every((i) => isUnknownNumber(calls[i]!))) continue;
      group.unknown.push(own);
      for (const i of reached) group.knownTo.add(calls[i]!.gateway);
    }
  }
  return gateways;
}

function describe(
  evidence: Evidence,
  gateway: string,
  numbers: number,
  own: readonly number[],
  knownTo: ReadonlySet<string>,
  pValue: number,
): Finding {
  const { calls, openByGateway } = evidence;
  const sequence = openByGateway().get(gateway) ?? [];
  const unknown = sequence.filter((i) => isUnknownNumber(calls[i]!));
  // Where it knows hardly any number, those that nobody else was asked for belong to the same story.
  const proof = unknown.length >= leastRate * sequence.length ? unknown : [...own].sort((a, b) => a - b);
  return {
    id: `number-format:${gateway}`,
    kind: "number-format",
    subject: "unknown-on-gateway",
    facts: {
      gateway,
      knownTo: [...knownTo],
      numbers: { part: new Set(own.map((i) => evidence.subscribers[i]!)).size, of: numbers },
      unknown: { part: unknown.length, of: sequence.length },
    },
    pValue,
    responsible: "us: settings",
    gateway,
    from: null,
    to: null,
    ...costOf(evidence, proof, proof.length),
    proof,
  };
}
