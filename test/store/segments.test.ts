import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../../lib/calls/observation.ts";
import { SHARDS, shardOf } from "../../lib/calls/shard.ts";
import type { CallEvent } from "../../lib/sip/call-event.ts";
import { ALL_SHARDS, shardPartition } from "../../lib/store/keys.ts";
import { unpackSegment } from "../../lib/store/segment-codec.ts";
import { SegmentWriter } from "../../lib/store/segments.ts";
import { type Item, queryPrefix, type Table } from "../../lib/store/table.ts";
import { seededRandom } from "../examples/random.ts";
import { legOf } from "../support/observations.ts";
import { type Storage, startStorage } from "../support/storage.ts";

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.stop());

const NINE = Date.UTC(2026, 10, 20, 9) * 1000;
const HOUR = 3_600_000_000;

/** A call that rang and was busy, in the `hour`th hour from 9:00 UTC on. */
function busyCall(callId: string, hour = 0, more: Partial<CallEvent>[] = []): Observation {
  const at = NINE + hour * HOUR;
  const event = (one: Partial<CallEvent>): CallEvent => ({
    kind: "response",
    at,
    code: 0,
    cseq: 1,
    by: "caller",
    reason: "",
    q850: 0,
    ...one,
  });
  const events = [event({ kind: "invite" }), event({ at: at + 1, code: 486 }), ...more.map(event)];
  return {
    source: "pbx",
    callId,
    attributes: {},
    legs: [legOf({ gateway: "fig", events })],
  };
}

/** A call with as much text as a log may say of one, and of a kind that cannot be packed. */
function wordyCall(callId: string): Observation {
  const random = seededRandom(callId.length);
  const noise = () => String.fromCharCode(...Array.from({ length: 128 }, () => random.int(33, 0x2fff)));
  const [leg] = busyCall(callId).legs;
  const eventsOfHop = () =>
    Array.from({ length: 60 }, (_, n) => ({
      ...leg!.events[1]!,
      at: NINE + 2 + n,
      cseq: n + 2,
      reason: noise(),
    }));
  return {
    ...busyCall(callId),
    legs: Array.from({ length: 4 }, (_, n) => ({
      ...leg!,
      hop: `hop ${n}`,
      events: [...leg!.events, ...eventsOfHop()],
    })),
  };
}

const options = (fileId: string) => ({ fileId, generation: "0001#a", expiresAt: 2_000_000_000 });

async function segmentsOf(fileId: string): Promise<Item[]> {
  const found: Item[] = [];
  for (const shard of ALL_SHARDS) {
    for (const day of ["2026-11-20", "2026-11-21"]) {
      for await (const item of queryPrefix(storage.table, shardPartition(day, shard), "")) {
        if (item.sk!.S!.includes(`#${fileId}#`)) found.push(item);
      }
    }
  }
  return found;
}

const callIds = (items: readonly Item[]) =>
  items.flatMap(({ b }) => unpackSegment(b!.B!).map(({ callId }) => callId));

test("every call is stored once, in the segments of its hour and shard, with the number of calls and a time to live", async () => {
  const calls = Array.from({ length: 500 }, (_, n) => busyCall(`call-${n}`, (n % 3) * 8));
  const writer = new SegmentWriter(storage.table, options("hours"));
  for (const call of calls) writer.add(call);
  expect(writer.hourCount).toBe(3);
  const hours = await writer.end();
  expect(Object.keys(hours)).toEqual(["2026-11-20T09", "2026-11-20T17", "2026-11-21T01"]);
  const items = await segmentsOf("hours");
  expect(callIds(items).sort()).toEqual(calls.map(({ callId }) => callId).sort());
  expect(items).toHaveLength(3 * SHARDS);
  for (const { pk, sk, n, b, ttl } of items) {
    const inside = unpackSegment(b!.B!);
    expect(n!.N).toBe(String(inside.length));
    expect(ttl!.N).toBe("2000000000");
    const [kind, hour, file, sequencer, run, number] = sk!.S!.split("#");
    expect([kind, file, sequencer, run, number]).toEqual(["C", "hours", "0001", "a", "0000"]);
    for (const { source, callId, legs } of inside) {
      const start = new Date(legs[0]!.events[0]!.at / 1000).toISOString();
      expect(pk!.S).toBe(shardPartition(start.slice(0, 10), shardOf(source, callId)));
      expect(hour).toBe(start.slice(11, 13));
    }
  }
});

