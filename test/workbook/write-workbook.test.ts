import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import type { Column } from "../../lib/workbook/column.ts";
import { unzipParts } from "../../lib/workbook/unzip.ts";
import { type Page, type PageSheet, rowSheet } from "../../lib/workbook/workbook-spec.ts";
import { writeWorkbook } from "../../lib/workbook/write-workbook.ts";
import { readWorkbook, schemaErrors } from "./read-workbook.ts";

type Entry = readonly [id: string, start: number, outcome: string, delayMs: number | null];

const COLUMNS: readonly Column<Entry>[] = [
  { header: "Id", kind: "text", width: 20, value: ([id]) => id },
  { header: "Start (Europe/Berlin)", kind: "time", width: 20, value: ([, start]) => start },
  {
    header: "Outcome",
    kind: "word",
    width: 14,
    value: ([, , outcome]) => outcome,
    tint: ([, , outcome]) => (outcome === "busy" ? "mild" : undefined),
  },
  { header: "Delay, s", kind: "seconds", width: 9, value: ([, , , delay]) => delay },
];
const START = Date.parse("2026-07-01T10:00:00.250Z") * 1000;
const entry = (id: string, outcome = "answered"): Entry => [id, START, outcome, 1500];
const calls = (rows: Iterable<Entry> | AsyncIterable<Entry>) =>
  rowSheet({ name: "Calls", table: "Calls", columns: COLUMNS, rows });
const numbered = (count: number) => Array.from({ length: count }, (_, index) => entry(`call-${index + 1}`));

const PAGE: PageSheet = {
  name: "Summary",
  widths: [9, 20, 20],
  freeze: { rows: 2 },
  printTitleRow: 3,
  write(page) {
    page.text("title", "Calls of Sunday");
    page.skip();
    page.table({
      name: "Outcomes",
      columns: [
        {
          header: "Outcome",
          kind: "word",
          width: 20,
          value: ([name]) => name,
          link: () => () => ({ sheet: "Calls", cell: "A2" }),
        },
        { header: "Calls", kind: "integer", width: 9, value: ([, count]) => count },
      ],
      rows: [
        ["answered", 7],
        ["<busy>", 3],
      ] as [string, number][],
      heat: ["Calls"],
      bars: ["Calls"],
    });
    page.chart({
      kind: "bar",
      title: "Calls & outcomes",
      alternative: "7 answered, 3 busy",
      table: "Outcomes",
      categories: "Outcome",
      series: [{ column: "Calls", color: "4E9A63" }],
      format: "integer",
      at: { column: 0, row: 8, columns: 3, rows: 12 },
    });
  },
};

test("Text that looks like a formula, a number or an error stays the text it is", async () => {
  const texts = [
    "=1+1",
    "+49301234567",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "007",
    "1E5",
    "TRUE",
    "#N/A",
    "<&>\"'",
  ];
  const { workbook } = await readWorkbook({ sheets: [calls(texts.map((text) => entry(text, text)))] });
  const sheet = workbook.getWorksheet("Calls")!;
  texts.forEach((text, index) => {
    expect(sheet.getCell(index + 2, 1).value).toBe(text);
    expect(sheet.getCell(index + 2, 3).value).toBe(text);
  });
});

test("The same texts on a page stay text as well", async () => {
  const texts = ["=1+1", "@SUM(A1)", "007", "\uFFFE\u0000"];
  const page: PageSheet = {
    name: "Page",
    widths: [20],
    write(page) {
      for (const value of texts) page.cells([{ value, kind: "text" }]);
    },
  };
  const { workbook, written } = await readWorkbook({ sheets: [page] });
  expect(texts.map((_, index) => workbook.getWorksheet("Page")!.getCell(index + 1, 1).value)).toEqual([
    "=1+1",
    "@SUM(A1)",
    "007",
    "\uFFFD\uFFFD",
  ]);
  expect(written.replacedCharacters).toBe(2);
});

test("Characters that XML cannot carry are replaced, counted, and do no harm to their neighbours", async () => {
  const { workbook, written } = await readWorkbook({
    sheets: [calls([entry("a\u0000\uFFFF\uD800b"), entry("c")])],
  });
  expect(workbook.getWorksheet("Calls")!.getCell("A2").value).toBe("a\uFFFD\uFFFD\uFFFDb");
  expect(workbook.getWorksheet("Calls")!.getCell("A3").value).toBe("c");
  expect(written.replacedCharacters).toBe(3);
});

test("Text that looks like an escape of the format is escaped in the part", async () => {
  const { parts } = await readWorkbook({ sheets: [calls([entry("_x0041_", "_x0042_")])] });
  expect(parts.get("xl/worksheets/sheet1.xml")).toContain("<t>_x005F_x0041_</t>");
  expect(parts.get("xl/sharedStrings.xml")).toContain("<t>_x005F_x0042_</t>");
});

