import fc from "fast-check";
import { expect, test } from "vitest";
import { eachRow } from "../../../lib/logs/text/csv.ts";
import { chunks } from "../collect.ts";

async function rowsOf(text: string | Uint8Array, { delimiter = ",", chunkSize = 64 * 1024 } = {}) {
  const rows: string[][] = [];
  const lines: number[] = [];
  const broken: [number, string][] = [];
  let blank = 0;
  await eachRow(chunks(text, chunkSize), delimiter, {
    row(row) {
      rows.push(Array.from({ length: row.length }, (_, i) => row.field(i)));
      lines.push(row.line);
    },
    blank: () => blank++,
    broken: (line, reason) => broken.push([line, reason]),
  });
  return { rows, lines, broken, blank };
}

test("plain, quoted and empty fields", async () => {
  const { rows } = await rowsOf('a,"b,c",,"say ""hi""",""\n1,2,3,4,5\n');
  expect(rows).toEqual([
    ["a", "b,c", "", 'say "hi"', ""],
    ["1", "2", "3", "4", "5"],
  ]);
});

test.for([
  ["doubled quotes around a caller's name", '"""Anna"" <101>",x', '"Anna" <101>'],
  ["quotes of a caller's name that nobody doubled", '""Anna" <101>",x', '"Anna" <101>'],
  ["an empty name in quotes that nobody doubled", '"" <101>",x', '" <101>'],
  ["a name in bare quotes before a number", '"Anna" <101>,x', '"Anna" <101>'],
  ["a comma in a name with quotes that nobody doubled", '""Doe, Anna" <101>",x', '"Doe, Anna" <101>'],
  ["a quote in the middle of a field", 'An"na,x', 'An"na'],
  ["a space before the quote", ' "Anna",x', "Anna"],
  ["a space after the quote", '"Anna" ,x', "Anna"],
])("%s", async ([, line, expected]) => {
  const { rows } = await rowsOf(`name,number\n${line}\n`);
  expect(rows[1]).toEqual([expected, "x"]);
});

test("a quoted field may run over lines, and the next record knows its line", async () => {
  expect(await rowsOf('a,"x\ny"\nb,c\n')).toMatchObject({
    rows: [
      ["a", "x\ny"],
      ["b", "c"],
    ],
    lines: [1, 3],
  });
});

test("a quote that is never closed costs its own line only", async () => {
  const { rows, lines, broken } = await rowsOf('a,b\nc,"d\n"e","f"\n"g","h"\n');
  expect(rows).toEqual([
    ["a", "b"],
    ["e", "f"],
    ["g", "h"],
  ]);
  expect(lines).toEqual([1, 3, 4]);
  expect(broken).toEqual([[2, "Quote is not closed"]]);
});

test("a quote left open at the end of the file is reported with its line", async () => {
  expect(await rowsOf('"a","')).toMatchObject({ rows: [], broken: [[1, "Quote is not closed"]] });
});

test("many quotes that are never closed are given up in time that grows with the file, not with its square", async () => {
  const { broken } = await rowsOf('"x\n'.repeat(200_000));
  expect(broken.length).toBe(200_000);
});

test.for([
  ["CRLF", "a,b\r\n\r\nc,d\r\n"],
  ["CR alone", "a,b\r\rc,d\r"],
  ["LF", "a,b\n\nc,d"],
])("lines that end with %s, one of them empty", async ([, text]) => {
  expect(await rowsOf(text!)).toMatchObject({
    rows: [
      ["a", "b"],
      ["c", "d"],
    ],
    blank: 1,
    lines: [1, 3],
  });
});

test.for([";", "\t", "|"])("fields divided by %j", async (delimiter) => {
  expect((await rowsOf(`a${delimiter}b,c${delimiter}\n`, { delimiter })).rows).toEqual([["a", "b,c", ""]]);
});

test("a record of 2 MB is rejected once, and reading goes on after it", async () => {
  const { rows, broken } = await rowsOf(`a,b\n${"x".repeat(2 * 1024 * 1024)},y\nc,d\n`);
  expect(rows).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  expect(broken).toEqual([[2, "Record is longer than 1 MB"]]);
});

test("a record of 2,000 fields is rejected", async () => {
  expect((await rowsOf(`${"x,".repeat(2_000)}\na,b\n`)).broken).toEqual([[1, "More than 1000 fields"]]);
});

test("two quotes within a text that began without one stay two, also after a record that doubles its quotes", async () => {
  expect((await rowsOf('"é ""x""","y"\né a""b,c\n')).rows).toEqual([
    ['é "x"', "y"],
    ['é a""b', "c"],
  ]);
});

test("names in UTF-8, Latin-1 and UTF-16 are read", async () => {
  expect((await rowsOf("Олег,é,x\n")).rows).toEqual([["Олег", "é", "x"]]);
  expect((await rowsOf(Buffer.from("José,x\n", "latin1"))).rows).toEqual([["José", "x"]]);
  expect((await rowsOf(Buffer.from("\ufeffОлег,x\r\n", "utf16le"))).rows).toEqual([["Олег", "x"]]);
});

test("chunks of any size give the same records", async () => {
  const field = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", " ", "a", "é", ";"), maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(field, { maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      async (parts, chunkSize) => {
        const text = parts.join("");
        expect(await rowsOf(text, { chunkSize })).toEqual(await rowsOf(text));
      },
    ),
  );
});

test("damaged quotes are read alike wherever they stand in a long file", async () => {
  const piece = fc.constantFrom('"', ",", "\n", "\r\n", " ", "a", '""', ',"x y",', "a,b\n", '"e,"f" g",h\n');
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 16_250, max: 16_383 }),
      async (pieces, before) => {
        const shifted = await rowsOf("x,y\n".repeat(before) + pieces.join(""));
        const alone = await rowsOf(`x,y\n${pieces.join("")}`);
        expect(shifted.rows.slice(before)).toEqual(alone.rows.slice(1));
        expect(shifted.broken.map(([line, reason]) => [line - before + 1, reason])).toEqual(alone.broken);
      },
    ),
  );
});

test("what is written by the rules of RFC 4180 is read back, over many blocks too", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.string(), fc.string({ unit: "binary" })), { minLength: 1, maxLength: 20 }),
      async (records) => {
        const clean = records.map((record) => record.map((value) => value.replace(/[\ufeff]/g, "").trim()));
        const row = (record: string[]) => record.map((value) => `"${value.replaceAll('"', '""')}"`).join(",");
        const padding = Array.from({ length: 1_000 }, (_, i) => [`row ${i}`, "x".repeat(i % 90)]);
        const all = [...padding, ...clean];
        expect((await rowsOf(`${all.map(row).join("\n")}\n`)).rows).toEqual(all);
      },
    ),
    { numRuns: 30 },
  );
});
