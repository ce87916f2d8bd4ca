import { expect, test } from "vitest";
import { csvCell, twinsOf } from "../../lib/report/twins.ts";
import { exampleContent } from "./sheets/example-content.ts";

const content = exampleContent(200);
const textOf = (name: string) =>
  [
    ...twinsOf(content)
      .find((twin) => twin.name === name)!
      .text(),
  ].join("");

test.for([
  ["=1+1", "'=1+1"],
  ["+49301234567", "'+49301234567"],
  ["-2+3", "'-2+3"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\tx", "'\tx"],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ["a,b", '"a,b"'],
  ["a\nb", '"a\nb"'],
  ["0049301", "0049301"],
] as const)("The text %j is %j in a CSV", ([text, cell]) => {
  expect(csvCell(text)).toBe(cell);
});

test("Numbers keep their sign in a CSV, unknown is empty, lists are separated by spaces", () => {
  expect([-5, 0.25, null, true, [100, 180, 200], [20, null]].map(csvCell)).toEqual([
    "-5",
    "0.25",
    "",
    "true",
    "100 180 200",
    "20 ",
  ]);
});

test("The CSV twin has a line for every call", () => {
  const lines = textOf("calls.csv").split("\r\n");
  expect(lines).toHaveLength(202);
  expect(lines[0]).toMatch(/^callId,start,from,to,/);
  expect(lines[1]).toContain(content.calls[0]!.callId);
  expect(lines[1]).toContain(`'${content.calls[0]!.from}`);
});

test("The JSON twin holds the same calls with times in UTC", () => {
  const calls = JSON.parse(textOf("calls.json"));
  expect(calls.map(({ callId }: { callId: string }) => callId)).toEqual(
    content.calls.map(({ callId }) => callId),
  );
  expect(calls[0].start).toBe(new Date(content.calls[0]!.start / 1000).toISOString());
});

test("The JSON twin of no calls is an empty list", () => {
  const empty = twinsOf(exampleContent(0)).find(({ name }) => name === "calls.json")!;
  expect(JSON.parse([...empty.text()].join(""))).toEqual([]);
});

test("The totals are the same in both twins", () => {
  expect(JSON.parse(textOf("totals.json"))).toEqual(JSON.parse(JSON.stringify(content.totals)));
  expect(textOf("totals.csv")).toContain(`\r\ncalls,${content.totals.calls}\r\n`);
  expect(textOf("totals.csv")).toContain(`\r\nratios.asr.value,${content.totals.ratios.asr.value}\r\n`);
});
