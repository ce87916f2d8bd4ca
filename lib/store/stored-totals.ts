import { z } from "zod";
import type { Totals } from "../analysis/content/totals.ts";

const count = z.number();
const measure = z.number().nullable();
const counts = z.record(z.string(), count);
const ratio = z.object({
  numerator: count,
  denominator: count,
  value: measure,
  low: measure,
  high: measure,
  small: z.boolean(),
});
const spread = z.object({
  n: count,
  mean: measure,
  p50: measure,
  p90: measure,
  p95: measure,
  p99: measure,
  max: measure,
});

const totals: z.ZodType<Totals> = z.object({
  calls: count,
  answered: count,
  blocked: count,
  seizures: count,
  acdMs: measure,
  ratios: z.object({
    asr: ratio,
    har: ratio,
    abr: ratio,
    ner: ratio,
    ser: ratio,
    seer: ratio,
    isa: ratio,
    scr: ratio,
  }),
  postDial: spread,
  directions: z.partialRecord(z.enum(["outbound", "inbound"]), ratio),
  internal: count.optional(),
  incomplete: count,
  talkMs: count,
  lastResponses: counts,
  outcomes: counts,
  responseOutcomes: counts,
  responsible: counts,
  pickedUpBy: counts,
  endedBy: z.object({ kill: count, finish: count, unknown: count }),
  failover: z.object({ saved: count, lost: count }),
  gateways: z.record(z.string(), z.object({ calls: count, answered: count, seizures: count })),
});

/** The totals that a report was stored with; null where a release stored others, which nothing can be compared with. */
export function totalsFrom(json: string): Totals | null {
  const { success, data } = totals.safeParse(JSON.parse(json));
  return success ? data : null;
}
