import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { UnreadableLogError } from "../../lib/logs/format/log-format.ts";
import { collect } from "./collect.ts";
import { zipOf } from "./packed/zip-of.ts";

/*
 * Damaged logs of every kind: none may crash the reader, hang it, or lose a record. FUZZ_RUNS sets
 * how many are tried; a failure prints the seed that repeats it.
 */
const RUNS = Number(process.env.FUZZ_RUNS ?? 300);

const TIMEOUT = 60_000 + RUNS * 10;

const FOLDER = new URL("./vendors/", import.meta.url);
const LOGS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) => [
    ...readFileSync(new URL(name, FOLDER), "utf8").matchAll(/```(?!calls)\w+\n([\s\S]*?)```/g),
  ])
  .map((match) => Buffer.from(match[1]!));

const anyLog = fc.nat({ max: LOGS.length - 1 }).map((index) => LOGS[index]!.toString());

const mutation = fc.record({
  kind: fc.constantFrom("flip", "cut", "drop", "double", "insert", "swap"),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  size: fc.integer({ min: 1, max: 200 }),
  byte: fc.constantFrom(
    0,
    9,
    10,
    13,
    32,
    34,
    39,
    44,
    45,
    48,
    58,
    59,
    92,
    91,
    93,
    123,
    124,
    125,
    128,
    195,
    255,
  ),
});

function mutate(
  log: Buffer,
  { kind, at, size, byte }: typeof mutation extends fc.Arbitrary<infer T> ? T : never,
): Buffer {
  const from = Math.floor(at * log.length);
  const to = Math.min(log.length, from + size);
  const [before, middle, after] = [log.subarray(0, from), log.subarray(from, to), log.subarray(to)];
  switch (kind) {
    case "flip":
      return Buffer.concat([
        before,
        middle.length === 0 ? middle : Buffer.from([byte, ...middle.subarray(1)]),
        after,
      ]);
    case "cut":
      return before;
    case "drop":
      return Buffer.concat([before, after]);
    case "double":
      return Buffer.concat([before, middle, middle, after]);
    case "insert":
      return Buffer.concat([before, Buffer.alloc(size % 5, byte), log.subarray(from)]);
    case "swap":
      return Buffer.concat([after, middle, before]);
  }
}

async function readOrRefuse(log: Uint8Array, chunkSize: number) {
  try {
    return await collect(log, { chunkSize });
  } catch (error) {
    if (!(error instanceof UnreadableLogError)) throw error;
    return String(error);
  }
}

test("a damaged log is read or refused with a reason, in chunks of any size alike, and every record is counted", {
  timeout: TIMEOUT,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLog,
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 300 }),
      async (log, mutations, chunkSize) => {
        const damaged = mutations.reduce(mutate, Buffer.from(log));
        const whole = await readOrRefuse(damaged, 1 << 20);
        expect(await readOrRefuse(damaged, chunkSize)).toEqual(whole);
        if (typeof whole === "string") return;
        for (const { callId, events } of whole.sightings) {
          expect(callId).not.toBe("");
          for (const { at, code } of events) expect([at, code].every(Number.isSafeInteger)).toBe(true);
        }
        expect(whole.records).toBeGreaterThanOrEqual(whole.ignored.length + whole.rejected.length);
      },
    ),
    { numRuns: RUNS },
  );
});

test("a damaged package is read or refused with a reason", { timeout: TIMEOUT }, async () => {
  await fc.assert(
    fc.asyncProperty(anyLog, fc.boolean(), mutation, async (log, zipped, damage) => {
      await readOrRefuse(mutate(zipped ? zipOf({ "a.log": log }) : gzipSync(log), damage), 100);
    }),
    { numRuns: RUNS },
  );
});
