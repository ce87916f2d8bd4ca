import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "../../lib/calls/observation.ts";
import { shardOf } from "../../lib/calls/shard.ts";
import type { CallEvent } from "../../lib/sip/call-event.ts";
import { beginFile, commitFile, withdrawFile } from "../../lib/store/file-decisions.ts";
import { type FileItem, putDays, type Upload } from "../../lib/store/files.ts";
import { ALL_SHARDS, fileIdOf, paddedSequencer } from "../../lib/store/keys.ts";
import { SegmentWriter } from "../../lib/store/segments.ts";
import { covers, isLive, readShard, snapshotOfFiles, snapshotOfPeriod } from "../../lib/store/snapshot.ts";
import { legOf } from "../support/observations.ts";
import { type Storage, startStorage, UPLOADS } from "../support/storage.ts";

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.stop());

const HOUR = 3_600_000_000;
const MIDNIGHT = Date.UTC(2026, 10, 20) * 1000;
const NOW = new Date("2026-11-21T12:00:00Z");

/** Some events of a call, in hours after midnight of 20 November. */
function seen(
  callId: string,
  ...events: [hour: number, kind: CallEvent["kind"], code?: number][]
): Observation {
  return {
    source: "pbx",
    callId,
    attributes: {},
    legs: [
      legOf({
        events: events.map(([hour, kind, code = 0]) => ({
          at: MIDNIGHT + Math.round(hour * HOUR),
          kind,
          code,
          cseq: 1,
          by: "caller",
          reason: "",
          q850: 0,
        })),
      }),
    ],
  };
}

/** Stores a file as an upload does, and commits it unless it is to stay invisible. */
async function store(
  key: string,
  observations: readonly Observation[],
  n = 1,
  visible = true,
): Promise<string> {
  const upload: Upload = {
    bucket: UPLOADS,
    key,
    sequencer: `00${n}`,
    etag: "e",
    size: 1,
    writtenAtMs: Number(NOW),
  };
  const fileId = fileIdOf(UPLOADS, key);
  const expiresAt = 2_000_000_000;
  await beginFile(storage.table, upload, "pbx", NOW);
  const generation = `${paddedSequencer(upload.sequencer)}#r1`;
  const writer = new SegmentWriter(storage.table, { fileId, generation, expiresAt });
  for (const observation of observations) writer.add(observation);
  const hours = await writer.end();
  await putDays(
    storage.table,
    { fileId, key, expiresAt },
    new Set(Object.keys(hours).map((hour) => hour.slice(0, 10))),
  );
  const records = { total: 1, used: 1, ignored: {}, rejected: 0 };
  const reading = {
    format: "f",
    records,
    rejections: [],
    unknownResults: {},
    notes: [],
    hours,
    outcomes: {},
  };
  if (visible) await commitFile(storage.table, { upload, now: NOW, expiresAt }, "r1", reading);
  return fileId;
}

async function callIdsOf(snapshot: Awaited<ReturnType<typeof snapshotOfFiles>>): Promise<string[]> {
  const ids: string[] = [];
  for (const shard of ALL_SHARDS) {
    for (const { source, callId } of await readShard(storage.table, snapshot, shard)) {
      expect(shardOf(source, callId)).toBe(shard);
      ids.push(callId);
    }
  }
  return ids.sort();
}

test("a snapshot of files has their hours in order and the calls of their live generations", async () => {
  const first = await store("s1.csv", [seen("late", [9, "invite"]), seen("early", [3, "invite"])]);
  const second = await store("s2.csv", [seen("next day", [25, "invite"])]);
  const hidden = await store("s3.csv", [seen("hidden", [3, "invite"])], 1, false);
  const snapshot = await snapshotOfFiles(storage.table, [first, second, hidden]);
  expect(snapshot.hours).toEqual(["2026-11-20T03", "2026-11-20T09", "2026-11-21T01"]);
  expect(snapshot.files.map(({ key }) => key)).toEqual(["s1.csv", "s2.csv", "s3.csv"]);
  expect(await callIdsOf(snapshot)).toEqual(["early", "late", "next day"]);
});

test("what an overwritten version had is gone, also where both have calls of the same hour", async () => {
  const fileId = await store("over.csv", [seen("old", [4, "invite"]), seen("kept", [4, "invite"])]);
  await store("over.csv", [seen("kept", [4, "invite"]), seen("new", [5, "invite"])], 2);
  expect(await callIdsOf(await snapshotOfFiles(storage.table, [fileId]))).toEqual(["kept", "new"]);
  await withdrawFile(storage.table, fileId, NOW);
  const withdrawn = await snapshotOfFiles(storage.table, [fileId]);
  expect(withdrawn.hours).toEqual([]);
  expect(withdrawn.files.map(isLive)).toEqual([false]);
  expect(await callIdsOf(withdrawn)).toEqual([]);
});

test("two halves of one call in two files are one call with the events of both", async () => {
  const ids = [
    await store("half-1.csv", [seen("halved", [6, "invite"])]),
    await store("half-2.csv", [seen("halved", [7, "response", 486])]),
  ];
  const snapshot = await snapshotOfFiles(storage.table, ids);
  const [call, ...more] = await readShard(storage.table, snapshot, shardOf("pbx", "halved"));
  expect(more).toEqual([]);
  expect(call!.legs[0]!.events.map(({ kind }) => kind)).toEqual(["invite", "response"]);
});

test("a period looks six hours around itself for the rest of its calls, and no farther", async () => {
  const day = Date.UTC(2026, 5, 10) * 1000;
  const hourOf = (at: number) => (at - MIDNIGHT) / HOUR;
  const at = (hour: number) => hourOf(day) + hour;
  await store("before.csv", [seen("before", [at(-6), "invite"])]);
  await store("long-before.csv", [seen("long before", [at(-6.01), "invite"])]);
  await store("after.csv", [seen("after", [at(29.9), "invite"])]);
  await store("long-after.csv", [seen("long after", [at(30), "invite"])]);
  const { files, hours } = await snapshotOfPeriod(storage.table, day, day + 24 * HOUR);
  expect(files.map(({ key }) => key)).toEqual(["after.csv", "before.csv"]);
  expect([hours[0], hours.at(-1), hours.length]).toEqual(["2026-06-09T18", "2026-06-11T05", 36]);
});

test("a period of a zone that is half an hour off looks from the full hour before", async () => {
  const from = Date.UTC(2026, 5, 10, 18, 30) * 1000;
  const { hours } = await snapshotOfPeriod(storage.table, from, from + HOUR);
  expect([hours[0], hours.at(-1)]).toEqual(["2026-06-10T12", "2026-06-11T01"]);
});

test.for([
  ["an hour within it", 9, 10, true],
  ["an hour that begins as it ends", 10, 11, false],
  ["an hour that ends as it begins", 8, 9, false],
  ["its last minute", 9.99, 20, true],
  ["its first minute", 0, 9.01, true],
] as const)("a file with calls of 9 o'clock covers %s", ([, from, to, expected]) => {
  const file = { generation: "g", hours: { "2026-11-20T09": "x" } } as unknown as FileItem;
  const span = { from: MIDNIGHT + from * HOUR, to: MIDNIGHT + to * HOUR };
  expect(covers(file, span)).toBe(expected);
  expect(covers({ ...file, generation: "" }, span)).toBe(false);
});
