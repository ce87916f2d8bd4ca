import { expect, test } from "vitest";
import {
  base32,
  fileIdOf,
  ownerOfSegment,
  paddedSequencer,
  segmentKey,
  startOfUtcHour,
  utcHourOf,
} from "../../lib/store/keys.ts";

// RFC 4648 §10, in lower case and without padding.
test.for([
  ["", ""],
  ["f", "my"],
  ["fo", "mzxq"],
  ["foo", "mzxw6"],
  ["foob", "mzxw6yq"],
  ["fooba", "mzxw6ytb"],
  ["foobar", "mzxw6ytboi"],
] as const)("base32 of %j is %j", ([text, encoded]) => {
  expect(base32(Buffer.from(text))).toBe(encoded);
});

test("a file's id is 26 letters and digits, by bucket and key, whatever they contain", () => {
  const ids = [
    ["a", "b/c.csv"],
    ["a/b", "c.csv"],
    ["a", "b#c.csv"],
  ].map(([bucket, key]) => fileIdOf(bucket!, key!));
  for (const id of ids) expect(id).toMatch(/^[a-z2-7]{26}$/);
  expect(new Set(ids).size).toBe(3);
});

test("the key of a segment names its place in time, and its owner can be read from it", () => {
  const { pk, sk } = segmentKey({
    hour: "2026-11-20T09",
    shard: 7,
    kind: "P",
    fileId: "abc",
    generation: "0055#r1",
    number: 12,
  });
  expect(pk).toBe("D#2026-11-20#S#07");
  expect(sk).toBe("P#09#abc#0055#r1#0012");
  expect(ownerOfSegment(sk)).toEqual({ fileId: "abc", generation: "0055#r1" });
});

test("sequencers are compared as S3 does: the shorter one padded on the right", () => {
  expect(paddedSequencer("0055AE")).toBe("0055AE".padEnd(40, "0"));
  expect(paddedSequencer("0055AE") < paddedSequencer("0055AE1")).toBe(true);
  expect(paddedSequencer("0055AE")).toBe(paddedSequencer("0055AE00"));
  expect(paddedSequencer("00#5")).toBe("005".padEnd(40, "0"));
});

test("an hour is that of UTC, before 1970 too", () => {
  const nine = Date.UTC(2026, 10, 20, 9) * 1000;
  expect([nine, nine + 3_599_999_999, nine - 1].map(utcHourOf)).toEqual([
    "2026-11-20T09",
    "2026-11-20T09",
    "2026-11-20T08",
  ]);
  expect(utcHourOf(-1)).toBe("1969-12-31T23");
  expect(startOfUtcHour("2026-11-20T09")).toBe(nine);
});
