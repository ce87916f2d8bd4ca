import { toldCalls } from "../../analysis/content/totals.ts";
import type { Finding } from "../../analysis/findings/finding.ts";
import { ignoredRecords } from "../../logs/format/record-counts.ts";
import { OUTCOMES } from "../../sip/outcomes.ts";
import { periodTitle } from "../../text/en/period-title.ts";
import type { Column } from "../../workbook/column.ts";
import type { Page, PageSheet } from "../../workbook/workbook-spec.ts";
import { keyFigures } from "./key-figures.ts";
import { outcomeTint, responsibleTint } from "./outcome-tint.ts";
import type { SheetContext } from "./sheet-context.ts";
import { type OutcomeRow, summaryCharts } from "./summary-charts.ts";

/** No., what was found, a figure, who acts or an interval, what to do, when, proof. */
const WIDTHS = [6, 54, 13, 28, 46, 35, 14];
/** The rest is marked in Calls; a reader acts on a dozen at most. */
const MAX_FINDINGS = 15;

/** What a stranger reads first: what came in, how it went, what to act on. */
export function summarySheet(context: SheetContext): PageSheet {
  const { text } = context;
  return {
    name: text.sheets.summary,
    widths: WIDTHS,
    tabColor: "24405C",
    freeze: { rows: 1 },
    write(page) {
      writeHead(page, context);
      writeFigures(page, context);
      writeFindings(page, context);
      const outcomes = outcomeRows(context);
      if (outcomes.length === 0) return;
      page.skip();
      page.breakPage();
      page.text("heading", text.summary.charts);
      summaryCharts(page, context, outcomes);
      page.text("heading", text.summary.outcomes);
      page.table({ name: "Outcomes", columns: outcomeColumns(context), rows: outcomes, at: 1 });
    },
  };
}

function writeHead(page: Page, context: SheetContext): void {
  const { content, text, time } = context;
  const { heading, files, totals } = content;
  const { kind, period } = heading;
  page.text("title", text.summary.title(periodTitle(kind, period.label)));
  page.text(
    "subtitle",
    `${text.summary.period(period.zone, time.minute(period.from), time.minute(period.to))} ${text.summary.made(time.minute(heading.madeAt.getTime() * 1000), heading.revision)}`,
  );
  const { records } = content.dataQuality;
  const unread = files.filter(({ state }) => state === "quarantined").length;
  page.text(
    "body",
    text.summary.cameIn(
      files.length - unread,
      unread,
      records.used,
      ignoredRecords(records),
      records.rejected,
    ),
  );
  page.skip();
  const answered = text.summary.outcome(
    totals.answered,
    toldCalls(totals),
    totals.calls,
    text.numbers.percent(totals.ratios.asr.value),
  );
  for (const limit of content.logLimits) page.text("body", text.summary.logLimits[limit.id](limit));
  const { scans } = content.dataQuality;
  if (scans.calls > 0)
    page.text(
      "body",
      text.summary.scans(
        scans.calls,
        scans.callers.map(({ caller }) => caller),
      ),
    );
  if (totals.internal) page.text("body", text.summary.internal(totals.internal));
  for (const sentence of text.summary.untoldFiles(files)) page.text("strong", `${sentence}.`);
  page.text(
    "strong",
    totals.calls === 0 ? text.summary.nothing(content.calls.length) : `${answered} ${lostSentence(context)}`,
  );
  if (heading.changes.length > 0) {
    page.skip();
    page.text("heading", text.summary.changed);
    for (const change of heading.changes) page.text("body", change);
  }
}

function lostSentence({ content: { findings, totals }, text, findingText }: SheetContext): string {
  if (findings.length === 0) return text.summary.noFindings(totals.calls);
  const lost = findings.reduce((sum, finding) => sum + finding.lost, 0);
  return `${text.summary.lost(lost, findings.length)} ${findingText(findings[0]!).title}.`;
}

