import { isDeepStrictEqual } from "node:util";
import { fnv1a } from "../../lib/calls/shard.ts";
import { ignoredRecords } from "../../lib/logs/format/record-counts.ts";
import type { SourceSettings } from "../../lib/settings/settings.ts";
import { type Random, seededRandom } from "../examples/random.ts";
import { callLaws } from "./call-laws.ts";
import { type Reading, readAsUpload } from "./reading.ts";
import { recordsOf } from "./record-counts.ts";

/** Reading in this many pieces and more takes long and shows nothing new. */
const MAX_CHUNKS = 3_000;

const SETTINGS: readonly Partial<SourceSettings>[] = [
  {},
  { zone: "Europe/Berlin" },
  { zone: "America/St_Johns", dayFirst: false, ourAddresses: ["10.0.0.1"] },
];

/**
 * Reads a log twice, in one piece and in pieces, and says which laws that breaks. The same bytes
 * always give the same answer: what is random here is drawn from them.
 */
export async function brokenLaws(bytes: Uint8Array): Promise<string[]> {
  const random = seededRandom(fnv1a(Buffer.from(bytes).toString("latin1")));
  const settings = random.pick(SETTINGS);
  try {
    const whole = await readAsUpload(inOnePiece(bytes), settings);
    const parts = await readAsUpload(inPieces(bytes, random), settings);
    return [...differences(bytes, whole, parts), ...countLaws(bytes, whole), ...callLaws(whole.observations)];
  } catch (error) {
    return [`crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* inPieces(bytes: Uint8Array, random: Random): AsyncGenerator<Uint8Array> {
  const smallest = Math.ceil(bytes.length / MAX_CHUNKS);
  const largest = Math.max(smallest, random.pick([1, 7, 100, 4_096, 70_000]));
  for (let at = 0; at < bytes.length; ) {
    const size = random.int(smallest, largest);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

function differences(bytes: Uint8Array, whole: Reading, parts: Reading): string[] {
  // How much of a damaged package comes out before the damage shows is up to the library that unpacks it;
  // but such a log is refused, in whatever pieces it comes.
  const refusals = [whole.refusal, parts.refusal];
  const isDamagedPackage = isPacked(bytes) && refusals.some((text) => text.startsWith("Cannot unpack "));
  if (isDamagedPackage && !refusals.includes("")) return [];
  return (Object.keys(whole) as (keyof Reading)[])
    .filter((key) => !isDeepStrictEqual(whole[key], parts[key]))
    .map(
      (key) =>
        `chunks: ${key} differs between one piece ${shown(whole[key])} and several pieces ${shown(parts[key])}`,
    );
}

const PACKED = /^(?:\x1f\x8b|PK|\x28\xb5\x2f\xfd|BZh)/;

function isPacked(bytes: Uint8Array): boolean {
  return PACKED.test(Buffer.from(bytes.subarray(0, 4)).toString("latin1"));
}

function countLaws(bytes: Uint8Array, { counts, format, refusal }: Reading): string[] {
  const broken: string[] = [];
  const { total, used, ignored, rejected } = counts;
  if (
    [total, used, rejected, ...Object.values(ignored)].some(
      (count) => !Number.isSafeInteger(count) || count < 0,
    )
  ) {
    broken.push(`counts: ${shown(counts)} has a number that counts nothing`);
  }
  if (used + ignoredRecords(counts) + rejected !== total) {
    broken.push(`counts: ${shown(counts)} do not add up`);
  }
  const expected = refusal === "" ? recordsOf(bytes, format) : undefined;
  if (expected !== undefined && expected !== total) {
    broken.push(`records: the log has ${expected} records, ${total} were accounted for as ${format}`);
  }
  return broken;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
