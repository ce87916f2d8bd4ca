import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createGuard } from "./guard.ts";
import { hunt } from "./hunt.ts";
import { brokenLaws } from "./laws.ts";
import { minimise } from "./minimise.ts";
import { recordsOf } from "./record-counts.ts";
import { fuzzSeeds } from "./seeds.ts";

const INPUTS = 250;

test("damaged logs of every kind are read or refused, and the calls in them obey every law", async () => {
  const seeds = fuzzSeeds().filter(({ bytes }) => bytes.length < 20_000);
  let read = 0;
  for (const { bytes, origin } of hunt(seeds, 20_261_123)) {
    if (bytes.length > 200_000) continue;
    expect(await brokenLaws(bytes), origin).toEqual([]);
    if (++read >= INPUTS) break;
  }
});

test("the same number hunts the same inputs again", () => {
  const seeds = [{ name: "a", bytes: Buffer.from("time,call_id,event\n2026-11-22 14:00:00,a,invite\n") }];
  const first = [...take(hunt(seeds, 7), 20)];
  expect([...take(hunt(seeds, 7), 20)]).toEqual(first);
  expect([...take(hunt(seeds, 8), 20)]).not.toEqual(first);
});

test("a failing input is made small", async () => {
  const small = await minimise(Buffer.from(`${"a".repeat(500)}X${"b".repeat(500)}`), async (candidate) =>
    candidate.includes("X"),
  );
  expect(small.length).toBeLessThanOrEqual(16);
  expect(small.includes("X")).toBe(true);
});

test("an input that is not read in time is a hang, and the next one is read again", async () => {
  const guard = createGuard({ deadlineMs: 1, maxMegabytes: 700 });
  const patient = createGuard({ deadlineMs: 50_000, maxMegabytes: 700 });
  try {
    expect(await guard.check(Buffer.from("hello"))).toEqual(["hang: not read after 1 ms"]);
    expect(await patient.check(Buffer.from("hello"))).toEqual([]);
  } finally {
    guard.stop();
    patient.stop();
  }
});

test("a process that grows beyond its memory is found", async () => {
  const guard = createGuard({ deadlineMs: 50_000, maxMegabytes: 60 });
  try {
    expect((await guard.check(gzipSync(Buffer.alloc(1 << 20)))).join()).toMatch(/^memory: /);
  } finally {
    guard.stop();
  }
});

test("records are counted by line and by packet, and not where only a reader can tell", () => {
  expect(recordsOf(Buffer.from("a\nb"), "call-event-csv")).toBe(2);
  expect(recordsOf(Buffer.from('a\n"b'), "call-event-csv")).toBeUndefined();
  expect(recordsOf(gzipSync("a\nb"), "call-event-csv")).toBeUndefined();
  expect(recordsOf(Buffer.from("a\nb\n"), "sip-text")).toBeUndefined();
});

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  for (const item of items) {
    if (count-- <= 0) return;
    yield item;
  }
}
