import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FileDecided, ingestUpload } from "../../lib/ingest/ingest-upload.ts";
import { ignoredRecords } from "../../lib/logs/format/record-counts.ts";
import { readCalls } from "../../lib/report/read-calls.ts";
import { DEFAULT_SETTINGS } from "../../lib/settings/settings.ts";
import { withdrawFile } from "../../lib/store/file-decisions.ts";
import { type FileItem, getFiles, quarantinedFiles, type Upload } from "../../lib/store/files.ts";
import { fileIdOf } from "../../lib/store/keys.ts";
import { snapshotOfFiles, snapshotOfPeriod } from "../../lib/store/snapshot.ts";
import { type Storage, startStorage, UPLOADS } from "../support/storage.ts";

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.stop());

const HEADER = "time,call_id,event,code,gateway,from,to\n";
const BUSY =
  "2026-11-20T10:00:00Z,k1,invite,,north,1001,4930\n2026-11-20T10:00:01Z,k1,response,486,north,1001,4930\n";

let announced: FileDecided[] = [];

async function ingest(upload: Upload): Promise<string> {
  announced = [];
  return ingestUpload(
    {
      s3: storage.s3,
      table: storage.table,
      announce: async (message) => void announced.push(message),
      now: () => new Date("2026-11-20T12:00:00Z"),
      retentionDays: 30,
    },
    upload,
    DEFAULT_SETTINGS,
  );
}

async function fileOf(key: string): Promise<FileItem> {
  const [file] = await getFiles(storage.table, [fileIdOf(UPLOADS, key)]);
  return file!;
}

async function callsOf(key: string) {
  const snapshot = await snapshotOfFiles(storage.table, [fileIdOf(UPLOADS, key)]);
  return (await readCalls(storage.table, snapshot, DEFAULT_SETTINGS)).calls;
}

test("an uploaded log is committed with its counts, its hours and its calls", async () => {
  const key = "uploads/pbx/good.csv";
  expect(await ingest(await storage.upload(key, HEADER + BUSY))).toBe("committed");
  const file = await fileOf(key);
  expect(file).toMatchObject({
    state: "committed",
    source: "pbx",
    format: "call-event-csv",
    outcomes: { busy: 1 },
    hours: { "2026-11-20T10": expect.any(String) },
  });
  const { total, used, rejected } = file.records;
  expect(used + ignoredRecords(file.records) + rejected).toBe(total);
  expect(await callsOf(key)).toMatchObject([{ callId: "k1", lastResponse: 486, gateway: "north" }]);
  expect(announced).toEqual([{ type: "file-decided", fileId: file.fileId, key }]);
});

test("an event that is delivered again changes nothing and tells again, in case the first telling was lost", async () => {
  const upload = await storage.upload("uploads/pbx/twice.csv", HEADER + BUSY);
  await ingest(upload);
  const before = await fileOf(upload.key);
  expect(await ingest(upload)).toBe("decided-before");
  expect(await fileOf(upload.key)).toEqual(before);
  expect(announced).toHaveLength(1);
});

const truncated = gzipSync(Buffer.from((HEADER + BUSY).repeat(50))).subarray(0, -30);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Buffer.from("JFIF"), 0, 1, 2, 3, 0xff, 0xd9]);

test.for([
  ["an empty file", "empty.csv", "", /empty/i],
  ["a picture that is called .csv", "photo.csv", jpeg, /JPEG/],
  ["a gzip that ends too early", "cut.csv.gz", truncated, /gzip|truncated|ends/i],
  ["text that is no log", "letter.txt", "Dear all,\nthe lines were bad again.\n", /Cannot detect log format/],
  ["a log without one readable line", "broken.csv", `${HEADER}yesterday,k1,invite,,,,\n`, /line 2: /],
] as const)("%s is quarantined with a reason that names the file", async ([, name, body, reason]) => {
  const key = `uploads/pbx/${name}`;
  expect(await ingest(await storage.upload(key, body))).toBe("quarantined");
  const file = await fileOf(key);
  expect(file.state).toBe("quarantined");
  expect(file.reason).toMatch(reason);
  expect(await callsOf(key)).toEqual([]);
  expect((await quarantinedFiles(storage.table)).map((f) => f.key)).toContain(key);
});

test("a header without rows is a log without calls, not an error", async () => {
  const key = "uploads/pbx/header.csv";
  expect(await ingest(await storage.upload(key, HEADER))).toBe("committed");
  expect(await callsOf(key)).toEqual([]);
});

test("a line of 2 MB is rejected alone: the calls around it count", async () => {
  const key = "uploads/pbx/long.csv";
  const long = `2026-11-20T10:00:00Z,k0,invite,,${"x".repeat(2_000_000)},1,2\n`;
  await ingest(await storage.upload(key, HEADER + long + BUSY));
  const file = await fileOf(key);
  expect(file.state).toBe("committed");
  expect(file.records.rejected).toBe(1);
  expect(file.rejections[0]!.line).toBe(2);
  expect((await callsOf(key)).map((call) => call.callId)).toEqual(["k1"]);
});

