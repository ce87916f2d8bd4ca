import { buildContent } from "../../../lib/analysis/build-content.ts";
import type { Comparison, ReportContent } from "../../../lib/analysis/content/report-content.ts";
import type { Call } from "../../../lib/calls/call.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../lib/settings/settings.ts";
import { FLAGS, type Flag } from "../../../lib/sip/outcomes.ts";
import type { Period } from "../../../lib/time/period.ts";
import { dayPeriod } from "../../../lib/time/period.ts";
import { seededRandom } from "../../examples/random.ts";
import { quietDay } from "../findings/generated-day.ts";

export const ZONE = "America/New_York";

/** Calls with everything that a log can leave out. */
export function mixedDay(seed: number, size = 1500): Call[] {
  const random = seededRandom(seed);
  return quietDay({ seed, calls: size, gateways: ["A", "B", "C", ""] }).map((call): Call => {
    const flags = random.chance(0.05) ? [random.pick(Object.keys(FLAGS) as Flag[])] : [];
    return {
      ...call,
      flags,
      complete: !random.chance(0.03),
      direction: random.chance(0.1) ? "inbound" : random.chance(0.05) ? "internal" : "outbound",
      agent: random.chance(0.2) ? "" : call.agent,
      end: random.chance(0.05) ? null : call.end,
      endedBy: random.chance(0.05) ? null : call.endedBy,
      talkMs: random.chance(0.1) ? null : call.talkMs,
      tryingGapMs: random.chance(0.1) ? null : call.tryingGapMs,
      byeAnswered: call.answered && random.chance(0.3) ? null : call.byeAnswered,
    };
  });
}

export interface ContentOptions {
  readonly period?: Period;
  readonly comparisons?: readonly Comparison[];
  readonly settings?: Settings;
  readonly files?: ReportContent["files"];
}

export function contentOf(
  calls: readonly Call[],
  {
    period = dayPeriod("2026-11-20", ZONE),
    comparisons = [],
    settings = DEFAULT_SETTINGS,
    files = [],
  }: ContentOptions = {},
): ReportContent {
  const heading = { kind: "day", period, revision: 1, madeAt: new Date(0), changes: [] } as const;
  return buildContent({ heading, calls, files, settings, comparisons });
}
