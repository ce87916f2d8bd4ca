import { buildContent } from "../../../lib/analysis/build-content.ts";
import type { FileAccount } from "../../../lib/analysis/content/file-account.ts";
import type {
  Comparison,
  ReportContent,
  ReportHeading,
} from "../../../lib/analysis/content/report-content.ts";
import { DEFAULT_SETTINGS } from "../../../lib/settings/settings.ts";
import { dayPeriod } from "../../../lib/time/period.ts";
import { exampleCalls } from "./example-calls.ts";

const FILES: readonly FileAccount[] = [
  {
    key: "uploads/pbx1/dialler 2026-11-20.csv",
    format: "call-event-csv",
    source: "pbx1",
    state: "committed",
    reason: "",
    records: { total: 6_005, used: 6_000, ignored: { comment: 1, repeated: 2 }, rejected: 2 },
    rejections: [
      { line: 812, reason: 'Cannot read time "25:61"' },
      { line: 990, reason: "=no call id" },
    ],
    unknownResults: {},
    outcomes: {},
    notes: ["Time stamps without a zone were read as UTC"],
  },
  {
    key: "uploads/pbx1/photo.csv",
    format: "",
    source: "pbx1",
    state: "quarantined",
    reason: "Cannot detect log format: no known signature in the first 64 KB",
    records: { total: 0, used: 0, ignored: {}, rejected: 0 },
    rejections: [],
    unknownResults: {},
    outcomes: {},
    notes: [],
  },
];

const HEADING: ReportHeading = {
  kind: "day",
  period: dayPeriod("2026-11-20", "Europe/Berlin"),
  revision: 2,
  madeAt: new Date("2026-11-21T03:15:00Z"),
  changes: ["Since revision 1: calls 1480 → 1500"],
};

/** The report of a working day with three stories, compared with two quieter days. */
export function exampleContent(count = 1500, heading: Partial<ReportHeading> = {}): ReportContent {
  const calls = exampleCalls(count);
  const input = { heading: { ...HEADING, ...heading }, calls, files: FILES, settings: DEFAULT_SETTINGS };
  const earlier = (share: number, name: Comparison["with"], label: string): Comparison => {
    const { totals } = buildContent({
      ...input,
      calls: calls.filter((_, index) => index % 10 < share),
      comparisons: [],
    });
    return { with: name, label, totals };
  };
  const comparisons =
    count === 0
      ? []
      : [earlier(9, "the day before", "2026-11-19"), earlier(3, "the same weekday", "2026-11-13")];
  return buildContent({ ...input, comparisons });
}
