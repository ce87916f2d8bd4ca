import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../../lib/calls/observation.ts";
import type { CallEvent } from "../../lib/sip/call-event.ts";
import { ByteReader } from "../../lib/store/bytes.ts";
import { packSegment, unpackSegment } from "../../lib/store/segment-codec.ts";
import { anyObservation, EVENT_KINDS, legOf } from "../support/observations.ts";

test("what is packed into a segment comes out of it unchanged", () => {
  fc.assert(
    fc.property(fc.array(anyObservation, { minLength: 1, maxLength: 20 }), (observations) => {
      expect(unpackSegment(packSegment(observations).packed)).toEqual(observations);
    }),
  );
});

test("every kind of event comes out of a segment as it went in", () => {
  const at = Date.UTC(2026, 10, 20, 9) * 1000;
  const events = EVENT_KINDS.map(
    (kind, i): CallEvent => ({ kind, at: at + i, code: i, cseq: i, by: "caller", reason: "said", q850: i }),
  );
  const observation: Observation = { source: "pbx", callId: "a", attributes: {}, legs: [legOf({ events })] };
  expect(unpackSegment(packSegment([observation]).packed)).toEqual([observation]);
});

test("equal observations have equal raw bytes, so an identical upload has the digest of the first", () => {
  fc.assert(
    fc.property(fc.array(anyObservation, { minLength: 1, maxLength: 5 }), (observations) => {
      expect(packSegment(structuredClone(observations)).raw).toEqual(packSegment(observations).raw);
    }),
  );
});

test("a segment of a newer version is refused, not misread", () => {
  fc.assert(
    fc.property(anyObservation, (observation) => {
      const { packed } = packSegment([observation]);
      const newer = Uint8Array.from(packed);
      newer[0] = 99;
      expect(() => unpackSegment(newer)).toThrow("version 99");
    }),
    { numRuns: 3 },
  );
});

test("a segment of a busy hour, many times as long as the first buffer, comes out of it unchanged", () => {
  const [observation] = fc.sample(anyObservation, { numRuns: 1, seed: 7 });
  const observations = Array.from({ length: 4000 }, (_, n) => ({
    ...observation!,
    callId: `${n}-a84b4c76e66710@pc33.atlanta.example`,
  }));
  const { packed, raw } = packSegment(observations);
  expect(raw.length).toBeGreaterThan(100_000);
  expect(unpackSegment(packed)).toEqual(observations);
});

test("a segment that is cut short is refused wherever it is cut, not read in part", () => {
  const [observation] = fc.sample(anyObservation, { numRuns: 1, seed: 7 });
  const { raw } = packSegment([observation!, { ...observation!, callId: "another" }]);
  for (let size = 0; size < raw.length; size++) {
    const body = deflateRawSync(raw.subarray(0, size));
    expect(() => unpackSegment(Buffer.concat([Buffer.from([1]), body])), `${size} bytes`).toThrow(RangeError);
  }
});

test("the first time of a segment is that of its first call, so that times stay small differences", () => {
  const [observation] = fc
    .sample(anyObservation, { numRuns: 50, seed: 3 })
    .filter(({ legs }) => legs[0]?.events.some(({ at }) => at !== 0));
  const at = observation!.legs[0]!.events.find((event) => event.at !== 0)!.at;
  expect(new ByteReader(Buffer.from(packSegment([observation!]).raw)).unsigned()).toBe(at);
});

test("a stored segment of version 1 is read as it was written", () => {
  const stored =
    "AQGOAHH/gMi8wJeWmAMAA3BieAEjYTg0YjRjNzZlNjY3MTBAcGMzMy5hdGxhbnRhLmV4YW1wbGUACSs0OTMwMTAwMQANKzQ0MjA3OTQ2MDAwMAADYW5uHYDTDqiesQKAnJw5AQADbG9nAANmaWcFAAAHAtABAAEABmNhbGxlcvEHgIl65gMBCAAJQnVzeSBIZXJlEQ==";
  const at = Date.UTC(2026, 10, 20, 9) * 1000;
  const event = { cseq: 1, by: "caller", code: 0, reason: "", q850: 0 } as const;
  const observation: Observation = {
    source: "pbx",
    callId: "a84b4c76e66710@pc33.atlanta.example",
    attributes: {
      from: "+49301001",
      to: "+442079460000",
      agent: "ann",
      direction: "outbound",
      reportedRequestDelayMs: 120,
      reportedRingMs: 2500.5,
      reportedTalkMs: 60_000,
    },
    legs: [
      legOf({
        gateway: "fig",
        whole: true,
        events: [
          { ...event, kind: "invite", at },
          { ...event, kind: "response", at: at + 1_000_000, code: 486, reason: "Busy Here", q850: 17 },
        ],
      }),
    ],
  };
  expect(unpackSegment(Buffer.from(stored, "base64"))).toEqual([observation]);
});
