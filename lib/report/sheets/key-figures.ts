import type { ReportContent } from "../../analysis/content/report-content.ts";
import { type Totals, toldCalls } from "../../analysis/content/totals.ts";
import { type Ratio, ratio } from "../../analysis/measures/ratio.ts";
import type { RetrySummary } from "../../analysis/measures/retries.ts";
import { PICKED_UP_BY } from "../../calls/call-attributes.ts";
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

/** What a figure is made from: the totals now and in each comparison, and the words for them. */
interface Figures {
  readonly totals: Totals;
  readonly before: readonly Totals[];
  readonly text: ReportText;
}

export function keyFigures(
  { totals, retries }: Pick<ReportContent, "totals" | "retries">,
  before: readonly Totals[],
  text: ReportText,
): KeyFigure[] {
  const { figure } = text.summary;
  const from: Figures = { totals, before, text };
  return [
    counted(from, figure.calls, ({ calls }) => calls),
    counted(from, figure.answered, ({ answered }) => answered),
    bounded(from, figure.asr, ({ ratios }) => ratios.asr),
    ...byDirection(from),
    ...humanAnswers(from),
    bounded(from, figure.ner, ({ ratios }) => ratios.ner),
    bounded(from, figure.seer, ({ ratios }) => ratios.seer),
    duration(from, figure.postDial, ({ postDial }) => postDial.p50, totals.postDial.n, "less"),
    duration(from, figure.acd, ({ acdMs }) => acdMs, totals.answered, "neither"),
    ...(retries.calls > retries.series ? [reached(retries, text)] : []),
    ...failover(from),
  ];
}

function counted({ totals, before, text }: Figures, name: string, of: (totals: Totals) => number): KeyFigure {
  const { numbers } = text;
  const now = of(totals);
  return {
    name,
    value: now,
    kind: "integer",
    basis: "",
    changes: before.map((old) => {
      const then = of(old);
      const size = then === 0 ? numbers.count(now) : numbers.percent(Math.abs(now / then - 1));
      return change(now - then, size, numbers.count(then), "neither", text);
    }),
  };
}

/** A ratio of the calls that are told, and between which bounds that of all calls is, whatever became of the others. */
function bounded(from: Figures, name: string, of: (totals: Totals) => Ratio): KeyFigure {
  const { totals, text } = from;
  const { numbers, summary } = text;
  const figure = ratioFigure(from, name, of);
  const untold = totals.calls - toldCalls(totals);
  if (untold === 0) return figure;
  const { numerator, denominator } = of(totals);
  const all = denominator + untold;
  const bounds = summary.bounds(
    numbers.percent(numerator / all),
    numbers.percent((numerator + untold) / all),
    untold,
  );
  return { ...figure, basis: `${figure.basis}; ${bounds}` };
}

/** Only where calls went both ways: who was not reached and who was not answered are different troubles. */
function byDirection(from: Figures): KeyFigure[] {
  const { outbound, inbound } = from.totals.directions;
  if (!outbound || !inbound) return [];
  const { figure } = from.text.summary;
  return [
    ratioFigure(from, figure.outbound, ({ directions }) => directions.outbound ?? NONE),
    ratioFigure(from, figure.inbound, ({ directions }) => directions.inbound ?? NONE),
  ];
}

const NONE: Ratio = ratio(0, 0);

/** Only where a log tells that something else than a person picked up. */
function humanAnswers(from: Figures): KeyFigure[] {
  const { person: _, ...others } = from.totals.pickedUpBy;
  const told = PICKED_UP_BY.flatMap((one) =>
    one === "person" || !others[one] ? [] : [[one, others[one]] as const],
  );
  if (told.length === 0) return [];
  const { summary } = from.text;
  const figure = ratioFigure(from, summary.figure.har, ({ ratios }) => ratios.har);
  return [{ ...figure, basis: `${figure.basis}; ${summary.pickedUpBy(told)}` }];
}

/** Only where a call was tried over several gateways. */
function failover(from: Figures): KeyFigure[] {
  const { saved, lost } = from.totals.failover;
  if (saved + lost === 0) return [];
  const { figure } = from.text.summary;
  return [
    counted(from, figure.saved, (totals) => totals.failover.saved),
    counted(from, figure.lostAfterAll, (totals) => totals.failover.lost),
  ];
}

function ratioFigure(
  { totals, before, text }: Figures,
  name: string,
  of: (totals: Totals) => Ratio,
): KeyFigure {
  const { numbers, notAvailable } = text;
  const now = of(totals).value;
  return {
    name,
    value: now ?? notAvailable,
    kind: "ratio",
    basis: ratioBasis(of(totals), text),
    changes: before.map((old) => {
      const then = of(old).value;
      if (now === null || then === null) return { text: notAvailable, tint: undefined };
      // What rounds to the same figure has not changed for a reader.
      const difference = Math.round(now * 1000) - Math.round(then * 1000);
      return change(difference, numbers.points(now - then), numbers.percent(then), "more", text);
    }),
  };
}

/** @param n calls that the duration is measured on. */
function duration(
  { totals, before, text }: Figures,
  name: string,
  of: (totals: Totals) => number | null,
  n: number,
  better: Better,
): KeyFigure {
  const { numbers, notAvailable } = text;
  const now = of(totals);
  return {
    name,
    value: numbers.duration(now),
    kind: "word",
    basis: text.summary.of(numbers.count(n)),
    changes: before.map((old) => {
      const then = of(old);
      if (now === null || then === null) return { text: notAvailable, tint: undefined };
      const size = numbers.duration(Math.abs(now - then));
      return change(Math.round(now - then), size, numbers.duration(then), better, text);
    }),
  };
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