test("a broken version of a key is quarantined while the good version before it goes on counting", async () => {
  const key = "uploads/pbx/replaced.csv";
  await ingest(await storage.upload(key, HEADER + BUSY));
  await ingest(await storage.upload(key, jpeg));
  expect((await fileOf(key)).state).toBe("quarantined");
  expect(await callsOf(key)).toHaveLength(1);
  await ingest(await storage.upload(key, HEADER + BUSY.replaceAll("k1", "k2")));
  expect((await fileOf(key)).state).toBe("committed");
  expect((await callsOf(key)).map((call) => call.callId)).toEqual(["k2"]);
  expect((await quarantinedFiles(storage.table)).map((f) => f.key)).not.toContain(key);
});

test("a withdrawn upload is in no report until it is uploaded again", async () => {
  const key = "uploads/pbx/mistake.csv";
  await ingest(await storage.upload(key, HEADER + BUSY));
  expect(await withdrawFile(storage.table, fileIdOf(UPLOADS, key), new Date())).toBe(true);
  expect(await callsOf(key)).toEqual([]);
  await ingest(await storage.upload(key, HEADER + BUSY));
  expect(await callsOf(key)).toHaveLength(1);
});

test("a call over midnight whose halves are in two files is one call of the day on which it began", async () => {
  const line = (time: string, rest: string) => `${time},over-midnight,${rest},south,1001,4930\n`;
  const evening =
    HEADER + line("2026-12-01T23:58:00Z", "invite,") + line("2026-12-01T23:58:04Z", "response,200");
  const morning = HEADER + line("2026-12-02T00:03:04Z", "finish,");
  await ingest(await storage.upload("uploads/pbx/evening.csv", evening));
  await ingest(await storage.upload("uploads/pbx/morning.csv", morning));
  const day = async (date: string) => {
    const from = Date.parse(`${date}T00:00:00Z`) * 1000;
    const range = { from, to: from + 86_400_000_000 };
    const snapshot = await snapshotOfPeriod(storage.table, range.from, range.to);
    const { calls, fragments } = await readCalls(storage.table, snapshot, DEFAULT_SETTINGS, range);
    expect(fragments).toEqual([]);
    return calls;
  };
  expect(await day("2026-12-01")).toMatchObject([
    { callId: "over-midnight", talkMs: 300_000, endedBy: "finish" },
  ]);
  expect(await day("2026-12-02")).toEqual([]);
});

test("calls of two sources with the same Call-ID are two calls", async () => {
  const keys = ["uploads/pbx-a/same.csv", "uploads/pbx-b/same.csv"];
  for (const key of keys) await ingest(await storage.upload(key, HEADER + BUSY));
  const snapshot = await snapshotOfFiles(
    storage.table,
    keys.map((key) => fileIdOf(UPLOADS, key)),
  );
  const { calls } = await readCalls(storage.table, snapshot, DEFAULT_SETTINGS);
  expect(calls.map((call) => call.source).sort()).toEqual(["pbx-a", "pbx-b"]);
});

test("a log that begins in the middle of a call names the call and counts it nowhere", async () => {
  const key = "uploads/pbx/middle.csv";
  await ingest(await storage.upload(key, `${HEADER}2026-12-05T00:00:01Z,begun-before,response,200,n,1,2\n`));
  const snapshot = await snapshotOfFiles(storage.table, [fileIdOf(UPLOADS, key)]);
  const { calls, fragments } = await readCalls(storage.table, snapshot, DEFAULT_SETTINGS);
  expect(calls).toEqual([]);
  expect(fragments).toMatchObject([{ callId: "begun-before", lastOnWire: 200, complete: false }]);
});

test("where a capture shows no INVITE at all, calls begin with their first response, on the gateway that sent it", async () => {
  const said = (second: number, start: string, from: string, to: string, cseq = "1 INVITE") =>
    `U 2026/12/05 09:00:0${second}.000000 ${from} -> ${to}\n${start}\nFrom: <sip:1@x>;tag=f\nTo: <sip:2@y>\nCall-ID: heard\nCSeq: ${cseq}\nContent-Length: 0\n\n`;
  const [us, them] = ["192.0.2.10:5060", "198.51.100.20:5060"];
  const heard = said(1, "SIP/2.0 100 Trying", them, us) + said(2, "SIP/2.0 486 Busy Here", them, us);
  const read = async (key: string, log: string) => {
    await ingest(await storage.upload(key, log));
    const snapshot = await snapshotOfFiles(storage.table, [fileIdOf(UPLOADS, key)]);
    return readCalls(storage.table, snapshot, DEFAULT_SETTINGS);
  };
  expect(await read("uploads/pbx/heard.txt", heard)).toMatchObject({
    calls: [{ callId: "heard", outcome: "busy", gateway: them, flags: ["no-start"] }],
    fragments: [],
  });
  // A capture that shows other INVITEs has begun in the middle of this call.
  const other = said(3, "INVITE sip:2@y SIP/2.0", us, them).replace("heard", "whole");
  expect(await read("uploads/pbx/middle.txt", heard + other)).toMatchObject({
    calls: [{ callId: "whole" }],
    fragments: [{ callId: "heard" }],
  });
  const late = said(2, "SIP/2.0 486 Busy Here", them, us);
  expect(await read("uploads/pbx/late.txt", late)).toMatchObject({
    calls: [],
    fragments: [{ callId: "heard" }],
  });
});

