import type { Destination } from "../../numbering/destination.ts";
import { HOUR_US } from "../../time/durations.ts";
import { getOrMake } from "../measures/group-by.ts";
import { type CommonDifference, mantelHaenszel, type Stratum } from "../significance/mantel-haenszel.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

/** Below this the normal approximation of the test is too rough. */
const LEAST_INFORMATION = 10;
const { leastDifference } = THRESHOLDS["provider-difference"];
/** Hours that are compared with each other: an evening must not be compared with a morning. */
const BLOCK_US = 3 * HOUR_US;

/** Calls of one direction in one part of the day, by gateway. */
type Strata = ReadonlyMap<Destination, ReadonlyMap<string, Stratified>>;
type Stratified = ReadonlyMap<string, Counts>;
interface Counts {
  calls: number;
  answered: number;
}

interface Contrast extends CommonDifference {
  readonly gateway: string;
}

/**
 * A gateway that answers less, or more, than the others on the same destinations at the same time of
 * day. The one that stands out most is left out before the rest is compared again. Only first attempts
 * compare: those after them are made with the calls that another gateway could not deliver.
 */
export function findProviderDifference(evidence: Evidence): Finding[] {
  const strata = stratify(evidence);
  const gateways = [...evidence.openByGateway().keys()].filter((gateway) => gateway !== "");
  const places = Math.max(1, gateways.length);
  const findings: Finding[] = [];
  for (let left = gateways; left.length > 1; ) {
    const outlier = left
      .map((gateway): Contrast => ({ gateway, ...mantelHaenszel(against(strata, gateway, left)) }))
      .filter(({ information }) => information >= LEAST_INFORMATION)
      .sort((a, b) => a.pValue - b.pValue || a.difference - b.difference)[0];
    if (outlier === undefined || outlier.pValue * places > FALSE_POSITIVE_RATE) break;
    // Of two gateways, the worse one has the problem.
    const gateway =
      left.length === 2 && outlier.difference > 0
        ? left.find((g) => g !== outlier.gateway)!
        : outlier.gateway;
    const others = left.filter((each) => each !== gateway);
    if (Math.abs(outlier.difference) >= leastDifference) {
      findings.push(describe(evidence, strata, gateway, others, Math.min(1, outlier.pValue * places)));
    }
    left = others;
  }
  return findings;
}

/**
 * The part of a local day, counted on from 1970, with who called: each team works through a list of its own,
 * and a list of friends answers more than one of strangers.
 */
function blockOf({ calls, clock }: Evidence, i: number): string {
  const { start, agent, from } = calls[i]!;
  return `${Math.floor((start + clock.offsetOf(start)) / BLOCK_US)}\n${from}\n${agent}`;
}

function stratify(evidence: Evidence): Strata {
  const strata = new Map<Destination, Map<string, Map<string, Counts>>>();
  for (const [gateway, sequence] of evidence.openByGateway()) {
    for (const i of sequence) {
      if (!evidence.attempts.isFirst(i)) continue;
      const blocks = getOrMake(
        strata,
        evidence.destinations[i]!,
        () => new Map<string, Map<string, Counts>>(),
      );
      const stratum = getOrMake(blocks, blockOf(evidence, i), () => new Map<string, Counts>());
      const counts = getOrMake(stratum, gateway, () => ({ calls: 0, answered: 0 }));
      counts.calls++;
      if (evidence.calls[i]!.answered) counts.answered++;
    }
  }
  return strata;
}

/** The gateway and the sum of the others, in the strata that both have. */
function against(strata: Strata, gateway: string, gateways: readonly string[]): Stratum[] {
  const shared: Stratum[] = [];
  for (const stratum of [...strata.values()].flatMap((blocks) => [...blocks.values()])) {
    const own = stratum.get(gateway);
    if (own === undefined) continue;
    const rest = { calls: 0, answered: 0 };
    for (const other of gateways) {
      const counts = other === gateway ? undefined : stratum.get(other);
      rest.calls += counts?.calls ?? 0;
      rest.answered += counts?.answered ?? 0;
    }
    if (rest.calls === 0) continue;
    shared.push({
      successesA: own.answered,
      trialsA: own.calls,
      successesB: rest.answered,
      trialsB: rest.calls,
    });
  }
  return shared;
}

function describe(
  evidence: Evidence,
  strata: Strata,
  gateway: string,
  others: readonly string[],
  pValue: number,
): Finding {
  const { calls } = evidence;
  const shared = against(strata, gateway, [gateway, ...others]);
  const { difference } = mantelHaenszel(shared);
  const sum = (pick: (stratum: Stratum) => number) => shared.reduce((total, each) => total + pick(each), 0);
  const own = { calls: sum((s) => s.trialsA), answered: sum((s) => s.successesA) };
  const rest = { calls: sum((s) => s.trialsB), answered: sum((s) => s.successesB) };
  const isWorse = difference < 0;
  const weak = isWorse ? [gateway] : others;
  const proof = weak
    .flatMap((each) => evidence.openByGateway().get(each) ?? [])
    .filter((i) => {
      if (!evidence.attempts.isFirst(i)) return false;
      const stratum = strata.get(evidence.destinations[i]!)?.get(blockOf(evidence, i));
      return !calls[i]!.answered && (isWorse ? others : [gateway]).some((each) => stratum?.has(each));
    })
    .sort((a, b) => a - b);
  return {
    id: `provider-difference:${gateway}`,
    kind: "provider-difference",
    subject: "provider-difference",
    facts: {
      gateway,
      others,
      difference,
      answered: { part: own.answered, of: own.calls },
      answeredElsewhere: { part: rest.answered, of: rest.calls },
    },
    pValue,
    responsible: "provider",
    gateway,
    from: null,
    to: null,
    ...costOf(evidence, proof, Math.round(Math.abs(difference) * (isWorse ? own.calls : rest.calls))),
    proof,
  };
}
