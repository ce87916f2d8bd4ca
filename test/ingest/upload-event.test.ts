import { expect, test } from "vitest";
import { sourceOf, uploadsOf } from "../../lib/ingest/upload-event.ts";

function notification(key: string, eventName = "ObjectCreated:Put"): string {
  const object = { key, size: 3, eTag: "e", sequencer: "0A" };
  return JSON.stringify({
    Records: [
      { eventName, eventTime: "2026-11-20T10:00:00.000Z", s3: { bucket: { name: "uploads" }, object } },
    ],
  });
}

test.for([
  ["uploads/pbx/a+b.csv", "uploads/pbx/a b.csv"],
  ["uploads/pbx/a%2Bb.csv", "uploads/pbx/a+b.csv"],
  ["uploads/pbx/100%25.csv", "uploads/pbx/100%.csv"],
  ["uploads/pbx/%D0%B7%D0%B2%D0%BE%D0%BD%D0%BA%D0%B8.csv", "uploads/pbx/звонки.csv"],
  ["uploads/pbx/%F0%9F%93%9E.csv", "uploads/pbx/📞.csv"],
] as const)("the key %s of a notification is the object %s", ([encoded, key]) => {
  expect(uploadsOf(notification(encoded))[0]!.key).toBe(key);
});

test("the test event that S3 sends once announces no upload", () => {
  expect(uploadsOf('{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"uploads"}')).toEqual([]);
});

test("a deleted object is no upload", () => {
  expect(uploadsOf(notification("uploads/pbx/a.csv", "ObjectRemoved:Delete"))).toEqual([]);
});

test("the first folder names the source, and a log without one has the default source", () => {
  expect(sourceOf("uploads/berlin/2026/11/a.csv")).toBe("berlin");
  expect(sourceOf("uploads/a.csv")).toBe("default");
});