test("the digests of hours come in their order, whatever the order of the calls, and tell the contents", async () => {
  const digestsOf = async (fileId: string, ...calls: Observation[]) => {
    const writer = new SegmentWriter(storage.table, options(fileId));
    for (const call of calls) writer.add(call);
    return writer.end();
  };
  const late = busyCall("late", 5);
  const first = await digestsOf("order-1", late, busyCall("early"), busyCall("between", 2));
  expect(Object.keys(first)).toEqual(["2026-11-20T09", "2026-11-20T11", "2026-11-20T14"]);
  const second = await digestsOf("order-2", late, busyCall("another"));
  expect(second["2026-11-20T14"]).toBe(first["2026-11-20T14"]);
  expect(second["2026-11-20T09"]).not.toBe(first["2026-11-20T09"]);
});

test("a busy hour is in segments of at most 600 calls, none of them over 32 KB", async () => {
  const random = seededRandom(1);
  const letters = () => String.fromCharCode(...Array.from({ length: 60 }, () => random.int(33, 126)));
  const ofShard = Array.from({ length: 40_000 }, (_, n) => `${n}-${letters()}`).filter(
    (callId) => shardOf("pbx", callId) === 3,
  );
  const writer = new SegmentWriter(storage.table, options("busy"));
  for (const callId of ofShard) writer.add(busyCall(callId));
  await writer.end();
  const items = await segmentsOf("busy");
  expect(callIds(items).sort()).toEqual([...ofShard].sort());
  expect(new Set(items.map(({ sk }) => sk!.S)).size).toBe(items.length);
  for (const { n, b } of items) {
    expect(Number(n!.N)).toBeLessThanOrEqual(600);
    expect(b!.B!.length).toBeLessThanOrEqual(32_768);
  }
  // Of so much noise 600 calls do not fit into one, and 300 do.
  expect(items.length).toBeGreaterThan(ofShard.length / 600 + 1);
  expect(items.length).toBeLessThanOrEqual(2 * Math.ceil(ofShard.length / 600));
});

test("a single call that alone is larger than a segment should be is stored all the same", async () => {
  const calls = ["a", "bb"].map(wordyCall);
  const writer = new SegmentWriter(storage.table, options("wordy"));
  for (const call of calls) writer.add(call);
  await writer.end();
  const items = await segmentsOf("wordy");
  expect(Math.min(...items.map(({ b }) => b!.B!.length))).toBeGreaterThan(32_768);
  expect(
    items.flatMap(({ b }) => unpackSegment(b!.B!)).sort((a, b) => (a.callId < b.callId ? -1 : 1)),
  ).toEqual(calls);
});

test("calls of many hours are written while they come, so that memory stays bounded", async () => {
  const { table, batches } = watched();
  const writer = new SegmentWriter(table, options("many"));
  for (let n = 0; n < 50_000; n++) {
    writer.add(busyCall(`call-${n}`, n % 10));
    if (n === 49_998) expect(batches).toEqual([]);
  }
  await writer.drained();
  // Of the segments of ten hours and sixteen shards the first hundred, in batches of 25.
  expect(batches).toEqual([25, 25, 25, 25]);
  await writer.end();
  expect(batches.reduce((sum, size) => sum + size, 0)).toBe(10 * SHARDS);
});

test("a table that cannot be written to is told when the writer is asked to wait, and at the end", async () => {
  const { table } = watched(new Error("no such table"));
  const writer = new SegmentWriter(table, options("broken"));
  for (let n = 0; n < 50_000; n++) writer.add(busyCall(`call-${n}`, n % 10));
  await expect(writer.drained()).rejects.toThrow("no such table");
  await expect(writer.end()).rejects.toThrow("no such table");
});

/** A table that takes everything, or nothing, at once. */
function watched(failure?: Error): { table: Table; batches: number[] } {
  const client = new DynamoDBClient({ region: "eu-central-1" });
  const batches: number[] = [];
  client.middlewareStack.add(
    () => async (args) => {
      if (failure) throw failure;
      batches.push(
        Object.values((args.input as { RequestItems: Record<string, unknown[]> }).RequestItems)[0]!.length,
      );
      return { response: undefined, output: { $metadata: {} } };
    },
    { step: "initialize" },
  );
  return { table: { client, name: "calls" }, batches };
}

test("a single busy hour fills its segments, however many calls it has", async () => {
  const { table, batches } = watched();
  const writer = new SegmentWriter(table, options("one-hour"));
  for (let n = 0; n < 60_000; n++) writer.add(busyCall(`call-${n}`));
  await writer.end();
  // 3,750 calls a shard, give or take, are seven segments of at most 600.
  expect(batches.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(7 * SHARDS);
});
