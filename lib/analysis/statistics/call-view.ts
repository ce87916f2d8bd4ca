import type { Call } from "../../calls/call.ts";
import type { Destination } from "../../numbering/destination.ts";
import type { CodeClass } from "../content/report-content.ts";
import { type MetricOptions, RATIO_DEFINITIONS } from "../measures/metric-definitions.ts";

/** The ratios that every group of calls shows. */
export const TALLY_RATIOS = ["asr", "ner", "seer"] as const;

/** One call with what several tables ask about it. The same object is used for every call of a pass. */
export interface CallView {
  call: Call;
  /** Index into the report's calls. */
  index: number;
  class: CodeClass;
  destination: Destination;
  /** Two bits for each of {@link TALLY_RATIOS}: in the denominator, in the numerator. */
  ratioBits: number;
}

/** A table that grows call by call and keeps no more than its rows. */
export interface Accumulator<Rows> {
  /** It is told of calls that stay inside as well: no other table counts them. */
  readonly seesInternal?: true;
  add(view: CallView): void;
  rows(): Rows;
}

export function codeClassOf(lastResponse: number): CodeClass {
  if (lastResponse >= 900) return "9xx";
  if (lastResponse < 100) return "none";
  return CLASSES[Math.floor(lastResponse / 100)] ?? "none";
}

const CLASSES: readonly CodeClass[] = ["none", "1xx", "2xx", "3xx", "4xx", "5xx", "6xx"];

const DEFINITIONS = TALLY_RATIOS.map((id) => RATIO_DEFINITIONS.find((definition) => definition.id === id)!);

export function ratioBitsOf(call: Call, options: MetricOptions): number {
  let bits = 0;
  for (const [i, { denominator, numerator }] of DEFINITIONS.entries()) {
    if (!denominator(call)) continue;
    bits |= 1 << (2 * i);
    if (numerator(call, options)) bits |= 2 << (2 * i);
  }
  return bits;
}