test("a withdrawn upload stays out when a broken version follows it", async () => {
  const key = "uploads/pbx/withdrawn-then-broken.csv";
  await ingest(await storage.upload(key, HEADER + BUSY));
  await withdrawFile(storage.table, fileIdOf(UPLOADS, key), new Date());
  await ingest(await storage.upload(key, jpeg));
  expect(await callsOf(key)).toEqual([]);
});

test("an older version that is read after a broken newer one counts all the same", async () => {
  const key = "uploads/pbx/late-version.csv";
  const good = await storage.upload(key, HEADER + BUSY, true);
  const broken = await storage.upload(key, jpeg, true);
  expect(await ingest(broken)).toBe("quarantined");
  expect(await ingest(good)).toBe("committed");
  expect(await callsOf(key)).toHaveLength(1);
  expect(await fileOf(key)).toMatchObject({ state: "quarantined", reason: expect.stringContaining("JPEG") });
});

test("an upload that is overwritten before it is read is not left as if it were being read", async () => {
  const key = "uploads/pbx/overwritten.csv";
  const first = await storage.upload(key, HEADER + BUSY);
  const second = await storage.upload(key, HEADER + BUSY.replaceAll("k1", "k2"));
  expect(await ingest(first)).toBe("gone");
  expect(announced).toEqual([]);
  expect((await fileOf(key)).state).toBe("quarantined");
  await ingest(second);
  expect((await fileOf(key)).state).toBe("committed");
});

test("a log of a year is committed, one of decades is quarantined with advice", async () => {
  const lines = (hours: number) =>
    Array.from({ length: hours }, (_, i) => {
      const at = new Date(Date.UTC(2000, 0, 1, i)).toISOString();
      return `${at},h${i},invite,,n,1,2\n${at},h${i},response,486,n,1,2\n`;
    }).join("");
  const key = "uploads/pbx/years.csv";
  expect(await ingest(await storage.upload(key, HEADER + lines(8_784)))).toBe("committed");
  expect(Object.keys((await fileOf(key)).hours)).toHaveLength(8_784);
  const longer = "uploads/pbx/decades.csv";
  expect(await ingest(await storage.upload(longer, HEADER + lines(20_001)))).toBe("quarantined");
  expect((await fileOf(longer)).reason).toContain("split it by year");
});

test("every call of a busy hour is stored and read back", async () => {
  const key = "uploads/pbx/busy-hour.csv";
  const rows = Array.from({ length: 3000 }, (_, n) => {
    const start = new Date(Date.UTC(2026, 10, 20, 9) + n * 1000);
    const time = (ms: number) => new Date(start.getTime() + ms).toISOString();
    const id = `${n}-busy-hour@dialler.example`;
    const code = n % 3 === 0 ? 486 : 404;
    return `${time(0)},${id},invite,,north,1001,49301234${n}\n${time(900)},${id},response,${code},north,1001,49301234${n}\n`;
  });
  expect(await ingest(await storage.upload(key, HEADER + rows.join("")))).toBe("committed");
  const calls = await callsOf(key);
  expect(new Set(calls.map(({ callId }) => callId)).size).toBe(3000);
  expect(calls.filter(({ outcome }) => outcome === "busy")).toHaveLength(1000);
  expect(calls.map(({ start }) => start)).toEqual(calls.map(({ start }) => start).toSorted((a, b) => a - b));
});

test("calls whose start is in no file come in order of time, whatever shards they lie in", async () => {
  const key = "uploads/pbx/middle.csv";
  const ends = Array.from({ length: 40 }, (_, n) => {
    const time = new Date(Date.UTC(2026, 10, 20, 11, 0, (n * 7) % 40)).toISOString();
    return `${time},fragment-${n},finish,,north,1001,4930\n`;
  });
  await ingest(await storage.upload(key, HEADER + ends.join("")));
  const snapshot = await snapshotOfFiles(storage.table, [fileIdOf(UPLOADS, key)]);
  const { calls, fragments } = await readCalls(storage.table, snapshot, DEFAULT_SETTINGS);
  expect(calls).toEqual([]);
  expect(fragments).toHaveLength(40);
  const starts = fragments.map(({ start }) => start);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
});
