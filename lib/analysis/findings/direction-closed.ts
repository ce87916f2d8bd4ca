import { getOrMake } from "../measures/group-by.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { plainResponse } from "./plain-response.ts";
import { numbersOf, withoutRepeats } from "./redials.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastNumbers, leastRate, mostRateElsewhere } = THRESHOLDS["direction-closed"];

interface Group {
  readonly name: string;
  readonly members: number[];
  readonly refused: number[];
}

/** 403 on one country or area of a gateway while the rest goes through: the provider has it closed. */
export function findDirectionClosed(evidence: Evidence): Finding[] {
  const tested = [...evidence.openByGateway()].map(([gateway, all]) => {
    const sequence = withoutRepeats(evidence, all, (i) => isForbidden(evidence, i));
    return { gateway, all, sequence, ...closedGroups(evidence, sequence) };
  });
  const places = tested.reduce((sum, one) => sum + one.places, 0);
  return tested.flatMap(({ gateway, all, sequence, closed }) => {
    const findings: Finding[] = [];
    const taken = new Set<number>();
    for (const group of closed) {
      if (group.refused.some((i) => taken.has(i))) continue;
      const finding = test(evidence, gateway, { all, sequence }, group, closed, places);
      if (finding === null) continue;
      for (const i of group.members) taken.add(i);
      findings.push(finding);
    }
    return findings;
  });
}

function isForbidden(evidence: Evidence, i: number): boolean {
  return plainResponse(evidence.calls[i]!) === 403;
}

/**
 * Countries and areas that refuse nearly everything, a country before its areas: it speaks for them.
 * `places` counts all that could have been found, which does not depend on the responses.
 */
function closedGroups(evidence: Evidence, sequence: readonly number[]): { closed: Group[]; places: number } {
  const { destinations } = evidence;
  const counts = new Map<string, { calls: number; refused: number }>();
  for (const i of sequence) {
    const refused = isForbidden(evidence, i) ? 1 : 0;
    const { zone, prefix } = destinations[i]!;
    for (let name = zone; ; name = prefix) {
      const count = getOrMake(counts, name, () => ({ calls: 0, refused: 0 }));
      count.calls++;
      count.refused += refused;
      if (name === prefix) break;
    }
  }
  const closed: Group[] = [];
  let places = 0;
  for (const [name, { calls, refused }] of counts) {
    if (calls < leastNumbers) continue;
    places++;
    if (refused < leastNumbers || refused < leastRate * calls) continue;
    const members = sequence.filter((i) => isIn(evidence, i, name));
    const forbidden = members.filter((i) => isForbidden(evidence, i));
    if (numbersOf(evidence, forbidden) < leastNumbers) continue;
    closed.push({ name, members, refused: forbidden });
  }
  closed.sort((a, b) => b.refused.length - a.refused.length || a.name.length - b.name.length);
  return { closed, places };
}

function isIn({ destinations }: Evidence, i: number, name: string): boolean {
  return destinations[i]!.zone === name || destinations[i]!.prefix === name;
}

/**
 * @param sequence calls of the gateway without the redials of refused numbers, which are among `all`
 */
function test(
  evidence: Evidence,
  gateway: string,
  { all, sequence }: { readonly all: readonly number[]; readonly sequence: readonly number[] },
  group: Group,
  closed: readonly Group[],
  places: number,
): Finding | null {
  const elsewhere = new Set(sequence);
  for (const { members } of [group, ...closed]) for (const i of members) elsewhere.delete(i);
  const refusedElsewhere = [...elsewhere].filter((i) => isForbidden(evidence, i)).length;
  if (refusedElsewhere > mostRateElsewhere * elsewhere.size) return null;
  const single = hypergeometricTail(
    group.refused.length,
    sequence.filter((i) => isForbidden(evidence, i)).length,
    group.members.length,
    sequence.length,
  );
  const pValue = Math.min(1, single * places);
  if (pValue > FALSE_POSITIVE_RATE) return null;
  const { zone, countryName } = evidence.destinations[group.members[0]!]!;
  const { calls } = evidence;
  const proof = all.filter((i) => isIn(evidence, i, group.name) && isForbidden(evidence, i));
  return {
    id: `direction-closed:${gateway}:${group.name}`,
    kind: "direction-closed",
    subject: "direction-closed",
    facts: {
      gateway,
      where: { prefix: group.name, countryName: group.name === zone ? countryName : "" },
      refused: { part: group.refused.length, of: group.members.length },
      elsewhere: { part: refusedElsewhere, of: elsewhere.size },
    },
    pValue,
    responsible: "provider",
    gateway,
    from: calls[proof[0]!]!.start,
    to: calls[proof.at(-1)!]!.start,
    ...costOf(evidence, proof, proof.length),
    proof,
  };
}
