import fc from "fast-check";
import { expect, test } from "vitest";
import { eachLine } from "../../../lib/logs/text/lines.ts";
import { chunks } from "../collect.ts";

async function linesOf(text: string | Uint8Array, chunkSize?: number) {
  const lines: string[] = [];
  const numbers: number[] = [];
  const tooLong: number[] = [];
  await eachLine(chunks(text, chunkSize), {
    line(line, number) {
      lines.push(line);
      numbers.push(number);
    },
    tooLong: (number) => tooLong.push(number),
  });
  return { lines, numbers, tooLong };
}

test.for([
  ["LF", "a\nb\n"],
  ["CRLF", "a\r\nb\r\n"],
  ["CR alone", "a\rb\r"],
  ["no end on the last line", "a\nb"],
])("lines end with %s", async ([, text]) => {
  expect(await linesOf(text!)).toEqual({ lines: ["a", "b"], numbers: [1, 2], tooLong: [] });
});

test("a CR inside a line of a file with LF ends nothing", async () => {
  expect((await linesOf("a\rb\nc\n")).lines).toEqual(["a\rb", "c"]);
});

test("an empty file has no lines, an empty line counts", async () => {
  expect((await linesOf("")).lines).toEqual([]);
  expect((await linesOf("\n\nx")).numbers).toEqual([1, 2, 3]);
});

test.for([
  ["UTF-8 with a mark", Buffer.from("\ufeffЗвонок\nb")],
  ["UTF-16 little endian", Buffer.from("\ufeffЗвонок\nb", "utf16le")],
  ["UTF-16 big endian", Buffer.from("\ufeffЗвонок\nb", "utf16le").swap16()],
] as const)("text in %s is read", async ([, bytes]) => {
  expect((await linesOf(bytes, 1)).lines).toEqual(["Звонок", "b"]);
});

test("a Latin-1 name in one line does not garble the UTF-8 names of the others", async () => {
  const bytes = Buffer.concat([
    Buffer.from("Jürgen\n"),
    Buffer.from("Jos\u00e9\n", "latin1"),
    Buffer.from("Олег\n"),
  ]);
  expect((await linesOf(bytes)).lines).toEqual(["Jürgen", "José", "Олег"]);
});

test("a line of 2 MB is one rejected line, and reading goes on after it", async () => {
  const text = `first\n${"x".repeat(2 * 1024 * 1024)}\nlast\n`;
  expect(await linesOf(text)).toEqual({ lines: ["first", "last"], numbers: [1, 3], tooLong: [2] });
});

test("a line of just under 1 MB is read, and so is one over many blocks", async () => {
  const long = "y".repeat(1024 * 1024 - 10);
  const { lines, tooLong } = await linesOf(`a\n${long}\nb`, 10_000);
  expect(lines.map((line) => line.length)).toEqual([1, long.length, 1]);
  expect(tooLong).toEqual([]);
});

test("chunks of any size give the same lines", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "binary", maxLength: 12 })),
      fc.constantFrom("\n", "\r\n"),
      fc.integer({ min: 1, max: 40 }),
      async (texts, end, size) => {
        const text = texts.map((line) => line.replace(/[\r\n\ufeff]/g, "·")).join(end);
        expect(await linesOf(text, size)).toEqual(await linesOf(text));
      },
    ),
  );
});

test("a text of many blocks loses and doubles no line", async () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => `line ${i} ${"é".repeat(i % 7)}`);
  expect((await linesOf(lines.join("\n"), 7_777)).lines).toEqual(lines);
});