test("Times are real dates by the clock of the report's zone", async () => {
  const { workbook } = await readWorkbook({ zone: "Europe/Berlin", sheets: [calls([entry("a")])] });
  const cell = workbook.getWorksheet("Calls")!.getCell("B2");
  expect((cell.value as Date).toISOString()).toBe("2026-07-01T12:00:00.250Z");
  expect(cell.numFmt).toBe("yyyy-mm-dd hh:mm:ss");
});

test("NaN, infinity and what is unknown are empty cells", async () => {
  const rows = [Number.NaN, Number.POSITIVE_INFINITY, null].map(
    (delay): Entry => ["a", Number.NaN, "", delay],
  );
  const { parts } = await readWorkbook({ sheets: [calls(rows)] });
  const sheet = parts.get("xl/worksheets/sheet1.xml")!;
  expect(sheet.match(/<c r="[B-D][2-4]"/g)).toBeNull();
  expect(sheet.match(/<c r="A[2-4]"/g)).toHaveLength(3);
});

test("Milliseconds are shown as seconds", async () => {
  const { workbook } = await readWorkbook({ sheets: [calls([entry("a")])] });
  expect(workbook.getWorksheet("Calls")!.getCell("D2").value).toBe(1.5);
});

test("A cell is coloured by its value and its neighbours are not", async () => {
  const { workbook } = await readWorkbook({ sheets: [calls([entry("a", "busy"), entry("b")])] });
  const fill = (cell: string) => workbook.getWorksheet("Calls")!.getCell(cell).fill;
  expect(fill("C2")).toMatchObject({ pattern: "solid", fgColor: { argb: "FFFFF4D6" } });
  expect(fill("C3")).not.toMatchObject({ pattern: "solid" });
  expect(fill("A2")).not.toMatchObject({ pattern: "solid" });
});

test("A sheet that is full continues on the next, each with header, filter and table", async () => {
  const { workbook, written, parts, bytes } = await readWorkbook(
    { sheets: [PAGE, calls(numbered(25))] },
    { rowsPerSheet: 10 },
  );
  expect(written.sheets).toEqual([
    { name: "Summary", rows: 0 },
    { name: "Calls", rows: 10 },
    { name: "Calls (2)", rows: 10 },
    { name: "Calls (3)", rows: 5 },
  ]);
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(["Summary", "Calls", "Calls (2)", "Calls (3)"]);
  expect(workbook.getWorksheet("Calls (3)")!.getCell("A1").value).toBe("Id");
  expect(workbook.getWorksheet("Calls (3)")!.getCell("A6").value).toBe("call-25");
  expect(parts.get("xl/tables/table3.xml")).toContain('displayName="Calls_3" ref="A1:D6"');
  expect(await schemaErrors(bytes)).toEqual([]);
});

test("Rows may come from a source that has to be waited for", async () => {
  async function* source() {
    for (const row of numbered(3)) {
      await new Promise(setImmediate);
      yield row;
    }
  }
  const { workbook } = await readWorkbook({ sheets: [calls(source())] });
  expect(workbook.getWorksheet("Calls")!.getColumn(1).values.slice(1)).toEqual([
    "Id",
    "call-1",
    "call-2",
    "call-3",
  ]);
});

test("A sheet without rows keeps its header and its filter, by name for LibreOffice", async () => {
  const { parts, bytes, written } = await readWorkbook({ sheets: [calls([])] });
  expect(written.sheets).toEqual([{ name: "Calls", rows: 0 }]);
  expect(parts.get("xl/worksheets/sheet1.xml")).toContain('<autoFilter ref="A1:D1"/>');
  expect(parts.get("xl/workbook.xml")).toContain(
    `<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'Calls'!$A$1:$D$1</definedName>`,
  );
  expect(await schemaErrors(bytes)).toEqual([]);
});

test("A page with a table, links, bars, a heat map and a chart is valid", async () => {
  const { bytes, parts } = await readWorkbook({
    sheets: [PAGE, calls(numbered(1))],
    names: [{ name: "Calls_by_outcome", table: "Outcomes", column: "Calls" }],
  });
  expect(await schemaErrors(bytes)).toEqual([]);
  const sheet = parts.get("xl/worksheets/sheet1.xml")!;
  expect(sheet).toContain(`<hyperlink ref="A4" location="'Calls'!A2"/>`);
  expect(sheet).toContain('<col min="1" max="1" width="9.01" customWidth="1"/>');
  expect(sheet).toContain('orientation="landscape"');
  expect(parts.get("xl/workbook.xml")).toContain(
    `<definedName name="_xlnm.Print_Titles" localSheetId="0">'Summary'!$3:$3`,
  );
  expect(parts.get("xl/workbook.xml")).toContain(`<definedName name="Calls_by_outcome">'Summary'!$B$4:$B$5`);
});

/** A page that does some things otherwise. */
function changed(page: Page, changes: Partial<Page>): Page {
  return {
    row: () => page.row(),
    skip: (rows) => page.skip(rows),
    breakPage: () => page.breakPage(),
    text: (style, text, columns) => page.text(style, text, columns),
    cells: (cells, at) => page.cells(cells, at),
    table: (table) => page.table(table),
    chart: (chart) => page.chart(chart),
    ...changes,
  };
}

