import fc from "fast-check";
import { expect, test } from "vitest";
import { eachObject, parseObject } from "../../../lib/logs/text/json-objects.ts";
import { chunks } from "../collect.ts";

async function objectsOf(text: string, { wrappers = [] as string[], chunkSize = 64 * 1024 } = {}) {
  const objects: unknown[] = [];
  const lines: number[] = [];
  const broken: [number, string][] = [];
  const handler = {
    object(value: unknown, line: number) {
      objects.push(value);
      lines.push(line);
    },
    broken: (line: number, reason: string) => void broken.push([line, reason]),
  };
  await eachObject(chunks(text, chunkSize), handler, wrappers);
  return { objects, lines, broken };
}

test.for([
  [
    "one object, printed over lines",
    '{\n "a": 1,\n "b": {"c": [1, {"d": "}"}]}\n}',
    [{ a: 1, b: { c: [1, { d: "}" }] } }],
  ],
  ["one per line", '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
  ["one after the other", '{"a":1}{"a":2}', [{ a: 1 }, { a: 2 }]],
  ["an array", '[{"a":1},\n {"a":2}]', [{ a: 1 }, { a: 2 }]],
  ["an array of an array", '[[{"a":1}],[{"a":2}]]', [{ a: 1 }, { a: 2 }]],
  [
    "a time before each object",
    '2026-11-22T14:00:00.000Z {"a":1}\n2026-11-22T14:00:01.000Z {"a":2}\n',
    [{ a: 1 }, { a: 2 }],
  ],
  ["escaped quotes and brackets in strings", String.raw`{"a":"\"}{[\\"}`, [{ a: '"}{[\\' }]],
] as const)("the objects of %s", async ([, text, objects]) => {
  expect(await objectsOf(text)).toMatchObject({ objects, broken: [] });
  expect(await objectsOf(text, { chunkSize: 1 })).toMatchObject({ objects, broken: [] });
});

test("the elements of a wrapped array are the records, and what is around it is none", async () => {
  const page = '{"@context":"x[{","value":[{"a":[1]},{"a":2}],"next":"https://x/?[skip]={1}"}';
  for (const chunkSize of [1, 7, 1_000]) {
    expect(await objectsOf(page, { wrappers: ["value"], chunkSize })).toMatchObject({
      objects: [{ a: [1] }, { a: 2 }],
      broken: [],
    });
  }
});

test("two pages after each other are read as one", async () => {
  const page = '{"value":[{"a":1}]}\n{"value":[{"a":2}]}\n';
  expect((await objectsOf(page, { wrappers: ["value"] })).objects).toEqual([{ a: 1 }, { a: 2 }]);
});

test("a line that was cut off costs itself only", async () => {
  const { objects, broken } = await objectsOf('{"a":1}\n{"a":2,"b":"cut of\n{"a":3}\n{"a":{"b":4\n{"a":5}\n');
  expect(objects).toEqual([{ a: 1 }, { a: 3 }, { a: 5 }]);
  expect(broken).toEqual([
    [2, "JSON object is not closed"],
    [4, "JSON object is not closed"],
  ]);
});

test("a line that is no JSON is rejected with its number", async () => {
  expect((await objectsOf('{"a":1}\nhello\n{"a":2}\n{"a":}\n')).broken).toEqual([
    [2, "Not a JSON object"],
    [4, "Not valid JSON"],
  ]);
});

test("an object that never ends is rejected once, whatever its length", async () => {
  const { objects, broken } = await objectsOf(`{"a":1}\n{"b":[${'{"c":1},'.repeat(200_000)}`);
  expect(objects).toEqual([{ a: 1 }]);
  expect(broken).toEqual([[2, "JSON object is not closed"]]);
});

test("objects of more than 1 MB or 64 levels are rejected, and the next is read", async () => {
  const { objects, broken } = await objectsOf(
    `{"a":"${"x".repeat(1_100_000)}"}\n{"a":${"[".repeat(70)}${"]".repeat(70)}}\n{"a":1}\n`,
  );
  expect(objects).toEqual([{ a: 1 }]);
  expect(broken).toEqual([
    [1, "JSON object is longer than 1 MB"],
    [2, "JSON object is nested deeper than 64"],
  ]);
});

test("a bare nan or -inf is no value, and the same word in a string stays", () => {
  expect(parseObject('{"mos":nan,"x":-inf,"y":-nan,"name":"nan, inf: \\" nan"}')).toEqual({
    mos: null,
    x: null,
    y: null,
    name: 'nan, inf: " nan',
  });
});

test("any objects, however they are put together and cut into chunks, are read back", async () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(object, { minLength: 1, maxLength: 8 }),
      fc.constantFrom("", "\n", "\r\n", ", "),
      fc.integer({ min: 1, max: 30 }),
      async (objects, separator, chunkSize) => {
        const read = await objectsOf(objects.map((value) => JSON.stringify(value)).join(separator), {
          chunkSize,
        });
        expect(read.broken).toEqual([]);
        expect(read.objects).toEqual(JSON.parse(JSON.stringify(objects)));
        const array = await objectsOf(JSON.stringify(objects, null, 2), { chunkSize });
        expect(array.objects).toEqual(read.objects);
      },
    ),
  );
});
