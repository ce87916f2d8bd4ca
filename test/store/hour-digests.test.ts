import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hourDigest, packHours, unpackHours } from "../../lib/store/hour-digests.ts";

const digestOf = (text: string) => hourDigest(createHash("sha256").update(text).digest());

test("the digests of a file's hours come back as they were stored, of hours before 1970 too", () => {
  const hours = Object.fromEntries(
    ["1969-12-31T23", "1970-01-01T00", "2026-11-20T09", "2026-11-20T10"].map((hour) => [
      hour,
      digestOf(hour),
    ]),
  );
  expect(unpackHours(packHours(hours))).toEqual(hours);
  expect(unpackHours(new Uint8Array())).toEqual({});
});

test("a digest has 80 bits, and two that differ in the last of them differ", () => {
  const bytes = Buffer.alloc(32);
  const other = Buffer.from(bytes);
  other[9] = 1;
  expect(Buffer.from(hourDigest(bytes), "base64url")).toHaveLength(10);
  expect(hourDigest(other)).not.toBe(hourDigest(bytes));
  other[9] = 0;
  other[10] = 1;
  expect(hourDigest(other)).toBe(hourDigest(bytes));
});
