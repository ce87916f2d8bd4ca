import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { Workbook, Worksheet } from "exceljs";
import ExceljsWorkbook from "exceljs/lib/doc/workbook.js";
import { beforeAll, expect, test } from "vitest";
import type { ReportContent } from "../../../lib/analysis/content/report-content.ts";
import type { Finding } from "../../../lib/analysis/findings/finding.ts";
import { writeReport } from "../../../lib/report/sheets/write-report.ts";
import { writeTickets } from "../../../lib/report/sheets/write-tickets.ts";
import { FALSE_POSITIVE_SENTENCE, FINDING_DEFINITIONS } from "../../../lib/text/en/finding-definitions.ts";
import { findingTexts } from "../../../lib/text/en/findings.ts";
import { unzipParts } from "../../../lib/workbook/unzip.ts";
import { keepForOtherPrograms, schemaErrors } from "../../workbook/read-workbook.ts";
import { exampleContent } from "./example-content.ts";

async function written(content: ReportContent, options = {}) {
  const out = new PassThrough();
  const collected = buffer(out);
  await writeReport(content, out, options);
  const bytes = await collected;
  keepForOtherPrograms(bytes);
  const workbook: Workbook = new ExceljsWorkbook();
  await workbook.xlsx.load(bytes as never);
  return { bytes, workbook, parts: await unzipParts(bytes) };
}

/** Rows of the table whose header row starts with these words. */
function tableBelow(sheet: Worksheet, ...headers: string[]): unknown[][] {
  const rows = Array.from(sheet.getSheetValues(), (row) =>
    Array.isArray(row) ? Array.from(row).slice(1) : [],
  );
  const start = rows.findIndex((row) => headers.every((header) => row.includes(header)));
  const first = rows[start]!.indexOf(headers[0]!);
  const table = rows.slice(start + 1).map((row) => Array.from(row.slice(first)));
  const end = table.findIndex((row) => row[0] === undefined || row[0] === null);
  return end < 0 ? table : table.slice(0, end);
}

const sum = (rows: unknown[][], column: number) =>
  rows.reduce((total, row) => total + Number(row[column]), 0);
const textOf = (value: unknown) =>
  typeof value === "object" && value !== null && "text" in value ? String(value.text) : String(value ?? "");

const content = exampleContent();
const texts = findingTexts(content.findings, content.calls, content.heading.period.zone);
const told = (finding: Finding) => texts.get(finding)!;
let report: Awaited<ReturnType<typeof written>>;
beforeAll(async () => {
  report = await written(content);
});
const sheet = (name: string) => report.workbook.getWorksheet(name)!;

test("The sheets come in the order in which they are read", () => {
  expect(report.workbook.worksheets.map(({ name }) => name)).toEqual([
    "Summary",
    "Findings",
    "Responses",
    "Gateways",
    "Directions",
    "Agents",
    "Hours",
    "Delays",
    "Hang-ups",
    "Incidents",
    ...content.tickets.map(({ gateway }) => `Ticket ${gateway}`),
    "Numbers",
    "Calls",
    "Data quality",
    "Definitions",
  ]);
});

test("The workbook is what Excel expects, by the Open XML SDK", async () => {
  // The validator takes about a millisecond for each cell.
  const small = await written(exampleContent(150));
  expect(small.workbook.worksheets.length).toBeGreaterThan(9);
  expect(await schemaErrors(small.bytes)).toEqual([]);
});

test("The Summary names every finding in order, who acts, and what to do", () => {
  const rows = tableBelow(sheet("Summary"), "No.", "What was found");
  expect(content.findings.length).toBeGreaterThan(1);
  content.findings.forEach((finding, index) => {
    const [number, found, lost, who, action] = rows[index]!;
    expect([number, lost, who, action]).toEqual([
      index + 1,
      finding.lost,
      finding.responsible,
      told(finding).action,
    ]);
    expect(found).toContain(told(finding).title);
  });
});

