import { setTimeout } from "node:timers/promises";
import { constants, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decompress } from "../../../lib/logs/packed/decompress.ts";
import { chunks } from "../collect.ts";
import { zipOf } from "./zip-of.ts";

const TEXT = Array.from({ length: 5_000 }, (_, i) => `2026-11-22 14:00:00,call-${i},invite\n`).join("");

/** "hello\n" by the command line tools of zstd and bzip2. */
const ZSTD_HELLO = Buffer.from("28b52ffd045831000068656c6c6f0a5388bd91", "hex");
const BZIP2_HELLO = Buffer.from(
  "425a6839314159265359c1c080e2000001410000100244a00030cd00c3462997177245385090c1c080e2",
  "hex",
);

async function unpack(bytes: Uint8Array, chunkSize?: number) {
  const logs: Record<string, string> = {};
  for await (const log of decompress(chunks(bytes, chunkSize))) {
    const parts: Uint8Array[] = [];
    for await (const part of log.bytes) parts.push(part);
    logs[log.name] = Buffer.concat(parts).toString();
  }
  return logs;
}

test("a log that is not packed passes through", async () => {
  expect(await unpack(Buffer.from(TEXT))).toEqual({ "": TEXT });
  expect(await unpack(Buffer.from(""))).toEqual({ "": "" });
});

test("gzip of several members, as log rotation and S3 exports append them, is one log", async () => {
  const packed = Buffer.concat([gzipSync(TEXT.slice(0, 100)), gzipSync(TEXT.slice(100))]);
  expect(await unpack(packed, 13)).toEqual({ "": TEXT });
});

test("a truncated gzip is refused with a reason", async () => {
  await expect(unpack(gzipSync(TEXT).subarray(0, 400))).rejects.toThrow(
    /^Cannot unpack gzip: the file is cut off/,
  );
});

test("a gzip with a wrong checksum is refused with a reason", async () => {
  const packed = gzipSync(TEXT);
  packed[packed.length - 6]! ^= 0xff;
  await expect(unpack(packed)).rejects.toThrow(/^Cannot unpack gzip: the file is damaged .*checksum/);
});

test("a gzip whose damage shows while its reader is busy is refused with a reason, not a failure of the storage", async () => {
  const half = gzipSync(TEXT.repeat(8), { finishFlush: constants.Z_SYNC_FLUSH });
  // RFC 1951 §3.2.3: a block of type 3 is an error.
  const packed = Buffer.concat([half, Buffer.alloc(50_000, 0xff)]);
  const reading = async () => {
    for await (const log of decompress(chunks(packed, 100)))
      for await (const _ of log.bytes) await setTimeout(20);
  };
  await expect(reading()).rejects.toThrow(/^Cannot unpack gzip: the file is damaged/);
});

test("a bomb is refused before it has filled the memory", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  await expect(unpack(bomb)).rejects.toThrow("it grows to more than 200 times its packed size");
});

test("a failure of the storage is no failure of the log", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield gzipSync(TEXT).subarray(0, 50);
    throw new TypeError("connection reset");
  }
  const reading = async () => {
    for await (const log of decompress(broken())) for await (const _ of log.bytes);
  };
  await expect(reading()).rejects.toThrow(new TypeError("connection reset"));
});

test("zstd is read, in one byte steps too, and refused when cut off", async () => {
  expect(await unpack(ZSTD_HELLO, 1)).toEqual({ "": "hello\n" });
  await expect(unpack(ZSTD_HELLO.subarray(0, 10))).rejects.toThrow(
    /^Cannot unpack zstd: the file is cut off/,
  );
});

test("bzip2 is read, in one byte steps too, and refused when cut off", async () => {
  expect(await unpack(BZIP2_HELLO, 1)).toEqual({ "": "hello\n" });
  await expect(unpack(BZIP2_HELLO.subarray(0, 30))).rejects.toThrow(/^Cannot unpack bzip2/);
});

test("a zip gives each of its files, without folders and what macOS adds", async () => {
  const zip = zipOf({
    "logs/": "",
    "logs/a.csv": "a",
    "b.csv": TEXT,
    "__MACOSX/b.csv": "x",
    ".DS_Store": "x",
  });
  expect(await unpack(zip, 777)).toEqual({ "logs/a.csv": "a", "b.csv": TEXT });
});

test("a gzip inside a zip is unpacked, a zip inside a zip inside a zip is not", async () => {
  const inner = zipOf({ "a.gz": gzipSync("hello") });
  expect(await unpack(inner)).toEqual({ "a.gz": "hello" });
  const nested = zipOf({ "b.zip": inner });
  await expect(unpack(nested)).rejects.toThrow("it is packed more than twice");
});

test("a truncated zip is refused with a reason", async () => {
  const zip = zipOf({ "a.csv": TEXT });
  await expect(unpack(zip.subarray(0, 200))).rejects.toThrow(
    /^Cannot unpack zip: the file is cut off or damaged/,
  );
});
