import fc from "fast-check";
import { expect, test } from "vitest";
import { eachRow } from "../../../lib/logs/text/csv.ts";
import { delimiterOf, splitLine } from "../../../lib/logs/text/csv-shape.ts";
import { chunks } from "../collect.ts";

/** The first record of a log that has this line only, as reading splits it. */
async function read(line: string): Promise<string[] | undefined> {
  const rows: string[][] = [];
  await eachRow(chunks(line, 64), ",", {
    row: (row) => void rows.push(Array.from({ length: row.length }, (_, i) => row.field(i).trim())),
    blank: () => void rows.push([""]),
    broken: () => {},
  });
  return rows[0];
}

test.for([
  ['a,"b,c",d', ["a", "b,c", "d"]],
  ['"Anna" <101>,x', ['"Anna" <101>', "x"]],
  ['""Anna" <101>",x', ['"Anna" <101>', "x"]],
  ['"say ""hi""" , x', ['say "hi"', "x"]],
  ["a,,", ["a", "", ""]],
  ['a,"b,c', ["a", "b,c"]],
  ['"a,b",c,"d,e', ["a,b", "c", "d,e"]],
  ["", [""]],
] as const)("the line %j has the fields %j", ([line, fields]) => {
  expect(splitLine(line, ",")).toEqual(fields);
});

test("detection and reading agree on every line that reading can split", async () => {
  const piece = fc.constantFrom('"', ",", " ", "a", "é", '""', '"b,c"', '"d"e"', "<1>");
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const line = pieces.join("");
      const fields = await read(line);
      if (fields !== undefined) expect(splitLine(line, ",")).toEqual(fields);
    }),
    { numRuns: 1000 },
  );
});

test("a delimiter within quotes divides nothing", () => {
  expect(delimiterOf('name;"Doe, Anna, Ph, D"\nx;"a,b,c,d"\n')).toBe(";");
  expect(delimiterOf("a|b|c\n1|2,5|3\n")).toBe("|");
  expect(delimiterOf("no delimiter\nhere\n")).toBe("");
});
