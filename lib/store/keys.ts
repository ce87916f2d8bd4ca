import { createHash } from "node:crypto";
import { SHARDS } from "../calls/shard.ts";
import type { Key } from "./table.ts";

/*
 * Every item of the table. The rights of the functions (infra/permissions.ts) go by these prefixes.
 *
 *   F#<file id>                 META                                    one upload and what became of it   files.ts, file-decisions.ts
 *   D#<UTC day>                 FILE#<file id>                          a file has calls of that day        files.ts
 *   D#<UTC day>#S#<shard>       C|P#<hour>#<file id>#<generation>#<n>   calls, C with their start           segments.ts
 *   R#<kind>                    <period>#<revision>                     one revision of a report            reports.ts
 *   L#<SHA-256 of the token>    LINK                                    a link to a report                  links.ts
 *
 * The newest revision is the last item that begins with its period: nothing else may lie under R#.
 */

/** A UTC hour, "2026-11-20T14": the unit in which segments are found and compared. */
export type UtcHour = string;

export function utcHourOf(atUs: number): UtcHour {
  return new Date(Math.floor(atUs / 1000)).toISOString().slice(0, 13);
}

export function startOfUtcHour(hour: UtcHour): number {
  return Date.parse(`${hour}:00:00Z`) * 1000;
}

/** A hash, so that a key of any kind fits and none can inject a separator. */
export function fileIdOf(bucket: string, key: string): string {
  return base32(createHash("sha256").update(bucket).update("\0").update(key).digest()).slice(0, 26);
}

export const fileKey = (fileId: string): Key => ({ pk: `F#${fileId}`, sk: "META" });
export const dayKey = (utcDay: string, fileId: string): Key => ({ pk: `D#${utcDay}`, sk: `FILE#${fileId}` });
export const reportKey = (kind: string, period: string, revision: number): Key => ({
  pk: `R#${kind}`,
  sk: `${period}#${String(revision).padStart(6, "0")}`,
});

/** Only the hash of a token is kept: whoever reads the table cannot open a link. */
export const linkKey = (token: string): Key => ({
  pk: `L#${createHash("sha256").update(token).digest("hex")}`,
  sk: "LINK",
});

/** `C`: the start of every call in the segment is known. `P`: fragments of calls whose start is elsewhere. */
export type SegmentKind = "C" | "P";

export interface SegmentId {
  readonly hour: UtcHour;
  readonly shard: number;
  readonly kind: SegmentKind;
  readonly fileId: string;
  readonly generation: string;
  readonly number: number;
}

export function segmentKey(id: SegmentId): Key {
  const number = String(id.number).padStart(4, "0");
  return {
    pk: shardPartition(id.hour.slice(0, 10), id.shard),
    sk: `${id.kind}#${id.hour.slice(11)}#${id.fileId}#${id.generation}#${number}`,
  };
}

export function shardPartition(utcDay: string, shard: number): string {
  return `D#${utcDay}#S#${String(shard).padStart(2, "0")}`;
}

/** File and generation ("<sequencer>#<run>") of a segment's sort key. */
export function ownerOfSegment(sk: string): { fileId: string; generation: string } {
  const [, , fileId = "", sequencer = "", run = ""] = sk.split("#");
  return { fileId, generation: `${sequencer}#${run}` };
}

export const ALL_SHARDS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

/** S3 compares sequencers as strings after padding the shorter one on the right with zeros. */
export function paddedSequencer(sequencer: string): string {
  return sequencer.replace(/[^0-9A-Za-z]/g, "").padEnd(40, "0");
}

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** RFC 4648 §6 without padding, in lower case. */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(value >>> bits) & 31];
    }
  }
  return bits > 0 ? text + BASE32[(value << (5 - bits)) & 31] : text;
}
