import { HOUR_US } from "../time/durations.ts";
import { startOfUtcHour, type UtcHour, utcHourOf } from "./keys.ts";

export type HourDigests = Readonly<Record<UtcHour, string>>;

/** 80 bits: two different contents of an hour will not be taken for one. */
const DIGEST_BYTES = 10;
const ENTRY_BYTES = 4 + DIGEST_BYTES;

/** More hours than one log may cover: their digests lie in one item, and an item holds 400 KB. */
export const MAX_HOURS = 20_000;

/** Text of the first bytes of a longer digest. */
export function hourDigest(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, DIGEST_BYTES)).toString("base64url");
}

/** Four bytes for the hour (since 1970, signed), then its digest. */
export function packHours(hours: HourDigests): Uint8Array {
  const entries = Object.entries(hours);
  const packed = Buffer.alloc(entries.length * ENTRY_BYTES);
  entries.forEach(([hour, digest], i) => {
    packed.writeInt32BE(startOfUtcHour(hour) / HOUR_US, i * ENTRY_BYTES);
    Buffer.from(digest, "base64url").copy(packed, i * ENTRY_BYTES + 4);
  });
  return packed;
}

export function unpackHours(packed: Uint8Array): HourDigests {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const hours: Record<UtcHour, string> = {};
  for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
    hours[utcHourOf(bytes.readInt32BE(at) * HOUR_US)] = hourDigest(bytes.subarray(at + 4, at + ENTRY_BYTES));
  }
  return hours;
}
