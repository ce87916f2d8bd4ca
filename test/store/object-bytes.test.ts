import { buffer } from "node:stream/consumers";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ObjectChangedError, type ObjectVersion, objectBytes } from "../../lib/store/object-bytes.ts";
import { type Storage, startStorage, UPLOADS } from "../support/storage.ts";

const RANGE = 8 * 1024 * 1024;

/** What the code waited for, in milliseconds. The tests do not wait for it. */
const waits: number[] = vi.hoisted(() => []);
vi.mock("node:timers/promises", () => ({ setTimeout: async (ms: number) => void waits.push(ms) }));

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.stop());

const read = (version: ObjectVersion, s3 = storage.s3) => buffer(objectBytes(s3, version));

/** A client that notes what it asks for, and answers with what `answer` makes of the real answer. */
function witness(answer: (n: number, real: () => Promise<unknown>) => unknown = (_, real) => real()) {
  const asked: Record<string, unknown>[] = [];
  const { endpoint, credentials, region } = storage.s3.config;
  const s3 = new S3Client({
    region,
    credentials,
    endpoint,
    maxAttempts: 1,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  s3.middlewareStack.add(
    (next) => async (args) => {
      asked.push({ ...(args.input as object) });
      return (await answer(asked.length, () => next(args))) as Awaited<ReturnType<typeof next>>;
    },
    { step: "initialize" },
  );
  return { s3, asked };
}

test.for([1, 1000, RANGE - 1, RANGE, RANGE + 1, 2 * RANGE + 5])(
  "an object of %d bytes comes back as it is",
  async (size) => {
    const bytes = Buffer.alloc(size, "0123456789abcdefghijklmnopq");
    const upload = await storage.upload(`size-${size}.bin`, bytes);
    expect((await read(upload)).equals(bytes)).toBe(true);
  },
);

test("ranges of 8 MiB are asked for once each, of the version or of the content that was announced", async () => {
  const upload = await storage.upload("ranges.bin", Buffer.alloc(RANGE + 10, 1), true);
  const { versionId, ...unversioned } = upload;
  const ofVersion = witness();
  // The server keeps no versions, so the name of the version is all that is looked at.
  await read(upload, ofVersion.s3).catch(() => {});
  expect(ofVersion.asked[0]).toMatchObject({ VersionId: versionId });
  expect(ofVersion.asked[0]).not.toHaveProperty("IfMatch");
  const ofContent = witness();
  await read(unversioned, ofContent.s3);
  expect(ofContent.asked).toEqual([
    { Bucket: UPLOADS, Key: "ranges.bin", Range: `bytes=0-${RANGE - 1}`, IfMatch: `"${upload.etag}"` },
    { Bucket: UPLOADS, Key: "ranges.bin", Range: `bytes=${RANGE}-${RANGE + 9}`, IfMatch: `"${upload.etag}"` },
  ]);
});

test("an object that has another content by now is no longer the one that was announced", async () => {
  const upload = await storage.upload("changed.csv", "first");
  await storage.upload("changed.csv", "other");
  await expect(read(upload)).rejects.toThrow(ObjectChangedError);
});

test("an object that is gone is told as changed, and not asked for again", async () => {
  const gone = { ...(await storage.upload("gone.csv", "first")), key: "never.csv" };
  const { s3, asked } = witness();
  await expect(read(gone, s3)).rejects.toThrow('Cannot read "never.csv": it changed');
  expect(asked).toHaveLength(1);
});

test("a version whose answer bears no ETag of ours is taken as it is: S3 gave what was asked for", async () => {
  const upload = await storage.upload("version.csv", "text", true);
  expect(String(await read({ ...upload, etag: "another" }))).toBe("text");
});

test("a range that fails or comes back cut is asked for again, four times in all", async () => {
  const upload = await storage.upload("weak.csv", "0123456789");
  const cut = {
    output: { ETag: upload.etag, Body: { transformToByteArray: async () => Buffer.from("01234") } },
  };
  const twice = witness((n, real) => {
    if (n === 1) throw new Error("connection reset");
    return n === 2 ? cut : real();
  });
  expect(String(await read(upload, twice.s3))).toBe("0123456789");
  expect(twice.asked).toHaveLength(3);
  const never = witness(() => {
    throw new Error("connection reset");
  });
  await expect(read(upload, never.s3)).rejects.toThrow("connection reset");
  expect(never.asked).toHaveLength(4);
  expect(waits.slice(-3)).toEqual([400, 800, 1600]);
});

test("a failure of the range that is read ahead comes in its turn", async () => {
  const upload = await storage.upload("ahead.bin", Buffer.alloc(RANGE + 1, 7));
  await storage.s3.send(new PutObjectCommand({ Bucket: UPLOADS, Key: "ahead.bin", Body: "short" }));
  const first = witness((n, real) =>
    n === 1
      ? { output: { ETag: upload.etag, Body: { transformToByteArray: async () => Buffer.alloc(RANGE) } } }
      : real(),
  );
  const ranges = objectBytes(first.s3, upload);
  expect((await ranges.next()).value).toHaveLength(RANGE);
  await expect(ranges.next()).rejects.toThrow(ObjectChangedError);
});
