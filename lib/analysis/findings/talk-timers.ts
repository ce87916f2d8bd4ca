import { TALK_TIMERS, type TalkTimer } from "../../sip/talk-timers.ts";
import { groupBy } from "../measures/group-by.ts";
import { binomialTail } from "../significance/binomial-tail.ts";
import { fisherExact } from "../significance/fisher-exact.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { FALSE_POSITIVE_RATE, THRESHOLDS } from "./thresholds.ts";

const { leastCalls, leastRate, leastContrast } = THRESHOLDS["talk-timer"];

/** Clocks and logs in whole seconds: so far from a timer a call may seem to end that it ended. */
const NEAR_MS = 1_000;
/** So far around lies what would end there without a timer. Lengths of talk are spread smoothly. */
const AROUND_MS = 10_000;

interface Spike {
  readonly timer: TalkTimer;
  readonly at: readonly number[];
  readonly around: number;
}

/** A gateway whose calls end at the length of a timer far more often than shortly before and after it. */
export function findTalkTimers(evidence: Evidence): Finding[] {
  const { calls } = evidence;
  const answered = evidence.open().filter((i) => calls[i]!.answered && calls[i]!.talkMs !== null);
  const gateways = groupBy(answered, (i) => calls[i]!.gateway);
  const places = gateways.size * TALK_TIMERS.length;
  const findings: Finding[] = [];
  for (const [gateway, own] of gateways) {
    const others = answered.filter((i) => calls[i]!.gateway !== gateway);
    for (const timer of TALK_TIMERS) {
      const spike = spikeOf(evidence, own, timer);
      if (spike.at.length < leastCalls || spike.at.length < leastRate * own.length) continue;
      const pValue = Math.min(1, chanceOf(evidence, spike, own, others) * places);
      if (pValue <= FALSE_POSITIVE_RATE) findings.push(describe(evidence, gateway, spike, own, pValue));
    }
  }
  return findings;
}

function spikeOf({ calls }: Evidence, sequence: readonly number[], timer: TalkTimer): Spike {
  const distance = (i: number) => Math.abs(calls[i]!.talkMs! - timer.seconds * 1_000);
  const at = sequence.filter((i) => distance(i) <= NEAR_MS);
  const around = sequence.filter((i) => distance(i) > NEAR_MS && distance(i) <= AROUND_MS).length;
  return { timer, at, around };
}

/**
 * That so many end there rather than around; 1 where the other gateways do nearly as much. A recording may have
 * that length: then it must also be that they end so here and not elsewhere.
 */
function chanceOf(
  evidence: Evidence,
  { timer, at, around }: Spike,
  own: readonly number[],
  others: readonly number[],
): number {
  const spread = binomialTail(at.length, at.length + around, NEAR_MS / AROUND_MS);
  if (others.length === 0) return timer.needsOthers ? 1 : spread;
  const elsewhere = spikeOf(evidence, others, timer).at.length;
  if (at.length * others.length < leastContrast * elsewhere * own.length) return 1;
  if (!timer.needsOthers) return spread;
  return Math.max(spread, fisherExact(at.length, own.length, elsewhere, others.length));
}

function describe(
  evidence: Evidence,
  gateway: string,
  { timer, at, around }: Spike,
  own: readonly number[],
  pValue: number,
): Finding {
  return {
    id: `talk-timer:${gateway}:${timer.seconds}`,
    kind: "talk-timer",
    subject: "talk-timer",
    facts: { gateway, timer, ended: { part: at.length, of: own.length }, around },
    pValue,
    responsible: timer.responsible,
    gateway,
    from: null,
    to: null,
    ...costOf(evidence, at, at.length),
    proof: at,
  };
}
