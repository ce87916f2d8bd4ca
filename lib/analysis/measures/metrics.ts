import { STALL_MS } from "../../sip/classify/classification-rule.ts";
import {
  DURATION_DEFINITIONS,
  type DurationId,
  isBid,
  isBlocked,
  isRedirected,
  type MeasuredCall,
  type MetricOptions,
  RATIO_DEFINITIONS,
  type RatioId,
} from "./metric-definitions.ts";
import { type Ratio, ratio } from "./ratio.ts";
import { collectSpread, type Spread } from "./spread.ts";

/** Gaps after 100 up to here are normal, in ms. */
const NORMAL_GAP_MS = 3_000;
/** Answered calls that talked less than this are short, in ms (as Twilio's reports count them). */
export const SHORT_CALL_MS = 10_000;

export function isShortCall({ answered, talkMs }: Pick<MeasuredCall, "answered" | "talkMs">): boolean {
  return answered && talkMs !== null && talkMs < SHORT_CALL_MS;
}

/** What a set of calls came to. */
export interface Measures {
  readonly calls: number;
  /** In no ratio: between our own ends, or of a result that no log tells. */
  readonly uncounted: number;
  /** The others. */
  readonly bids: number;
  /** 9XX: never left us. */
  readonly blocked: number;
  /** Bids − blocked. */
  readonly seizures: number;
  /** Last response 3xx. */
  readonly redirected: number;
  readonly answered: number;
  readonly shortCalls: number;
  readonly ratios: Readonly<Record<RatioId, Ratio>>;
  /** Average call duration: mean talk time of the answered calls whose talk time is known. */
  readonly acdMs: number | null;
  readonly durations: Readonly<Record<DurationId, Spread>>;
  /** Part of the gaps after 100 that are not longer than 3 s. */
  readonly normalGap: Ratio;
  /** Gaps after 100 of 10 s and more. */
  readonly stalledGaps: number;
}

export function measure(calls: Iterable<MeasuredCall>, options: MetricOptions = {}): Measures {
  const collector = new MeasureCollector(options);
  for (const call of calls) collector.add(call);
  return collector.measures();
}

const CALLS = 0;
const UNCOUNTED = 1;
const BLOCKED = 2;
const REDIRECTED = 3;
const ANSWERED = 4;
const SHORT = 5;
const NORMAL_GAPS = 6;
const STALLED_GAPS = 7;
const RATIOS = 8;

/** Counts calls one by one, but those that stay inside; nothing but counts and durations is kept. */
export class MeasureCollector {
  readonly #options: MetricOptions;
  readonly #counts = new Int32Array(RATIOS + 2 * RATIO_DEFINITIONS.length);
  readonly #spreads = DURATION_DEFINITIONS.map(() => collectSpread());

  constructor(options: MetricOptions = {}) {
    this.#options = options;
  }

  add(call: MeasuredCall): void {
    if (call.direction === "internal") return;
    this.#counts[CALLS]!++;
    this.#count(UNCOUNTED, !isBid(call));
    this.#count(BLOCKED, isBlocked(call));
    this.#count(REDIRECTED, isRedirected(call));
    this.#count(ANSWERED, call.answered);
    this.#count(SHORT, isShortCall(call));
    this.#count(NORMAL_GAPS, call.tryingGapMs !== null && call.tryingGapMs <= NORMAL_GAP_MS);
    this.#count(STALLED_GAPS, call.tryingGapMs !== null && call.tryingGapMs >= STALL_MS);
    RATIO_DEFINITIONS.forEach(({ numerator, denominator }, i) => {
      if (!denominator(call)) return;
      this.#count(RATIOS + 2 * i + 1, true);
      this.#count(RATIOS + 2 * i, numerator(call, this.#options));
    });
    DURATION_DEFINITIONS.forEach((duration, i) => {
      this.#spreads[i]!.add(duration.of(call));
    });
  }

  /** Adds what another collector has seen; the order of merging changes nothing. */
  merge(other: MeasureCollector): void {
    other.#counts.forEach((more, i) => {
      this.#counts[i]! += more;
    });
    other.#spreads.forEach((more, i) => {
      this.#spreads[i]!.merge(more);
    });
  }

  measures(): Measures {
    const of = (index: number): number => this.#counts[index]!;
    const durations = Object.fromEntries(
      DURATION_DEFINITIONS.map(({ id }, i) => [id, this.#spreads[i]!.spread()]),
    ) as Record<DurationId, Spread>;
    const bids = of(CALLS) - of(UNCOUNTED);
    return {
      calls: of(CALLS),
      uncounted: of(UNCOUNTED),
      bids,
      blocked: of(BLOCKED),
      seizures: bids - of(BLOCKED),
      redirected: of(REDIRECTED),
      answered: of(ANSWERED),
      shortCalls: of(SHORT),
      ratios: Object.fromEntries(
        RATIO_DEFINITIONS.map(({ id }, i) => [id, ratio(of(RATIOS + 2 * i), of(RATIOS + 2 * i + 1))]),
      ) as Record<RatioId, Ratio>,
      acdMs: durations.talk.mean,
      durations,
      normalGap: ratio(of(NORMAL_GAPS), durations.tryingGap.n),
      stalledGaps: of(STALLED_GAPS),
    };
  }

  #count(index: number, counted: boolean): void {
    if (counted) this.#counts[index]!++;
  }
}
