import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bucketNotification,
  createSequencer,
  formEncoded,
  isWanted,
  type QueueConfiguration,
} from "../../../infra/local/bucket-notification.ts";

const event = {
  eventName: "ObjectCreated:Put",
  eventTime: "2026-11-20T08:00:00.000Z",
  bucket: "uploads",
  key: "uploads/pbx1/a b+c.csv",
  size: 5,
  eTag: "5d41402abc4b2a76b9719d911017c592",
};
const told = (Event: string, ...Rules: { Name: string; Value: string }[]): QueueConfiguration => ({
  Event,
  Queue: "arn",
  Filter: { S3Key: { Rules } },
});

test.for<[QueueConfiguration, boolean]>([
  [told("s3:ObjectCreated:*"), true],
  [told("s3:ObjectCreated:Put"), true],
  [told("s3:ObjectCreated:Copy"), false],
  [told("s3:ObjectRemoved:*"), false],
  [told("s3:ObjectCreated:*", { Name: "prefix", Value: "uploads/" }), true],
  [told("s3:ObjectCreated:*", { Name: "prefix", Value: "settings/" }), false],
  [told("s3:ObjectCreated:*", { Name: "Prefix", Value: "up" }, { Name: "Suffix", Value: ".pcap" }), false],
])("a queue that asks for %j is told of an upload: %s", ([configuration, expected]) => {
  expect(isWanted(configuration, event)).toBe(expected);
});

test("a filter that S3 does not have is refused", () => {
  expect(() => isWanted(told("s3:ObjectCreated:*", { Name: "infix", Value: "x" }), event)).toThrow(
    RangeError,
  );
});

test.for([
  ["a b", "a+b"],
  ["a+b", "a%2Bb"],
  ["100%", "100%25"],
  ["pbx/2026/x.csv", "pbx/2026/x.csv"],
  ["журнал", "%D0%B6%D1%83%D1%80%D0%BD%D0%B0%D0%BB"],
  ["📞", "%F0%9F%93%9E"],
])("the key %j is written %j, as S3 writes it", ([key, expected]) => {
  expect(formEncoded(key!)).toBe(expected);
});

test("any key survives the way through a notification", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (key) => {
      const [record] = bucketNotification({ ...event, key }, "1").Records;
      expect(decodeURIComponent(record!.s3.object.key.replaceAll("+", " "))).toBe(key);
    }),
  );
});

test("sequencers are as long as each other and grow, even when the clock stands still or goes back", () => {
  const times = [1_800_000_000_000, 1_800_000_000_000, 1_799_999_000_000, 1_800_000_000_001];
  const next = createSequencer(() => times.shift()!);
  const made = [next(), next(), next(), next()];
  expect(new Set(made.map(({ length }) => length))).toEqual(new Set([16]));
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});