test("The sheet of findings shows what was seen, the test behind it and the details", () => {
  const words = sheet("Findings").getSheetValues().flat().map(textOf);
  for (const [index, finding] of content.findings.entries()) {
    const { title, seen, test, details } = told(finding);
    const row = words.indexOf(`${index + 1}. ${title}`);
    expect(row).toBeGreaterThan(0);
    expect(words).toContain(`${seen[0]}.`);
    expect(words.join("\n")).toContain(test);
    expect(report.parts.get("xl/worksheets/sheet1.xml")).toContain("location=\"'Findings'!A");
    for (const detail of details.rows.slice(0, 3)) expect(words).toContain(String(detail[0]));
  }
});

test("Each finding leads to its first call", () => {
  const summary = report.parts.get("xl/worksheets/sheet1.xml")!;
  const rows = [...summary.matchAll(/<hyperlink ref="G\d+" location="'Calls'!A(\d+)"/g)].map(([, row]) =>
    Number(row),
  );
  expect(rows).toEqual(content.findings.map(({ proof }) => proof[0]! + 3));
  const first = content.calls[content.findings[0]!.proof[0]!]!;
  expect(sheet("Calls").getRow(rows[0]!).values).toContain(first.callId);
});

test("The Summary compares with the day before and the same weekday by arrows", () => {
  const figures = tableBelow(sheet("Summary"), "Figure", "Value");
  expect(figures[0]!.slice(0, 2)).toEqual(["Calls", 1500]);
  expect(figures[0]![3]).toBe("▲ 11.1%, was 1,350");
  expect(figures[0]![4]).toBe("▲ 233.3%, was 450");
  expect(figures[2]![1]).toBeCloseTo(content.totals.ratios.asr.value!, 10);
  expect(figures[2]![2]).toMatch(/^\d+\.\d% – \d+\.\d%, n = [\d,]+$/);
});

test("The Summary of a second revision says what changed", () => {
  const words = sheet("Summary").getSheetValues().flat().map(textOf);
  expect(words).toContain("Since revision 1: calls 1480 → 1500");
});

test("The Summary says which file could not be read", () => {
  const words = sheet("Summary").getSheetValues().flat().map(textOf).join("\n");
  expect(words).toContain(
    "Came in: 1 file with 6,005 records (6,000 used, 3 ignored by a rule, 2 rejected); 1 file could not be read",
  );
});

