import type { Comparison, DelayRow, GatewayRow } from "../content/report-content.ts";
import { getOrMake } from "../measures/group-by.ts";
import type { MetricOptions } from "../measures/metric-definitions.ts";
import { MeasureCollector, type Measures } from "../measures/metrics.ts";
import type { Accumulator } from "./call-view.ts";
import { collectTally, type TallyCollector } from "./tally.ts";

export interface GatewayTables {
  readonly gateways: readonly GatewayRow[];
  readonly delays: readonly DelayRow[];
  /** Of all attempts together. */
  readonly measures: Measures;
}

interface Gateway {
  readonly tally: TallyCollector;
  readonly collector: MeasureCollector;
}

/** Everything that is measured by gateway, attempt by attempt: durations are kept here and nowhere else. */
export function gatewaysTable(
  comparisons: readonly Comparison[],
  options: MetricOptions,
): Accumulator<GatewayTables> {
  const byName = new Map<string, Gateway>();
  return {
    add(view) {
      const gateway = getOrMake(byName, view.call.gateway, () => ({
        tally: collectTally(),
        collector: new MeasureCollector(options),
      }));
      gateway.tally.add(view);
      gateway.collector.add(view.call);
    },
    rows() {
      const gateways: GatewayRow[] = [];
      const delays: DelayRow[] = [];
      const all = new MeasureCollector(options);
      const sorted = [...byName].map(([name, { tally, collector }]) => ({
        name,
        row: tally.tally(),
        collector,
      }));
      for (const { name, row, collector } of sorted.sort(
        (a, b) => b.row.calls - a.row.calls || (a.name < b.name ? -1 : 1),
      )) {
        const measures = collector.measures();
        all.merge(collector);
        delays.push(delayRow(name, measures));
        gateways.push({
          ...row,
          gateway: name,
          ser: measures.ratios.ser,
          isa: measures.ratios.isa,
          postDial: measures.durations.postDial,
          tryingGap: measures.durations.tryingGap,
          asrBefore: comparisons.map(({ totals }) =>
            asrBefore(Object.hasOwn(totals.gateways, name) ? totals.gateways[name] : undefined),
          ),
        });
      }
      return { gateways, delays, measures: all.measures() };
    },
  };
}

/** The delays of all gateways together. */
export function delaysOfAll(measures: Measures): DelayRow {
  return delayRow("", measures);
}

function delayRow(gateway: string, { durations, normalGap, stalledGaps }: Measures): DelayRow {
  const { tryingGap, requestDelayAnswered, requestDelayFailed, postDial, ring, setup, talk } = durations;
  return {
    gateway,
    tryingGap,
    normalGap,
    overTenSeconds: stalledGaps,
    requestDelayAnswered,
    requestDelayFailed,
    postDial,
    ring,
    setup,
    talk,
  };
}

function asrBefore(before: { answered: number; seizures: number } | undefined): number | null {
  return before === undefined || before.seizures === 0 ? null : before.answered / before.seizures;
}
