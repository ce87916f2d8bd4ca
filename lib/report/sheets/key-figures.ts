import type { Ratio, ReportContent } from "../../analysis/content/report-content.ts";
import type { Totals } from "../../analysis/content/totals.ts";
import type { RetrySummary } from "../../analysis/measures/retries.ts";
import type { ReportText } from "../../text/en/workbook.ts";
import type { ColumnKind } from "../../workbook/column.ts";
import type { Tint } from "../../workbook/tints.ts";

/** One line of the key figures, ready to be written. */
export interface KeyFigure {
  readonly name: string;
  readonly value: number | string;
  readonly kind: ColumnKind;
  /** Interval and number of samples, in words. */
  readonly basis: string;
  /** One for each comparison. */
  readonly changes: readonly Change[];
}

export interface Change {
  readonly text: string;
  readonly tint: Tint | undefined;
}

/** Whether more of a figure is good news, bad news or neither. */
type Better = "more" | "less" | "neither";

export function keyFigures(
  { totals, retries }: Pick<ReportContent, "totals" | "retries">,
  before: readonly Totals[],
  text: ReportText,
): KeyFigure[] {
  const { figure } = text.summary;
  const { numbers, notAvailable } = text;

  const counted = (name: string, of: (totals: Totals) => number): KeyFigure => ({
    name,
    value: of(totals),
    kind: "integer",
    basis: "",
    changes: before.map((old) => {
      const percent =
        of(old) === 0 ? numbers.count(of(totals)) : numbers.percent(Math.abs(of(totals) / of(old) - 1));
      return change(of(totals) - of(old), percent, numbers.count(of(old)), "neither", text);
    }),
  });
  const ratio = (name: string, of: (totals: Totals) => Ratio): KeyFigure => ({
    name,
    value: of(totals).value ?? notAvailable,
    kind: "ratio",
    basis: ratioBasis(of(totals), text),
    changes: before.map((old) => {
      const [now, then] = [of(totals).value, of(old).value];
      if (now === null || then === null) return { text: notAvailable, tint: undefined };
      // What rounds to the same figure has not changed for a reader.
      const difference = Math.round(now * 1000) - Math.round(then * 1000);
      return change(difference, numbers.points(now - then), numbers.percent(then), "more", text);
    }),
  });
  const duration = (
    name: string,
    of: (totals: Totals) => number | null,
    n: number,
    better: Better,
  ): KeyFigure => ({
    name,
    value: numbers.duration(of(totals)),
    kind: "word",
    basis: text.summary.of(numbers.count(n)),
    changes: before.map((old) => {
      const [now, then] = [of(totals), of(old)];
      if (now === null || then === null) return { text: notAvailable, tint: undefined };
      return change(
        Math.round(now - then),
        numbers.duration(Math.abs(now - then)),
        numbers.duration(then),
        better,
        text,
      );
    }),
  });

  return [
    counted(figure.calls, ({ calls }) => calls),
    counted(figure.answered, ({ answered }) => answered),
    ratio(figure.asr, ({ ratios }) => ratios.asr),
    ratio(figure.ner, ({ ratios }) => ratios.ner),
    ratio(figure.seer, ({ ratios }) => ratios.seer),
    duration(figure.postDial, ({ postDial }) => postDial.p50, totals.postDial.n, "less"),
    duration(figure.acd, ({ acdMs }) => acdMs, totals.answered, "neither"),
    ...(retries.calls > retries.series ? [reached(retries, text)] : []),
  ];
}

/** What people call a call: a number that was tried until it answered or nobody tried again. */
function reached(
  { series, atOnce, recovered, recoveredByFailover }: RetrySummary,
  { summary }: ReportText,
): KeyFigure {
  return {
    name: summary.figure.reached,
    value: (atOnce + recovered) / series,
    kind: "ratio",
    basis: summary.retries(series, recovered, recoveredByFailover),
    changes: [],
  };
}

export function ratioBasis(ratio: Ratio, { summary, numbers }: ReportText): string {
  if (ratio.value === null) return summary.of("0");
  const interval = summary.interval(
    numbers.percent(ratio.low),
    numbers.percent(ratio.high),
    numbers.count(ratio.denominator),
  );
  return ratio.small ? `${interval}; ${summary.small}` : interval;
}

function change(
  difference: number,
  size: string,
  before: string,
  better: Better,
  { summary }: ReportText,
): Change {
  if (difference === 0) return { text: summary.same(before), tint: undefined };
  const up = difference > 0;
  const tint = better === "neither" ? undefined : up === (better === "more") ? "good" : "bad";
  return { text: summary.was(up ? "▲" : "▼", size, before), tint };
}
