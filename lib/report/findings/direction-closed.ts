import { hypergeometricTail } from "../evidence/hypergeometric-tail.ts";
import { getOrMake } from "../group-by.ts";
import { type Evidence, FALSE_POSITIVE_RATE } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { count, percent } from "./phrases.ts";
import { WORDING } from "./wording.ts";

const LEAST_CALLS = 5;
/** A closed direction refuses nearly everything … */
const LEAST_RATE = 0.8;
/** … and the others are open. */
const MOST_RATE_ELSEWHERE = 0.05;

interface Group {
  readonly name: string;
  readonly members: number[];
  readonly refused: number[];
}

/** 403 on one country or area of a gateway while the rest goes through: the provider has it closed. */
export function findDirectionClosed(evidence: Evidence): Finding[] {
  const tested = [...evidence.openByGateway()].map(([gateway, sequence]) => ({
    gateway,
    sequence,
    groups: groupsOf(evidence, sequence).filter(isClosed),
    places: placesOf(evidence, sequence),
  }));
  const places = tested.reduce((sum, one) => sum + one.places, 0);
  return tested.flatMap(({ gateway, sequence, groups }) => {
    const findings: Finding[] = [];
    const taken = new Set<number>();
    // A closed country speaks for its areas.
    for (const group of groups.sort(
      (a, b) => b.refused.length - a.refused.length || a.name.length - b.name.length,
    )) {
      if (group.refused.some((i) => taken.has(i))) continue;
      const finding = test(evidence, gateway, sequence, group, groups, places);
      if (finding === null) continue;
      for (const i of group.members) taken.add(i);
      findings.push(finding);
    }
    return findings;
  });
}

function isForbidden(evidence: Evidence, i: number): boolean {
  return evidence.calls[i]!.lastResponse === 403;
}

function isClosed({ members, refused }: Group): boolean {
  return refused.length >= LEAST_CALLS && refused.length >= LEAST_RATE * members.length;
}

/** By country and by area. */
function groupsOf(evidence: Evidence, sequence: readonly number[]): Group[] {
  const groups = new Map<string, Group>();
  for (const i of sequence) {
    const { zone, prefix } = evidence.directions[i]!;
    for (const name of new Set([zone, prefix])) {
      const group = getOrMake(groups, name, (): Group => ({ name, members: [], refused: [] }));
      group.members.push(i);
      if (isForbidden(evidence, i)) group.refused.push(i);
    }
  }
  return [...groups.values()];
}

/** Groups that could have been found: known without looking at the responses. */
function placesOf(evidence: Evidence, sequence: readonly number[]): number {
  return groupsOf(evidence, sequence).filter(({ members }) => members.length >= LEAST_CALLS).length;
}

function test(
  evidence: Evidence,
  gateway: string,
  sequence: readonly number[],
  group: Group,
  closed: readonly Group[],
  places: number,
): Finding | null {
  const elsewhere = new Set(sequence);
  for (const { members } of [group, ...closed]) for (const i of members) elsewhere.delete(i);
  const refusedElsewhere = [...elsewhere].filter((i) => isForbidden(evidence, i)).length;
  if (refusedElsewhere > MOST_RATE_ELSEWHERE * elsewhere.size) return null;
  const single = hypergeometricTail(
    group.refused.length,
    sequence.filter((i) => isForbidden(evidence, i)).length,
    group.members.length,
    sequence.length,
  );
  const pValue = Math.min(1, single * places);
  if (pValue > FALSE_POSITIVE_RATE) return null;
  const words = WORDING["direction-closed"];
  const { zone, countryName } = evidence.directions[group.members[0]!]!;
  const where = group.name === zone && countryName !== "" ? `${countryName} (${zone})` : group.name;
  const { calls } = evidence;
  return {
    id: `direction-closed:${gateway}:${group.name}`,
    kind: "direction-closed",
    title: words.title(gateway, where),
    seen: words.seen(
      count(group.refused.length),
      count(group.members.length),
      where,
      percent(refusedElsewhere, elsewhere.size),
      count(elsewhere.size),
    ),
    certainty: { test: words.test, pValue },
    responsible: "provider",
    action: words.action(where),
    gateway,
    from: calls[group.refused[0]!]!.start,
    to: calls[group.refused.at(-1)!]!.start,
    lost: group.refused.length,
    proof: group.refused,
    details: { columns: [], rows: [] },
  };
}
