import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callOf } from "../../lib/calls/call-of.ts";
import { createCollector } from "../../lib/calls/collector.ts";
import { mergeObservations } from "../../lib/calls/merge.ts";
import type { Observation } from "../../lib/calls/observation.ts";
import { ingestUpload } from "../../lib/ingest/ingest-upload.ts";
import { readLog } from "../../lib/logs/read-log.ts";
import { readCalls } from "../../lib/report/read-calls.ts";
import { DEFAULT_SETTINGS, DEFAULT_SOURCE_SETTINGS } from "../../lib/settings/settings.ts";
import type { Upload } from "../../lib/store/files.ts";
import { fileIdOf } from "../../lib/store/keys.ts";
import { snapshotOfFiles } from "../../lib/store/snapshot.ts";
import type { Table } from "../../lib/store/table.ts";
import { Killed, mortalClient, type Storage, startStorage, UPLOADS } from "../support/storage.ts";

/*
 * The promise of the store, tried on random histories: objects are overwritten, their events come
 * late, twice and in any order, and any delivery may be killed at any request. Once every event
 * was delivered to its end, the table holds exactly the calls of the objects as they are.
 */

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.stop());

const HEADER = "time,call_id,event,code,direction,gateway,agent,from,to";

/** Lines about a few calls; any subset of them may be in any file, so calls overlap and are split over files. */
const LINES = ["a", "b", "c", "d"].flatMap((call, i) => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 22 + i, 59, 50 + seconds)).toISOString();
  const rest = `outbound,north,ann,100${i},4930${i}`;
  return [
    `${at(0)},${call},invite,,${rest}`,
    `${at(1)},${call},response,100,${rest}`,
    `${at(2)},${call},response,${i % 2 ? 183 : 180},${rest}`,
    `${at(4)},${call},response,${i % 2 ? 486 : 200},${rest}`,
    `${at(20)},${call},finish,,${rest}`,
  ];
});

const content = fc.subarray(LINES, { minLength: 1 }).map((lines) => [HEADER, ...lines, ""].join("\n"));
const KEYS = ["uploads/pbx/a.csv", "uploads/pbx/b.csv", "uploads/pbx/sub/c.csv"];

type Step =
  | { readonly do: "upload"; readonly key: string; readonly body: string; readonly broken: boolean }
  | {
      readonly do: "deliver";
      readonly pick: number;
      readonly lifetime: number;
      readonly lastOneCounts: boolean;
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("upload" as const),
    key: fc.constantFrom(...KEYS),
    body: content,
    broken: fc.boolean(),
  }),
  fc.record({
    do: fc.constant("deliver" as const),
    pick: fc.nat(20),
    // A delivery makes about five requests, so most of these die half-way.
    lifetime: fc.integer({ min: 1, max: 9 }),
    lastOneCounts: fc.boolean(),
  }),
);

async function deliver(upload: Upload, table: Table): Promise<void> {
  await ingestUpload(
    { s3: storage.s3, table, announce: async () => {}, now: () => new Date(), retentionDays: 30 },
    upload,
    DEFAULT_SETTINGS,
  );
}

async function observationsIn(body: string): Promise<Observation[]> {
  const observations: Observation[] = [];
  const collector = createCollector({ source: "pbx", onObservation: (o) => observations.push(o) });
  await readLog(
    (async function* () {
      yield Buffer.from(body);
    })(),
    { key: "uploads/pbx/x.csv", writtenAtMs: 0, settings: DEFAULT_SOURCE_SETTINGS },
    { use: (all) => all.forEach(collector.add), ignore() {}, reject() {} },
  );
  collector.end();
  return observations;
}

test("whatever is overwritten, repeated, reordered or killed, the table ends with the calls of the objects as they are", async () => {
  let killed = 0;
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 14 }),
      fc.boolean(),
      async (steps, versioned) => {
        const folder = `history-${run++}`;
        const events: Upload[] = [];
        const bodies = new Map<string, string>();
        for (const s of steps) {
          if (s.do === "upload") {
            const key = s.key.replace("/pbx/", `/pbx/${folder}/`);
            // What an unreadable version leaves behind is certain only where older ones can still be read.
            const broken = s.broken && versioned;
            events.push(await storage.upload(key, broken ? "no log at all\n" : s.body, versioned));
            if (!broken) bodies.set(key, s.body);
          } else if (events.length > 0) {
            const table = mortalClient(storage.table, s.lifetime, s.lastOneCounts);
            await deliver(events[s.pick % events.length]!, table).catch((error: unknown) => {
              if (!(error instanceof Killed)) throw error;
              killed++;
            });
          }
        }
        for (const event of [...events].reverse()) await deliver(event, storage.table);

        const expected = new Map<string, Observation>();
        for (const body of bodies.values()) {
          for (const observation of await observationsIn(body)) {
            const known = expected.get(observation.callId);
            expected.set(observation.callId, known ? mergeObservations(known, observation) : observation);
          }
        }
        const ids = [...bodies.keys()].map((key) => fileIdOf(UPLOADS, key));
        const { calls, fragments } = await readCalls(
          storage.table,
          await snapshotOfFiles(storage.table, ids),
          DEFAULT_SETTINGS,
        );
        const byId = (a: { callId: string }, b: { callId: string }) => (a.callId < b.callId ? -1 : 1);
        expect([...calls, ...fragments].sort(byId)).toEqual(
          [...expected.values()].map((o) => callOf(o, DEFAULT_SETTINGS)).sort(byId),
        );
      },
    ),
    { numRuns: 60 },
  );
  expect(killed).toBeGreaterThan(20);
}, 240_000);