test.for(["bar", "column", "stacked", "line", "pie"] as const)(
  "A %s chart is valid and carries its numbers",
  async (kind) => {
    const page: PageSheet = {
      ...PAGE,
      write(writer) {
        PAGE.write(
          changed(writer, {
            chart: (chart) =>
              writer.chart({ ...chart, kind, series: [{ ...chart.series[0]!, pointColors: ["111111"] }] }),
          }),
        );
      },
    };
    const { bytes, parts } = await readWorkbook({ sheets: [page, calls(numbered(1))] });
    expect(await schemaErrors(bytes)).toEqual([]);
    const chart = parts.get("xl/charts/chart1.xml")!;
    expect(chart).toContain("<c:v>&lt;busy&gt;</c:v>");
    expect(chart).toContain(
      '<c:ptCount val="2"/><c:pt idx="0"><c:v>7</c:v></c:pt><c:pt idx="1"><c:v>3</c:v></c:pt>',
    );
    expect(chart).toContain("'Summary'!$B$4:$B$5");
    expect(parts.get("xl/drawings/drawing1.xml")).toContain('descr="7 answered, 3 busy"');
  },
);

test("Words beside a chart are made legal as well", async () => {
  const page: PageSheet = {
    ...PAGE,
    write(writer) {
      PAGE.write(
        changed(writer, {
          chart: (chart) => writer.chart({ ...chart, title: "a\u0000b", alternative: "c\uFFFEd & e" }),
        }),
      );
    },
  };
  const { parts } = await readWorkbook({ sheets: [page, calls(numbered(1))] });
  expect(parts.get("xl/drawings/drawing1.xml")).toContain('name="a\uFFFDb" descr="c\uFFFDd &amp; e"');
  expect(parts.get("xl/charts/chart1.xml")).toContain("<a:t>a\uFFFDb</a:t>");
});

test("A chart without its table is left out", async () => {
  const page: PageSheet = {
    name: "Summary",
    widths: [20],
    write: (writer) => PAGE.write(changed(writer, { table: () => {} })),
  };
  const { parts, bytes } = await readWorkbook({ sheets: [page] });
  expect([...parts.keys()].filter((name) => name.includes("chart"))).toEqual([]);
  expect(await schemaErrors(bytes)).toEqual([]);
});

test("Links beyond the 65,530 that Excel takes stay plain text", async () => {
  const page: PageSheet = {
    name: "Links",
    widths: [20],
    write: (page) =>
      page.table({
        name: "Links",
        columns: [
          {
            header: "Id",
            kind: "text",
            width: 9,
            value: (row) => row,
            link: () => () => ({ sheet: "Links", cell: "A1" }),
          },
        ],
        rows: Array.from({ length: 65_600 }, (_, index) => `${index}`),
      }),
  };
  const out = new PassThrough();
  const chunks: Buffer[] = [];
  out.on("data", (chunk) => chunks.push(chunk));
  await writeWorkbook(
    { title: "", subject: "", author: "", created: new Date(0), zone: "UTC", sheets: [page] },
    out,
  );
  const sheet = (await unzipParts(Buffer.concat(chunks))).get("xl/worksheets/sheet1.xml")!;
  expect(sheet.split("<hyperlink ").length - 1).toBe(65_530);
});

test("Each row says where it was written", async () => {
  const places: string[] = [];
  const sheet = rowSheet<Entry>({
    name: "Calls",
    table: "Calls",
    head: [{ style: "note", text: "Times in UTC" }],
    columns: COLUMNS,
    rows: numbered(3),
    placed: ([id], place) => places.push(`${id} ${place.sheet} ${place.cell}`),
  });
  await readWorkbook({ sheets: [sheet] }, { rowsPerSheet: 2 });
  expect(places).toEqual(["call-1 Calls A3", "call-2 Calls A4", "call-3 Calls (2) A3"]);
});

test("Rows are taken only as fast as the reader takes bytes", async () => {
  let taken = 0;
  function* rows() {
    for (; taken < 100_000; taken++) yield entry(`${Math.sin(taken)}`);
  }
  let release: () => void = () => {};
  const paused = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = new Writable({
    highWaterMark: 1024,
    write: (_chunk, _encoding, done) => void paused.then(() => done()),
  });
  const writing = writeWorkbook(
    { title: "", subject: "", author: "", created: new Date(0), zone: "UTC", sheets: [calls(rows())] },
    slow,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(taken).toBeLessThan(50_000);
  release();
  await writing;
  expect(taken).toBe(100_000);
});

test("A reader that goes away fails the workbook and does not leave it hanging", async () => {
  const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error("connection lost")) });
  const writing = writeWorkbook(
    { title: "", subject: "", author: "", created: new Date(0), zone: "UTC", sheets: [calls(numbered(50))] },
    gone,
  );
  await expect(writing).rejects.toThrow("connection lost");
});
