import { afterAll, beforeAll, expect, test } from "vitest";
import {
  beginFile,
  commitFile,
  type Decision,
  quarantineFile,
  withdrawFile,
} from "../../lib/store/file-decisions.ts";
import {
  type CommittedReading,
  fileIdsOfDay,
  getFiles,
  putDays,
  quarantinedFiles,
  type Upload,
} from "../../lib/store/files.ts";
import { fileIdOf } from "../../lib/store/keys.ts";
import { type Storage, startStorage, UPLOADS } from "../support/storage.ts";

let storage: Storage;
beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.stop());

const NOW = new Date("2026-11-20T12:00:00Z");

const READING: CommittedReading = {
  format: "call-event-csv",
  records: { total: 10, used: 6, ignored: { comment: 1, "blank-line": 2 }, rejected: 1 },
  rejections: [{ line: 7, reason: "Response without code" }],
  unknownResults: { Angenommen: 3 },
  notes: ["Times without a year, dated by when the log was written: 3"],
  hours: { "2026-11-20T09": "AAAAAAAAAAAAAA" },
  outcomes: { busy: 2, answered: 4 },
};

/** The `n`th version of what lies under a key. */
function version(key: string, n: number): Upload {
  const sequencer = `00${n}`;
  return { bucket: UPLOADS, key, sequencer, etag: `etag-${n}`, size: 100 + n, writtenAtMs: Number(NOW) };
}

const decisionOn = (upload: Upload): Decision => ({ upload, now: NOW, expiresAt: 2_000_000_000 });
const begin = (upload: Upload) => beginFile(storage.table, upload, "pbx", NOW);
const commit = (upload: Upload, run = "r1") => commitFile(storage.table, decisionOn(upload), run, READING);
const quarantine = (upload: Upload, reason = "No format fits") =>
  quarantineFile(storage.table, decisionOn(upload), reason, READING);

async function fileOf(key: string) {
  const [file] = await getFiles(storage.table, [fileIdOf(UPLOADS, key)]);
  return file!;
}
const isWaited = async (key: string) =>
  (await quarantinedFiles(storage.table)).some((file) => file.key === key);
const padded = (sequencer: string) => sequencer.padEnd(40, "0");

test("a file that is begun is being processed; committed, it has everything that was read of it", async () => {
  const upload = version("a.csv", 1);
  expect(await begin(upload)).toBe(true);
  expect(await fileOf("a.csv")).toMatchObject({
    state: "processing",
    source: "pbx",
    generation: "",
    decidedAt: "",
    sequencer: "",
    pending: padded("001"),
    hours: {},
    outcomes: {},
    rejections: [],
    notes: [],
    records: { total: 0, used: 0, ignored: {}, rejected: 0 },
  });
  expect(await commit(upload)).toBe(true);
  expect(await fileOf("a.csv")).toEqual({
    ...READING,
    fileId: fileIdOf(UPLOADS, "a.csv"),
    key: "a.csv",
    source: "pbx",
    size: 101,
    state: "committed",
    reason: "",
    sequencer: padded("001"),
    pending: padded("001"),
    generation: `${padded("001")}#r1`,
    decidedAt: NOW.toISOString(),
  });
});

test("a version is decided once: the same one again, in another run or after a newer one, is not", async () => {
  const [first, second] = [version("once.csv", 1), version("once.csv", 2)];
  await begin(first);
  expect(await commit(first, "r1")).toBe(true);
  expect(await begin(first)).toBe(false);
  expect(await commit(first, "r2")).toBe(false);
  expect(await begin(second)).toBe(true);
  expect(await commit(second)).toBe(true);
  expect(await begin(first)).toBe(false);
  expect(await commit(first)).toBe(false);
  expect(await quarantine(first)).toBe(false);
  expect(await fileOf("once.csv")).toMatchObject({ state: "committed", generation: `${padded("002")}#r1` });
});

test("a version that cannot be read is on the list of work until a later one can be", async () => {
  const upload = version("broken.csv", 1);
  await begin(upload);
  expect(await isWaited("broken.csv")).toBe(false);
  expect(await quarantine(upload)).toBe(true);
  expect(await fileOf("broken.csv")).toMatchObject({
    state: "quarantined",
    reason: "No format fits",
    generation: "",
  });
  expect(await isWaited("broken.csv")).toBe(true);
  const mended = version("broken.csv", 2);
  await begin(mended);
  await commit(mended);
  expect(await fileOf("broken.csv")).toMatchObject({ state: "committed", reason: "" });
  expect(await isWaited("broken.csv")).toBe(false);
});

test("an older version that is read after a newer broken one counts, and the newer one's reason stays", async () => {
  const [first, second] = [version("late.csv", 1), version("late.csv", 2)];
  await begin(first);
  await begin(second);
  await quarantine(second, "It ends too early");
  expect(await commit(first)).toBe(true);
  expect(await fileOf("late.csv")).toMatchObject({
    state: "quarantined",
    reason: "It ends too early",
    sequencer: padded("002"),
    generation: `${padded("001")}#r1`,
    hours: READING.hours,
  });
  expect(await commit(first, "r2")).toBe(false);
});

test("a withdrawn file counts no more, nor does the version that is just being read, until a later upload", async () => {
  const [first, second, third] = [1, 2, 3].map((n) => version("gone.csv", n));
  await begin(first!);
  await commit(first!);
  await begin(second!);
  expect(await withdrawFile(storage.table, fileIdOf(UPLOADS, "gone.csv"), NOW)).toBe(true);
  expect(await fileOf("gone.csv")).toMatchObject({
    state: "withdrawn",
    generation: "",
    sequencer: padded("002"),
  });
  expect(await commit(second!)).toBe(false);
  expect(await begin(third!)).toBe(true);
  expect(await commit(third!)).toBe(true);
  expect(await fileOf("gone.csv")).toMatchObject({ state: "committed", generation: `${padded("003")}#r1` });
  expect(await withdrawFile(storage.table, "nobody", NOW)).toBe(false);
});

test("a withdrawn file that was broken is work no more", async () => {
  const upload = version("broken-and-gone.csv", 1);
  await begin(upload);
  await quarantine(upload);
  await withdrawFile(storage.table, fileIdOf(UPLOADS, "broken-and-gone.csv"), NOW);
  expect(await isWaited("broken-and-gone.csv")).toBe(false);
});

test("files come in the order of their keys, each once, and those that do not exist not at all", async () => {
  for (const key of ["z.csv", "m.csv"]) await begin(version(key, 1));
  const ids = ["z.csv", "m.csv", "z.csv", "nobody.csv"].map((key) => fileIdOf(UPLOADS, key));
  expect((await getFiles(storage.table, ids)).map(({ key }) => key)).toEqual(["m.csv", "z.csv"]);
});

test("a file is found by each of its UTC days", async () => {
  const file = { fileId: "f1", key: "a.csv", expiresAt: 2_000_000_000 };
  await putDays(storage.table, file, ["2026-11-19", "2026-11-20"]);
  await putDays(storage.table, { ...file, fileId: "f2" }, ["2026-11-20"]);
  expect(await fileIdsOfDay(storage.table, "2026-11-19")).toEqual(["f1"]);
  expect(await fileIdsOfDay(storage.table, "2026-11-20")).toEqual(["f1", "f2"]);
  expect(await fileIdsOfDay(storage.table, "2026-11-21")).toEqual([]);
});

test("a table that does not answer is an error, not a decision that somebody else made", async () => {
  const missing = { ...storage.table, name: "missing" };
  await expect(beginFile(missing, version("x.csv", 1), "pbx", NOW)).rejects.toThrow();
});