function writeFigures(page: Page, { content, text }: SheetContext): void {
  if (content.totals.calls === 0) return;
  const { headers, summary } = text;
  const comparisons = content.comparisons.slice(0, 2);
  const against = comparisons.map((before) =>
    summary.against(`${summary.comparedWith[before.with]} (${before.label})`),
  );
  page.skip();
  page.text("heading", summary.figures);
  const labels = [headers.interval, ...against].map((value) => ({ value, style: "label" }) as const);
  page.cells(
    [{ value: headers.figure, style: "label" }, { value: headers.value, style: "figureLabel" }, ...labels],
    1,
  );
  for (const figure of keyFigures(
    content,
    comparisons.map(({ totals }) => totals),
    text,
  )) {
    page.cells(
      [
        { value: figure.name },
        {
          value: figure.value,
          kind: typeof figure.value === "string" ? "word" : figure.kind,
          style: "figure",
        },
        { value: figure.basis },
        ...figure.changes.map(({ text: value, tint }) => ({ value, ...(tint ? { tint } : {}) })),
      ],
      1,
    );
  }
}

function writeFindings(page: Page, context: SheetContext): void {
  const { content, text } = context;
  if (content.findings.length === 0) return;
  page.skip();
  page.text("heading", text.summary.findings);
  const shown = content.findings.slice(0, MAX_FINDINGS);
  page.table({
    name: "Findings",
    columns: findingColumns(context),
    rows: shown.map((finding, index) => ({ finding, number: index + 1 })),
  });
  const left = content.findings.length - shown.length;
  if (left > 0) page.text("note", text.summary.more(left));
  page.text("note", text.summary.proofHint(text.headers.findings));
}

function findingColumns({
  text,
  time,
  linkToProof,
  findingPlaces,
  findingText,
  content,
}: SheetContext): Column<{ finding: Finding; number: number }>[] {
  const { headers } = text;
  const date = content.heading.kind !== "day";
  const whenAndHowSure = ({ from, to, pValue }: Finding) =>
    [time.span(from, to, date), text.chance(pValue)].filter((part) => part !== "").join("\n");
  return [
    {
      header: headers.number,
      kind: "integer",
      width: 6,
      value: ({ number }) => number,
      link: ({ number }) => findingPlaces.linkTo(number),
    },
    {
      header: headers.found,
      kind: "wrapped",
      width: 52,
      value: ({ finding }) => {
        const { title, seen } = findingText(finding);
        return `${title}. ${seen[0] ?? ""}`;
      },
    },
    { header: headers.lost, kind: "integer", width: 13, value: ({ finding }) => finding.lost },
    {
      header: headers.whoActs,
      kind: "wrapped",
      width: 27,
      value: ({ finding }) => finding.responsible,
      tint: ({ finding }) => responsibleTint(finding.responsible),
    },
    {
      header: headers.whatToDo,
      kind: "wrapped",
      width: 46,
      value: ({ finding }) => findingText(finding).action,
    },
    {
      header: headers.when,
      kind: "wrapped",
      width: 30,
      value: ({ finding }) => whenAndHowSure(finding),
    },
    {
      header: headers.proof,
      kind: "word",
      width: 15,
      value: ({ finding }) => (finding.proof.length > 0 ? text.proof(finding.proof.length) : ""),
      link: ({ finding }) => linkToProof(finding),
    },
  ];
}

function outcomeRows({ content }: SheetContext): OutcomeRow[] {
  return OUTCOMES.map((outcome) => ({ outcome, calls: content.totals.outcomes[outcome] ?? 0 }))
    .filter(({ calls }) => calls > 0)
    .sort((a, b) => b.calls - a.calls);
}

function outcomeColumns({ content, text }: SheetContext): Column<OutcomeRow>[] {
  const { headers, definitions } = text;
  return [
    {
      header: headers.outcome,
      kind: "word",
      width: 52,
      value: ({ outcome }) => outcome,
      tint: ({ outcome }) => outcomeTint(outcome),
    },
    { header: headers.calls, kind: "integer", width: 13, value: ({ calls }) => calls },
    { header: headers.share, kind: "ratio", width: 27, value: ({ calls }) => calls / content.totals.calls },
    {
      header: headers.meaning,
      kind: "wrapped",
      width: 46,
      value: ({ outcome }) => definitions.outcomeTexts[outcome],
    },
  ];
}
