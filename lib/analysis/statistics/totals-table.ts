import type { PickedUpBy } from "../../calls/call-attributes.ts";
import type { EndedBy, Outcome, Responsible } from "../../sip/outcomes.ts";
import type { GatewayRow } from "../content/report-content.ts";
import type { Totals } from "../content/totals.ts";
import { failoverOf } from "../measures/attempts.ts";
import { getOrMake, increase } from "../measures/group-by.ts";
import type { Measures } from "../measures/metrics.ts";
import { ratio } from "../measures/ratio.ts";
import type { Accumulator } from "./call-view.ts";
import { responseOutcomeKey } from "./responses-table.ts";

/** A stored item must stay small whatever the logs name as gateways. */
const MOST_GATEWAYS = 200;

type Counted = Pick<
  Totals,
  | "directions"
  | "incomplete"
  | "talkMs"
  | "lastResponses"
  | "outcomes"
  | "responseOutcomes"
  | "responsible"
  | "pickedUpBy"
  | "endedBy"
  | "failover"
>;

/** The counts behind {@link totalsOf}. */
export function totalsTable(): Accumulator<Counted> {
  const lastResponses = new Map<number, number>();
  const responseOutcomes = new Map<string, number>();
  const outcomes = new Map<Outcome, number>();
  const responsible = new Map<Responsible, number>();
  const directions = new Map<"outbound" | "inbound", { seizures: number; answered: number }>();
  const pickedUpBy = new Map<PickedUpBy, number>();
  const endedBy: Record<EndedBy | "unknown", number> = { kill: 0, finish: 0, unknown: 0 };
  const failover = { saved: 0, lost: 0 };
  let incomplete = 0;
  let talkMs = 0;
  let internal = 0;
  return {
    seesInternal: true,
    add({ call, ratioBits }) {
      if (call.direction === "internal") {
        internal++;
        return;
      }
      // The first ratio of the two bits each is ASR.
      if ((ratioBits & 1) !== 0 && (call.direction === "outbound" || call.direction === "inbound")) {
        const counts = getOrMake(directions, call.direction, () => ({ seizures: 0, answered: 0 }));
        counts.seizures++;
        if (call.answered) counts.answered++;
      }
      increase(lastResponses, call.lastResponse);
      increase(responseOutcomes, responseOutcomeKey(call.lastResponse, call.outcome));
      increase(outcomes, call.outcome);
      increase(responsible, call.responsible);
      if (call.pickedUpBy !== null) increase(pickedUpBy, call.pickedUpBy);
      endedBy[call.endedBy ?? "unknown"]++;
      if (!call.complete) incomplete++;
      if (call.answered) talkMs += call.talkMs ?? 0;
      const fate = failoverOf(call);
      if (fate !== null) failover[fate]++;
    },
    rows: () => ({
      directions: Object.fromEntries(
        [...directions].map(([name, { answered, seizures }]) => [name, ratio(answered, seizures)]),
      ),
      internal,
      incomplete,
      talkMs: Math.round(talkMs),
      lastResponses: Object.fromEntries([...lastResponses].sort(([a], [b]) => a - b)),
      outcomes: commonestFirst(outcomes),
      responseOutcomes: commonestFirst(responseOutcomes),
      responsible: commonestFirst(responsible),
      pickedUpBy: commonestFirst(pickedUpBy),
      endedBy,
      failover,
    }),
  };
}

/**
 * The totals of a report from its counts and its measures.
 *
 * @param gateways busiest first
 */
export function totalsOf(counted: Counted, measures: Measures, gateways: readonly GatewayRow[]): Totals {
  const { calls, answered, blocked, seizures, acdMs, ratios, durations } = measures;
  const byGateway = Object.fromEntries(
    gateways
      .slice(0, MOST_GATEWAYS)
      .map((row) => [
        row.gateway,
        { calls: row.calls, answered: row.answered, seizures: row.asr.denominator },
      ]),
  );
  return {
    calls,
    answered,
    blocked,
    seizures,
    acdMs,
    ratios,
    postDial: durations.postDial,
    ...counted,
    gateways: byGateway,
  };
}

function commonestFirst<K extends string>(
  counts: ReadonlyMap<K, number>,
): Partial<Record<K, number>> & Record<string, number> {
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) as Partial<
    Record<K, number>
  > &
    Record<string, number>;
}
