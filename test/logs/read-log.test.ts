import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { UnreadableLogError } from "../../lib/logs/format/log-format.ts";
import { readLog } from "../../lib/logs/read-log.ts";
import { DEFAULT_SOURCE_SETTINGS } from "../../lib/settings/settings.ts";
import { collect } from "./collect.ts";
import { zipOf } from "./packed/zip-of.ts";

const LOG = "time,call_id,event\n2026-11-22 14:00:00,a,invite\n";

test.for([
  ["an empty file", "", 'Cannot detect log format of "uploads/pbx/a.log": the file is empty'],
  ["blank lines", "\n \n", "it holds nothing but empty lines"],
  ["a JPEG named .csv", Buffer.from("ffd8ffe000104a464946", "hex"), "it is a JPEG picture"],
  [
    "a recording",
    Buffer.from("RIFF\x24\0\0\0WAVE", "latin1"),
    "it is a WAV recording; upload the log, not the recording",
  ],
  [
    "random bytes",
    Buffer.from("0102030405060708", "hex"),
    "it is not text, and no known signature is in its first bytes (01 02 03 04 05 06 07 08)",
  ],
  ["prose", "Dear team,\nthe calls fail again\n", 'First line: "Dear team,"'],
  [
    "a table of something else",
    "Item;Price\nPhone;30\n",
    "It looks like a table with 2 columns divided by semicolon, first line: Item · Price",
  ],
] as const)("%s is refused with what was seen in it", async ([, log, message]) => {
  const failure = await collect(log).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UnreadableLogError);
  expect((failure as Error).message).toContain(message);
});

test("a gzipped log is read whatever its name says", async () => {
  const { sightings } = await collect(gzipSync(LOG), { key: "uploads/pbx/log.csv", chunkSize: 5 });
  expect(sightings.length).toBe(1);
});

test("a capture that is damaged in a damaged gzip is refused, in whatever pieces it comes", async () => {
  const header = Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex");
  // The packet claims more bytes than a packet can have: reading ends there, long before the end of the file.
  const impossible = Buffer.concat([Buffer.alloc(8), Buffer.alloc(8, 0x7f), randomBytes(1_000_000)]);
  const packed = gzipSync(Buffer.concat([header, impossible]));
  packed.writeUInt32LE(0, packed.length - 8);
  for (const chunkSize of [1_000, 100_000, 10_000_000]) {
    const failure = await collect(packed, { chunkSize }).catch((error: unknown) => error);
    expect((failure as Error).message).toMatch(/^Cannot unpack gzip: the file is damaged/);
  }
});

test("if an upload vanishes while it is read, that is the failure, whatever becomes of the records before", async () => {
  async function* vanishing() {
    yield Buffer.from(LOG.padEnd(70_000, "\n"));
    throw new Error("the object is gone");
  }
  const context = { key: "uploads/pbx/a.csv", writtenAtMs: 0, settings: DEFAULT_SOURCE_SETTINGS };
  let used = 0;
  const sink = {
    use() {
      used++;
      throw new Error("too many hours");
    },
    ignore() {},
    reject() {},
  };
  await expect(readLog(vanishing(), context, sink)).rejects.toThrow("the object is gone");
  expect(used).toBe(1);
});

test("a zip with several logs gives the calls of all, and names the file of a rejected line", async () => {
  const { sightings, rejected, format } = await collect(
    zipOf({ "a.csv": LOG, "b.csv": `${LOG}2026-11-22 14:00:00,a,foo\n` }),
  );
  expect(sightings.length).toBe(2);
  expect(rejected).toEqual([{ line: 3, reason: '"b.csv": Unknown event "foo"' }]);
  expect(format).toBe("call-event-csv");
});

test("a file in a zip that is no log is visible and hides no other", async () => {
  const { sightings, rejected } = await collect(zipOf({ "notes.txt": "hello", "a.csv": LOG }));
  expect(sightings.length).toBe(1);
  expect(rejected).toEqual([
    { line: 0, reason: expect.stringContaining('Cannot detect log format of "notes.txt"') },
  ]);
});

test("a zip without a log is refused", async () => {
  await expect(collect(zipOf({ "notes.txt": "hello" }))).rejects.toThrow(
    'Cannot detect log format of "notes.txt"',
  );
  await expect(collect(zipOf({}))).rejects.toThrow("the zip is empty");
});

test("a failure of the storage goes through as it is", async () => {
  const { readLog } = await import("../../lib/logs/read-log.ts");
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(LOG);
    throw new TypeError("connection reset");
  }
  const sink = { use() {}, ignore() {}, reject() {} };
  const { DEFAULT_SOURCE_SETTINGS } = await import("../../lib/settings/settings.ts");
  const context = { key: "a", writtenAtMs: 0, settings: DEFAULT_SOURCE_SETTINGS };
  await expect(readLog(broken(), context, sink)).rejects.toThrow(new TypeError("connection reset"));
});
