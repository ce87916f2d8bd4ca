import type { HeadToHeadRow } from "../content/report-content.ts";
import type { Attempts } from "../measures/attempts.ts";
import { getOrMake } from "../measures/group-by.ts";
import { ratio } from "../measures/ratio.ts";
import { fisherExact } from "../significance/fisher-exact.ts";
import { mantelHaenszel } from "../significance/mantel-haenszel.ts";
import type { Accumulator } from "./call-view.ts";

/** Fewer calls on one side say nothing. */
const LEAST_CALLS = 20;
const GATEWAYS_COMPARED = 6;
const DESTINATIONS_COMPARED = 100;
/** Above this the normal approximation is as good as the exact test. */
const EXACT_BELOW = 5_000;
const ALPHA = 0.05;

interface Counts {
  readonly gateway: string;
  seizures: number;
  answered: number;
}

/** Gateways that carry the same destination, two by two, by first attempts; the clearest differences first. */
export function headToHeadTable({ isFirst }: Attempts): Accumulator<HeadToHeadRow[]> {
  const destinations = new Map<string, Map<string, Counts>>();
  return {
    add({ call: { gateway, answered, direction }, index, class: responseClass, destination }) {
      if (gateway === "" || responseClass === "9xx" || direction === "inbound" || direction === "internal")
        return;
      if (!isFirst(index)) return;
      const gateways = getOrMake(destinations, destination.prefix, () => new Map<string, Counts>());
      const counts = getOrMake(gateways, gateway, () => ({ gateway, seizures: 0, answered: 0 }));
      counts.seizures++;
      if (answered) counts.answered++;
    },
    rows() {
      const rows = [...destinations]
        .map(([prefix, gateways]) => ({ prefix, gateways: busiest(gateways) }))
        .sort((a, b) => callsOf(b.gateways) - callsOf(a.gateways))
        .slice(0, DESTINATIONS_COMPARED)
        .flatMap(({ prefix, gateways }) =>
          gateways.flatMap((a, i) => gateways.slice(i + 1).map((b) => compare(prefix, a, b))),
        );
      return rows
        .map((row) => ({ ...row, significant: row.pValue * rows.length <= ALPHA }))
        .sort((a, b) => a.pValue - b.pValue);
    },
  };
}

function busiest(gateways: ReadonlyMap<string, Counts>): Counts[] {
  return [...gateways.values()]
    .filter(({ seizures }) => seizures >= LEAST_CALLS)
    .sort((a, b) => b.seizures - a.seizures)
    .slice(0, GATEWAYS_COMPARED);
}

function callsOf(gateways: readonly Counts[]): number {
  return gateways.reduce((sum, { seizures }) => sum + seizures, 0);
}

function compare(prefix: string, a: Counts, b: Counts): Omit<HeadToHeadRow, "significant"> {
  const [better, worse] = a.answered / a.seizures >= b.answered / b.seizures ? [a, b] : [b, a];
  return {
    prefix,
    better: better.gateway,
    betterCalls: better.seizures,
    betterRatio: ratio(better.answered, better.seizures),
    worse: worse.gateway,
    worseCalls: worse.seizures,
    worseRatio: ratio(worse.answered, worse.seizures),
    pValue: pValueOf(better, worse),
  };
}

function pValueOf(a: Counts, b: Counts): number {
  if (a.seizures + b.seizures < EXACT_BELOW) {
    return fisherExact(a.answered, a.seizures, b.answered, b.seizures);
  }
  const stratum = {
    successesA: a.answered,
    trialsA: a.seizures,
    successesB: b.answered,
    trialsB: b.seizures,
  };
  return mantelHaenszel([stratum]).pValue;
}
