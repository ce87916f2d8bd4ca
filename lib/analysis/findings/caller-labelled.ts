import type { Call } from "../../calls/call.ts";
import type { Outcome } from "../../sip/outcomes.ts";
import { HOUR_US } from "../../time/durations.ts";
import { getOrMake } from "../measures/group-by.ts";
import { isShortCall } from "../measures/metrics.ts";
import { hypergeometricTail } from "../significance/hypergeometric-tail.ts";
import { mantelHaenszel, type Stratum } from "../significance/mantel-haenszel.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { DIFFERENT_TEAMS_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastNumbers, leastRate, leastContrast } = THRESHOLDS["caller-labelled"];

/** What phones and apps do with a caller that is shown as spam, and what a subscriber's own state looks like. */
const TURNED_AWAY: ReadonlySet<Outcome> = new Set<Outcome>([
  "busy",
  "callee unavailable",
  "rejected by callee",
  "network blocked",
]);

function isTurnedAway({ outcome }: Call): boolean {
  return TURNED_AWAY.has(outcome);
}

function isBad(call: Call): boolean {
  return isTurnedAway(call) || isShortCall(call);
}

/** First calls to distinct numbers, of one hour over one gateway, by the caller that they show. */
type Strata = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

interface Labelled {
  readonly caller: string;
  /** First calls of the caller, and of others in the same hours over the same gateways. */
  readonly own: readonly number[];
  readonly proof: readonly number[];
  readonly others: readonly number[];
  readonly turnedAwayElsewhere: number;
  readonly p: number;
}

/**
 * Calls that show one of our numbers meet 480, 486, a refusal or a hang-up within seconds far more often than
 * calls that show another in the same hours over the same gateways: the phones may show it as spam. Numbers
 * count, not calls: a subscriber who is busy is dialled again.
 */
export function findCallerLabelled(evidence: Evidence): Finding[] {
  const strata = stratify(evidence);
  const callers = new Set([...strata.values()].flatMap((byCaller) => [...byCaller.keys()]));
  callers.delete("");
  return [...callers]
    .flatMap((caller) => labelled(evidence, strata, caller))
    .filter(({ p }) => p * callers.size <= DIFFERENT_TEAMS_RATE)
    .map((each) => describe(evidence, each, each.p * callers.size));
}

function stratify({ calls, subscribers, attempts, openByGateway, clock }: Evidence): Strata {
  const strata = new Map<string, Map<string, number[]>>();
  const known = new Set<string>();
  for (const [gateway, sequence] of openByGateway()) {
    for (const i of sequence) {
      const { from, start } = calls[i]!;
      const number = `${from}\n${subscribers[i]}`;
      if (!attempts.isFirst(i) || known.has(number)) continue;
      known.add(number);
      const hour = Math.floor((start + clock.offsetOf(start)) / HOUR_US);
      const byCaller = getOrMake(strata, `${hour}\n${gateway}`, () => new Map<string, number[]>());
      getOrMake(byCaller, from, () => []).push(i);
    }
  }
  return strata;
}

function labelled({ calls }: Evidence, strata: Strata, caller: string): Labelled[] {
  const isBadCall = (i: number) => isBad(calls[i]!);
  const own: number[] = [];
  const others: number[] = [];
  const compared: Stratum[] = [];
  for (const byCaller of strata.values()) {
    const ours = byCaller.get(caller);
    if (ours === undefined || byCaller.size === 1) continue;
    const rest = [...byCaller].filter(([name]) => name !== caller).flatMap(([, sequence]) => sequence);
    own.push(...ours);
    others.push(...rest);
    compared.push({
      successesA: ours.filter(isBadCall).length,
      trialsA: ours.length,
      successesB: rest.filter(isBadCall).length,
      trialsB: rest.length,
    });
  }
  const proof = own.filter(isBadCall);
  const turnedAwayElsewhere = others.filter(isBadCall).length;
  if (proof.length < leastNumbers || others.length < leastNumbers) return [];
  // Short answers alone are those of an agent, a list or the audio.
  if (proof.filter((i) => isTurnedAway(calls[i]!)).length * 2 < proof.length) return [];
  const [rate, elsewhere] = [proof.length / own.length, turnedAwayElsewhere / others.length];
  if (rate < leastRate || rate < leastContrast * elsewhere) return [];
  // Neither may a short task and a list with some more phones that are off add up to it.
  const turnedAway = (sequence: readonly number[]) => sequence.filter((i) => isTurnedAway(calls[i]!)).length;
  if (turnedAway(own) * others.length < leastContrast * turnedAway(others) * own.length) return [];
  // What differs between hours must not stand for what differs between callers.
  if (mantelHaenszel(compared).difference * 2 < rate - elsewhere) return [];
  const all = own.length + others.length;
  const p = hypergeometricTail(proof.length, proof.length + turnedAwayElsewhere, own.length, all);
  return [{ caller, own, proof, others, turnedAwayElsewhere, p }];
}

function describe(
  evidence: Evidence,
  { caller, own, proof, others, turnedAwayElsewhere }: Labelled,
  pValue: number,
): Finding {
  const { calls } = evidence;
  // Redials of the same numbers met the same: they belong to the story, though numbers are what counts.
  const inOrder = evidence.open().filter((i) => calls[i]!.from === caller && isBad(calls[i]!));
  const gateways = [...new Set(inOrder.map((i) => calls[i]!.gateway))];
  const expected = (own.length * turnedAwayElsewhere) / others.length;
  return {
    id: `caller-labelled:${caller}`,
    kind: "caller-labelled",
    subject: "caller-labelled",
    facts: {
      caller,
      turnedAway: { part: proof.length, of: own.length },
      elsewhere: { part: turnedAwayElsewhere, of: others.length },
      short: proof.filter((i) => isShortCall(calls[i]!)).length,
      gateways: gateways.filter((gateway) => gateway !== ""),
    },
    pValue,
    responsible: "unknown",
    gateway: "",
    from: null,
    to: null,
    ...costOf(evidence, inOrder, Math.max(1, Math.round(proof.length - expected))),
    proof: inOrder,
  };
}
