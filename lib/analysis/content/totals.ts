import type { PickedUpBy } from "../../calls/call-attributes.ts";
import { type EndedBy, isTold, OUTCOMES, type Outcome, type Responsible } from "../../sip/outcomes.ts";
import type { RatioId } from "../measures/metric-definitions.ts";
import type { Ratio } from "../measures/ratio.ts";
import type { Spread } from "../measures/spread.ts";

/**
 * The figures of a whole report, plain JSON: as stored with the report, as printed by the command,
 * as shown on the first sheet, and as the next day compares itself with.
 */
export interface Totals {
  readonly calls: number;
  readonly answered: number;
  /** Our own 9XX: never left us. */
  readonly blocked: number;
  /** Calls − blocked. */
  readonly seizures: number;
  /** Calls that stayed inside: in no other figure. Reports of an earlier release do not have it. */
  readonly internal?: number;
  readonly incomplete: number;
  readonly talkMs: number;
  /** Mean talk time of answered calls. */
  readonly acdMs: number | null;
  readonly ratios: Readonly<Record<RatioId, Ratio>>;
  /** Answer-seizure ratio of each direction, where a log tells it. */
  readonly directions: Readonly<Partial<Record<"outbound" | "inbound", Ratio>>>;
  /** INVITE to the first 18x. */
  readonly postDial: Spread;
  readonly lastResponses: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** By "code outcome", such as "100 stalled". */
  readonly responseOutcomes: Readonly<Record<string, number>>;
  readonly responsible: Readonly<Partial<Record<Responsible, number>>>;
  /** Answered calls by who or what picked up, of those of which a log tells. */
  readonly pickedUpBy: Readonly<Partial<Record<PickedUpBy, number>>>;
  readonly endedBy: Readonly<Record<EndedBy | "unknown", number>>;
  /** Calls that were tried more than once: saved by a later attempt, and lost after all of them. */
  readonly failover: { readonly saved: number; readonly lost: number };
  /** Attempts over the busiest gateways, at most 200. */
  readonly gateways: Readonly<
    Record<string, { readonly calls: number; readonly answered: number; readonly seizures: number }>
  >;
}

/** Calls whose result a log tells. */
export function toldCalls({ calls, outcomes }: Pick<Totals, "calls" | "outcomes">): number {
  return OUTCOMES.filter((outcome) => !isTold(outcome)).reduce(
    (told, outcome) => told - (outcomes[outcome] ?? 0),
    calls,
  );
}
