import type { Totals } from "../../lib/analysis/content/totals.ts";
import { measure } from "../../lib/analysis/measures/metrics.ts";
import { totalsOf } from "../../lib/analysis/statistics/totals-table.ts";

/** The totals of a report without calls. */
export const NO_CALLS: Totals = totalsOf(
  {
    directions: {},
    incomplete: 0,
    talkMs: 0,
    lastResponses: {},
    outcomes: {},
    responseOutcomes: {},
    responsible: {},
    pickedUpBy: {},
    endedBy: { kill: 0, finish: 0, unknown: 0 },
    failover: { saved: 0, lost: 0 },
  },
  measure([]),
  [],
);
