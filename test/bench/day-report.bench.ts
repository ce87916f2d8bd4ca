import { fork } from "node:child_process";
import { once } from "node:events";
import type { Observation } from "../../lib/calls/observation.ts";
import type { CallEvent } from "../../lib/sip/call-event.ts";
import { beginFile, commitFile } from "../../lib/store/file-decisions.ts";
import { putDays } from "../../lib/store/files.ts";
import { fileIdOf, paddedSequencer } from "../../lib/store/keys.ts";
import { SegmentWriter } from "../../lib/store/segments.ts";
import { type Storage, startStorage, UPLOADS } from "../support/storage.ts";
import type { Bench } from "./bench.ts";

const SIZES = [10_000, 100_000, 1_000_000];
/** As much heap as Node gives a function of 3,008 MB when told to. */
const HEAP_MB = 2_700;

export default {
  name: "A day report from the local store, in one process: how time and memory grow with the calls",
  async run() {
    const storage = await startStorage();
    const rows: Record<string, string | number>[] = [];
    try {
      for (const [i, calls] of SIZES.entries()) {
        const day = `2026-11-${10 + 2 * i}`;
        await fill(storage, day, calls);
        rows.push(await measure(storage, day));
      }
    } finally {
      await storage.stop();
    }
    return rows;
  },
} satisfies Bench;

async function measure(storage: Storage, day: string): Promise<Record<string, string | number>> {
  const child = fork(
    new URL("day-report-process.ts", import.meta.url),
    [await endpointOf(storage.table.client), await endpointOf(storage.s3), day],
    { execArgv: ["--import", "tsx", `--max-old-space-size=${HEAP_MB}`] },
  );
  const exited = once(child, "exit").then(() => {
    throw new Error(`Cannot measure the report of ${day}: its process ended`);
  });
  exited.catch(() => {});
  const [told] = await Promise.race([once(child, "message"), exited]);
  child.kill();
  const { calls, seconds, megabytes, bytes } = told as Record<string, number>;
  return {
    calls: calls!,
    "wall s": seconds!.toFixed(1),
    "calls / s": Math.round(calls! / seconds!),
    "peak RSS MB": Math.round(megabytes!),
    "workbook MB": (bytes! / 1e6).toFixed(1),
  };
}

async function endpointOf(client: { config: { endpoint?: () => Promise<unknown> } }): Promise<string> {
  const { protocol, hostname, port } = (await client.config.endpoint!()) as URL;
  return `${protocol}//${hostname}:${port}`;
}

/** Stores a day of calls with the usual mix of outcomes, as an ingested log would. */
async function fill({ table }: Storage, day: string, calls: number): Promise<void> {
  const upload = {
    bucket: UPLOADS,
    key: `uploads/bench/${day}.csv`,
    sequencer: "1",
    etag: "e",
    size: 1,
    writtenAtMs: 0,
  };
  const fileId = fileIdOf(upload.bucket, upload.key);
  await beginFile(table, upload, "bench", new Date());
  const segments = new SegmentWriter(table, {
    fileId,
    generation: `${paddedSequencer("1")}#bench`,
    expiresAt: 2 ** 33,
  });
  const random = randomNumbers();
  const midnight = Date.parse(`${day}T00:00:00Z`) * 1000;
  for (let i = 0; i < calls; i++) {
    segments.add(observation(random, i, midnight + Math.floor((i / calls) * 86_400_000_000)));
    if (i % 20_000 === 0) await segments.drained();
  }
  const hours = await segments.end();
  const expiresAt = 2 ** 33;
  await putDays(table, { fileId, key: upload.key, expiresAt }, [day]);
  const records = { total: calls, used: calls, ignored: {}, rejected: 0 };
  const reading = {
    format: "bench",
    records,
    rejections: [],
    unknownResults: {},
    notes: [],
    hours,
    outcomes: {},
  };
  await commitFile(table, { upload, now: new Date(), expiresAt }, "bench", reading);
}

function observation(random: (below: number) => number, i: number, start: number): Observation {
  const events: CallEvent[] = [];
  const add = (kind: CallEvent["kind"], afterMs: number, code = 0) =>
    events.push({ at: start + afterMs * 1000, kind, code, cseq: 1, by: "", reason: "", q850: 0 });
  add("invite", 0);
  add("response", 20 + random(200), 100);
  const luck = random(100);
  if (luck < 80) add("response", 600 + random(3000), 180);
  if (luck < 40) {
    add("response", 5000 + random(20_000), 200);
    add("finish", 30_000 + random(200_000));
  } else if (luck < 60) add("kill", 25_000 + random(10_000));
  else add("response", 4000 + random(4000), [486, 404, 480, 503, 403][random(5)]!);
  return {
    source: "bench",
    callId: `${i.toString(36)}-${random(2 ** 31).toString(36)}${random(2 ** 31).toString(36)}@pbx.example`,
    attributes: {
      from: "+442079460000",
      to: `+4420794${String(random(100_000)).padStart(5, "0")}`,
      agent: `agent-${random(200)}`,
      direction: "outbound",
    },
    legs: [
      {
        hop: "log",
        gateway: ["Alderwick", "Bluefinch", "Cedarline"][random(3)]!,
        basis: "reported",
        whole: false,
        silentUntil: 0,
        callerTag: "",
        callerAddress: "",
        callerSince: 0,
        events,
      },
    ],
  };
}

/** Reproducible integers from 0 up to a bound (xorshift, Marsaglia 2003). */
function randomNumbers(): (below: number) => number {
  let x = 88_675_123;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}