test("The Summary has native charts of outcomes, hours and gateways, in words as well", () => {
  const drawing = report.parts.get("xl/drawings/drawing1.xml")!;
  expect(drawing.match(/<c:chart /g)).toHaveLength(3);
  const charts = [1, 2, 3].map((number) => report.parts.get(`xl/charts/chart${number}.xml`)!);
  expect(charts.map((chart) => /<a:t>([^<]*)/.exec(chart)![1])).toEqual([
    "Calls by outcome",
    "Calls by hour",
    "Answer ratio by gateway",
  ]);
  expect(charts[1]).toContain("'Hours'!$C$5:$C$28");
  for (const chart of charts) expect(chart).toMatch(/<c:numCache>.*<c:v>/);
  expect(drawing).toMatch(/descr="Bars, calls by outcome: answered \d+/);
});

test("Outcomes, responses, gateways, agents and hours each add up to all calls", () => {
  expect(sum(tableBelow(sheet("Summary"), "Outcome", "Calls"), 1)).toBe(1500);
  expect(sum(tableBelow(sheet("Responses"), "Last response"), 3)).toBe(1500);
  expect(sum(tableBelow(sheet("Gateways"), "Gateway", "Attempts"), 1)).toBe(1500);
  expect(sum(tableBelow(sheet("Agents"), "Agent", "Calls"), 1)).toBe(1500);
  expect(sum(tableBelow(sheet("Hours"), "Hour", "Calls"), 1)).toBe(1500);
  // A call that never left was ended by nobody.
  expect(sum(tableBelow(sheet("Hang-ups"), "Gateway", "Ended by"), 3)).toBe(1500 - content.totals.blocked);
});

test("Every call is in Calls, in order, with its responses as a timeline", () => {
  const calls = tableBelow(sheet("Calls"), "Start, Europe/Berlin");
  expect(calls).toHaveLength(1500);
  content.calls.forEach((call, index) => {
    const row = calls[index]!;
    expect([row[1], row[2], row[5], row[6], row.at(-2)]).toEqual([
      call.from,
      call.to,
      call.lastResponse,
      call.outcome,
      call.callId,
    ]);
  });
  const answered = content.calls.findIndex((call) => call.answered);
  expect(calls[answered]!.at(-1)).toMatch(/^Answered \(200 OK\)/);
  expect(calls[answered]![11]).toMatch(/^100 \+0\.02 s, 180 \+[\d.]+ s, 200 \+[\d.]+ s$/);
});

test("Calls are marked with the numbers of the findings that they prove", () => {
  const calls = tableBelow(sheet("Calls"), "Start, Europe/Berlin");
  const marked = calls.filter((row) =>
    String(row[19] ?? "")
      .split(", ")
      .includes("1"),
  );
  expect(marked).toHaveLength(content.findings[0]!.proof.length);
});

test("Long sheets are Excel tables under a frozen header that is printed on every page", () => {
  expect(
    [...report.parts].find(
      ([name, xml]) => name.startsWith("xl/tables/") && xml.includes('displayName="Calls"'),
    )![1],
  ).toContain('ref="A2:AD1502"');
  expect(sheet("Calls").views[0]).toMatchObject({ state: "frozen", ySplit: 2, xSplit: 1 });
  expect(report.parts.get("xl/workbook.xml")).toContain("'Calls'!$2:$2");
  expect(report.parts.get("xl/workbook.xml")).toContain('<definedName name="Outcome_calls">');
});

test("A ticket addresses the provider, in UTC and local time, with Call-IDs and responses", () => {
  const ticket = content.tickets[0]!;
  const page = sheet(`Ticket ${ticket.gateway}`);
  const words = page.getSheetValues().flat().map(textOf).join("\n");
  expect(words).toContain(`To the provider of ${ticket.gateway}`);
  expect(words).toContain("Dear support team,");
  const [problem] = ticket.problems;
  const inUtc = findingTexts(content.findings, content.calls, "UTC");
  expect(words).toContain(problem!.finding === null ? problem!.response : inUtc.get(problem!.finding)!.title);
  const rows = tableBelow(page, "Start, UTC", "Call-ID");
  const first = content.calls[ticket.problems[0]!.calls[0]!]!;
  expect((rows[0]![0] as Date).getTime()).toBeCloseTo(Math.round(first.start / 1000), -1);
  expect((rows[0]![1] as Date).getTime() - (rows[0]![0] as Date).getTime()).toBe(3_600_000);
  expect(rows[0]![2]).toBe(first.callId);
});

test("On Data quality used, ignored and rejected records add up to those of each file", () => {
  const files = tableBelow(sheet("Data quality"), "File", "Records");
  expect(files).toHaveLength(2);
  for (const [, , , records, used, ignored, rejected] of files) {
    expect(Number(used) + Number(ignored) + Number(rejected)).toBe(records);
  }
  expect(files[1]![7]).toContain("Cannot detect log format");
  expect(tableBelow(sheet("Data quality"), "File", "Line").map((row) => row[2])).toEqual([
    'Cannot read time "25:61"',
    "=no call id",
  ]);
});

test("Definitions say what each kind of finding needs and how chance is ruled out", () => {
  const words = sheet("Definitions").getSheetValues().flat().map(textOf);
  for (const { name, condition, test } of Object.values(FINDING_DEFINITIONS))
    expect(words).toEqual(expect.arrayContaining([name, condition, test]));
  expect(words).toContain(FALSE_POSITIVE_SENTENCE);
});

test("Definitions explain every code and every outcome of the report", () => {
  const words = sheet("Definitions").getSheetValues().flat().map(textOf);
  for (const code of Object.keys(content.totals.lastResponses)) {
    expect(words.some((word) => word.startsWith(`${code} `))).toBe(true);
  }
  for (const outcome of Object.keys(content.totals.outcomes)) expect(words).toContain(outcome);
});

test("A report without calls says so and has only what there is to say", async () => {
  const empty = await written(exampleContent(0, { revision: 1, changes: [] }));
  expect(empty.workbook.worksheets.map(({ name }) => name)).toEqual([
    "Summary",
    "Calls",
    "Data quality",
    "Definitions",
  ]);
  expect(empty.workbook.getWorksheet("Summary")!.getSheetValues().flat().map(textOf)).toContain(
    "No call could be read from these files: Data quality tells why.",
  );
  expect(await schemaErrors(empty.bytes)).toEqual([]);
});

test("A report of a single call is valid", async () => {
  const one = await written(exampleContent(1));
  expect(tableBelow(one.workbook.getWorksheet("Calls")!, "Start, Europe/Berlin")).toHaveLength(1);
  expect(await schemaErrors(one.bytes)).toEqual([]);
});

test("A week has a trend of its days and a heat map of weekdays and hours", async () => {
  const trend = ["2026-11-19", "2026-11-20"].map((day, index) => ({
    ...content.totals,
    ...content.totals.ratios,
    day,
    calls: 700 + index,
  }));
  const hours = {
    ...content.hours,
    byWeekday: content.hours.byWeekday.map((cells, day) => (day === 3 ? content.hours.byHour : cells)),
  };
  const week = await written({
    ...content,
    heading: { ...content.heading, kind: "week", period: { ...content.heading.period, label: "2026-W47" } },
    trend,
    hours,
  });
  expect(tableBelow(week.workbook.getWorksheet("Trend")!, "Day", "Calls").map((row) => row[1])).toEqual([
    700, 701,
  ]);
  expect(tableBelow(week.workbook.getWorksheet("Hours")!, "Weekday").map((row) => row[0])).toEqual([
    "Thursday",
    "Friday",
  ]);
  expect(week.parts.get("xl/drawings/drawing8.xml")!.match(/<c:chart /g)).toHaveLength(2);
});

test("Calls beyond one sheet continue, and findings lead to the right one", async () => {
  const rolled = await written(content, { rowsPerSheet: 400 });
  expect(
    rolled.workbook.worksheets.filter(({ name }) => name.startsWith("Calls")).map(({ name }) => name),
  ).toEqual(["Calls", "Calls (2)", "Calls (3)", "Calls (4)"]);
  const proof = content.findings[0]!.proof[0]!;
  const on = Math.floor(proof / 400);
  expect(rolled.parts.get("xl/worksheets/sheet1.xml")).toContain(
    `location="'Calls${on === 0 ? "" : ` (${on + 1})`}'!A${(proof % 400) + 3}"`,
  );
});

test("Each provider's ticket is a workbook of its own that names no other provider", async () => {
  const outs = new Map<string, Promise<Buffer>>();
  const tickets = await writeTickets(content, (gateway) => {
    const out = new PassThrough();
    outs.set(gateway, buffer(out));
    return out;
  });
  expect(tickets.map(({ gateway }) => gateway)).toEqual(content.tickets.map(({ gateway }) => gateway));
  for (const [gateway, bytes] of outs) {
    const parts = await unzipParts(await bytes);
    const everything = [...parts.values()].join("\n");
    expect(everything).toContain(gateway);
    for (const other of content.gateways) {
      if (other.gateway !== gateway) expect(everything).not.toContain(other.gateway);
    }
  }
});

test("Names that look like formulas or carry control characters do no harm anywhere", async () => {
  const nasty = "=cmd|' /C calc'!A0\u0000[x]:*\uFFFE";
  const calls = content.calls.slice(0, 60).map((call, index) => ({
    ...call,
    gateway: index % 2 ? nasty : `${nasty}${"y".repeat(40)}`,
    agent: nasty,
    reason: "<script>_x0041_",
    callId: `${call.callId}\uD800`,
  }));
  const renamed = content.gateways.map((row) => ({ ...row, gateway: nasty + row.gateway }));
  const tickets = [nasty, nasty.toUpperCase()].map((gateway) => ({
    ...content.tickets[0]!,
    gateway,
    problems: [{ ...content.tickets[0]!.problems[0]!, calls: [0, 1] }],
  }));
  const hostile = await written({
    ...content,
    calls,
    gateways: renamed,
    tickets,
    numbers: content.numbers.slice(0, 20),
    slowCalls: [0, 1],
  });
  expect(await schemaErrors(hostile.bytes)).toEqual([]);
  expect(hostile.workbook.getWorksheet("Calls")!.getCell("D4").value).toBe(
    "=cmd|' /C calc'!A0\uFFFD[x]:*\uFFFD",
  );
});
