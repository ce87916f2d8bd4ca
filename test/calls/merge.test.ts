import fc from "fast-check";
import { expect, test } from "vitest";
import { callOf } from "../../lib/calls/call-of.ts";
import { createCollector } from "../../lib/calls/collector.ts";
import { mergeObservations } from "../../lib/calls/merge.ts";
import { canonicalEvents, MAX_MILESTONES, MAX_RESPONSES } from "../../lib/calls/merge-events.ts";
import { MAX_LEGS } from "../../lib/calls/merge-legs.ts";
import { type Observation, observedStart } from "../../lib/calls/observation.ts";
import type { Added, Sighting } from "../../lib/calls/sighting.ts";
import { DEFAULT_SETTINGS } from "../../lib/settings/settings.ts";
import { type Basis, type CallEvent, UNTIMED } from "../../lib/sip/call-event.ts";
import { anyEvent, anyObservation, sightingOf } from "../support/observations.ts";

test("two files about one call give the same call in either order", () => {
  fc.assert(
    fc.property(anyObservation, anyObservation, (a, b) => {
      expect(mergeObservations(a, b)).toEqual(mergeObservations(b, a));
    }),
  );
});

test("three files about one call give the same call however they are grouped", () => {
  fc.assert(
    fc.property(anyObservation, anyObservation, anyObservation, (a, b, c) => {
      expect(mergeObservations(mergeObservations(a, b), c)).toEqual(
        mergeObservations(a, mergeObservations(b, c)),
      );
    }),
  );
});

test("a file that is read twice changes nothing", () => {
  fc.assert(
    fc.property(anyObservation, anyObservation, (a, b) => {
      const merged = mergeObservations(a, b);
      expect(mergeObservations(merged, b)).toEqual(merged);
      expect(mergeObservations(merged, merged)).toEqual(merged);
    }),
  );
});

test("the bounds of an observation do not depend on the order of files either", () => {
  const manyEvents = fc.array(
    fc.record({
      at: fc.oneof(fc.constant(UNTIMED), fc.integer({ min: 1, max: 400 })),
      cseq: fc.integer({ min: 1, max: 120 }),
      ends: fc.boolean(),
      reason: fc.constantFrom("", "OK", "Fine"),
    }),
    { minLength: 60, maxLength: 200 },
  );
  const crowded = manyEvents.map((marks) => {
    const events = marks.map(({ ends, ...mark }) =>
      event({ ...mark, kind: ends ? "bye-response" : "response", code: 200 }),
    );
    return collect(events.map((e) => sighting("a", [e]))).all[0]!;
  });
  expectLaws(crowded);
});

test("a call over more hops and gateways than are kept is the same in any order of files", () => {
  const manyLegs = fc.array(
    fc.record({
      hop: fc.integer({ min: 1, max: 9 }),
      gateway: fc.integer({ min: 0, max: 9 }),
      at: fc.integer({ min: 0, max: 20 }),
      code: fc.constantFrom(100, 180, 486),
    }),
    { minLength: 1, maxLength: 30 },
  );
  const spread = manyLegs.map((marks) => {
    const sightings = marks.map(({ hop, gateway, at, code }) => ({
      ...sighting("a", [event({ at, code })]),
      hop: `hop ${hop}`,
      gateway: gateway === 0 ? "" : `gateway ${gateway}`,
    }));
    return collect(sightings).all[0]!;
  });
  expectLaws(spread);
});

function expectLaws(observation: fc.Arbitrary<Observation>): void {
  fc.assert(
    fc.property(observation, observation, observation, (a, b, c) => {
      const merged = mergeObservations(mergeObservations(a, b), c);
      expect(merged).toEqual(mergeObservations(a, mergeObservations(b, c)));
      expect(merged).toEqual(mergeObservations(mergeObservations(c, a), b));
      expect(merged).toEqual(mergeObservations(merged, b));
      for (const leg of merged.legs) {
        expect(leg.events.filter(({ kind }) => kind === "response").length).toBeLessThanOrEqual(
          MAX_RESPONSES,
        );
      }
      expect(merged.legs.length).toBeLessThanOrEqual(MAX_LEGS);
    }),
  );
}

test("a call that is split over files in any way is the call of one file", () => {
  const anySighting: fc.Arbitrary<Sighting> = fc.record({
    callId: fc.constant("a"),
    hop: fc.constantFrom("acc", "log", "10.0.0.1:5060|10.0.0.2:5060"),
    basis: fc.constantFrom<Basis>("wire", "reported", "derived", "local"),
    whole: fc.boolean(),
    live: fc.constant(false),
    heardAt: fc.constant(""),
    // Another tag would be another call.
    callerTag: fc.constantFrom("", "f1"),
    callerAddress: fc.constantFrom("", "10.0.0.1:5060", "10.0.0.2:5060"),
    events: fc.array(anyEvent, { maxLength: 3 }),
    gateway: fc.constantFrom("", "alderwick", "fig"),
    attributes: fc.record(
      {
        direction: fc.constantFrom("outbound" as const, "inbound" as const, "internal" as const),
      },
      { requiredKeys: [] },
    ),
  });
  const assigned = fc.array(fc.tuple(anySighting, fc.integer({ min: 0, max: 2 })), {
    minLength: 1,
    maxLength: 15,
  });
  fc.assert(
    fc.property(assigned, (records) => {
      const parts = [0, 1, 2]
        .map((file) => records.filter(([, at]) => at === file).map(([record]) => record))
        .filter((part) => part.length > 0)
        .map((part) => collect(part).all[0]!);
      const whole = collect(records.map(([record]) => record)).all[0]!;
      const merged = parts.reduce(mergeObservations);
      expect(merged).toEqual(whole);
      expect(callOf(merged, DEFAULT_SETTINGS)).toEqual(callOf(whole, DEFAULT_SETTINGS));
    }),
  );
});

test("a Call-ID that its caller gives to a second call is two calls, the second with its From tag in its identity", () => {
  const hop = "10.0.0.1:5060|10.0.0.2:5060";
  const invite = (tag: string, at: number) => ({
    ...sighting("a", [event({ kind: "invite", code: 0, cseq: 1, by: "caller", at })]),
    hop,
    callerTag: tag,
    callerAddress: "10.0.0.1:5060",
  });
  const final = (tag: string, code: number, at: number) => ({
    ...sighting("a", [event({ code, cseq: 1, by: `tag:${tag}`, at })]),
    hop,
  });
  const calls = collect([invite("f1", 1), final("f1", 486, 2), invite("f2", 9), final("f2", 200, 10)]).all;
  expect(calls.map(({ callId, legs }) => [callId, legs[0]!.events.map(({ code }) => code)]).sort()).toEqual([
    ["a", [0, 486]],
    ["a;from-tag=f2", [0, 200]],
  ]);
});

test("observations of different calls do not merge", () => {
  fc.assert(
    fc.property(anyObservation, (a) => {
      expect(() => mergeObservations(a, { ...a, callId: "other" })).toThrow(TypeError);
      expect(() => mergeObservations(a, { ...a, source: "other" })).toThrow(TypeError);
    }),
  );
});

function event(overrides: Partial<CallEvent>): CallEvent {
  return {
    at: 1_000_000,
    kind: "response",
    code: 180,
    cseq: 1,
    by: "caller",
    reason: "",
    q850: 0,
    ...overrides,
  };
}

function sighting(callId: string, events: CallEvent[]): Sighting {
  return sightingOf({ callId, events });
}

function collect(sightings: Sighting[], maxOpenCalls?: number): { all: Observation[]; news: Added[] } {
  const all: Observation[] = [];
  const collector = createCollector({ source: "pbx", onObservation: (o) => all.push(o), maxOpenCalls });
  const news = sightings.map((s) => collector.add(s));
  collector.end();
  return { all, news };
}

test("a retransmitted response is told as a repetition and keeps the time of the first", () => {
  const { all, news } = collect([sighting("a", [event({ at: 5 })]), sighting("a", [event({ at: 9 })])]);
  expect(news).toEqual(["news", "repeated"]);
  expect(all[0]!.legs[0]!.events).toEqual([event({ at: 5 })]);
});

test("a call that is handed over early and goes on gives the same call as one held to its end", () => {
  const start = sighting("a", [event({ kind: "invite", code: 0 })]);
  const others = ["b", "c", "d"].map((id) => sighting(id, [event({ kind: "invite", code: 0 })]));
  const end = sighting("a", [event({ at: 2_000_000, code: 486 })]);
  const whole = collect([start, ...others, end]).all.find((o) => o.callId === "a");
  const parts = collect([start, ...others, end], 2).all.filter((o) => o.callId === "a");
  expect(parts).toHaveLength(2);
  const [merged] = mergeObservations(parts[0]!, parts[1]!).legs;
  // Until when nothing had come stays true when something comes later; no rule asks for it then.
  expect({ ...merged, silentUntil: 0 }).toEqual(whole?.legs[0]);
});

test("a log that repeats one call without end keeps a bounded observation, with its earliest responses", () => {
  const { all } = collect(
    Array.from({ length: 5000 }, (_, i) => sighting("a", [event({ at: 10_000 - i, cseq: i + 1 })])),
  );
  const { events } = all[0]!.legs[0]!;
  expect(events).toHaveLength(MAX_RESPONSES);
  expect(events[0]!.at).toBe(10_000 - 4999);
});

test("a long call is in one piece however many calls come and end meanwhile", () => {
  const ended = Array.from({ length: 500 }, (_, i) => [
    sighting(`call-${i}`, [event({ kind: "invite", code: 0 })]),
    sighting(`call-${i}`, [event({ at: 2_000_000, code: 486 })]),
  ]).flat();
  const long = [
    sighting("long", [event({ kind: "invite", code: 0 })]),
    ...ended,
    sighting("long", [event({ at: 9_000_000, kind: "finish", code: 0 })]),
  ];
  const { all } = collect(long, 10);
  expect(all.filter(({ callId }) => callId === "long")).toHaveLength(1);
  expect(all).toHaveLength(501);
});

test("forty responses of one leg do not crowd out its milestones, nor do these count among them", () => {
  const responses = Array.from({ length: 40 }, (_, n) =>
    event({ kind: "response", code: 180, cseq: n, at: 10 + n }),
  );
  const ends = ["invite", "connect", "bye"] as const;
  const milestones = ends.map((kind, n) => event({ kind, at: 100 + n }));
  const kept = canonicalEvents([...responses, ...milestones]);
  expect(kept).toHaveLength(43);
  expect(kept.slice(-3).map(({ kind }) => kind)).toEqual([...ends]);
});

test("of more events than a leg keeps the earliest stay, milestones and responses apart", () => {
  const many = (kind: "response" | "bye-response", count: number) =>
    Array.from({ length: count }, (_, n) => event({ kind, code: 200, cseq: n, at: 1 + n }));
  const kept = canonicalEvents([...many("response", 100), ...many("bye-response", 50)]);
  const of = (kind: string) => kept.filter((one) => one.kind === kind);
  expect(of("response").map(({ cseq }) => cseq)).toEqual(Array.from({ length: MAX_RESPONSES }, (_, n) => n));
  expect(of("bye-response").map(({ cseq }) => cseq)).toEqual(
    Array.from({ length: MAX_MILESTONES }, (_, n) => n),
  );
});

test("a call that is challenged or redirected goes on: it is held among those that run", () => {
  for (const code of [401, 407, 302]) {
    const others = Array.from({ length: 40 }, (_, i) => [
      sighting(`call-${i}`, [event({ kind: "invite", code: 0 })]),
      sighting(`call-${i}`, [event({ at: 2_000_000, code: 486 })]),
    ]).flat();
    const challenged = [
      sighting("challenged", [event({ kind: "invite", code: 0 })]),
      sighting("challenged", [event({ code })]),
      ...others,
      sighting("challenged", [event({ at: 9_000_000, code: 200 })]),
    ];
    const { all } = collect(challenged, 10);
    expect(all.filter(({ callId }) => callId === "challenged")).toHaveLength(1);
  }
});

test("texts of a log are bounded: numbers, agents, gateways and reasons at 128 characters", () => {
  const long = "x".repeat(500);
  const one: Sighting = {
    ...sighting("a", [event({ code: 486, reason: long })]),
    gateway: long,
    attributes: { from: long, to: "4930", agent: long },
  };
  const expected = {
    attributes: { from: long.slice(0, 128), to: "4930", agent: long.slice(0, 128) },
    legs: [{ gateway: long.slice(0, 128), events: [{ code: 486, reason: long.slice(0, 128) }] }],
  };
  expect(collect([one]).all).toMatchObject([expected]);
  // Whether they come in the first word of a call or in a later one.
  const later = collect([sighting("a", [event({ kind: "invite", code: 0 })]), { ...one, hop: "other" }]).all;
  expect(later).toMatchObject([{ attributes: expected.attributes }]);
  expect(later[0]!.legs.find(({ hop }) => hop === "other")).toMatchObject(expected.legs[0]!);
});

test("attributes that a record leaves empty are not known, and a later record tells them", () => {
  const empty: Sighting = { ...sighting("a", []), attributes: { from: "", to: "4930" } };
  expect(collect([empty]).all[0]!.attributes).toEqual({ to: "4930" });
  const told: Sighting = { ...sighting("a", []), attributes: { from: "100" } };
  expect(collect([empty, told]).all[0]!.attributes).toEqual({ from: "100", to: "4930" });
});

test("of two sightings of one event the one that knows the cause says it, whichever comes first", () => {
  const [bare, told] = [
    sighting("a", [event({ code: 486 })]),
    sighting("a", [event({ code: 486, q850: 17 })]),
  ];
  for (const order of [
    [bare, told],
    [told, bare],
  ]) {
    expect(collect(order).all[0]!.legs[0]!.events).toEqual([event({ code: 486, q850: 17 })]);
  }
});

test("of two reasons of one event that are equally long the first by letters is kept, whichever comes first", () => {
  const [busy, gone] = ["Busy", "Gone"].map((reason) => sighting("a", [event({ code: 486, reason })]));
  for (const order of [
    [busy!, gone!],
    [gone!, busy!],
  ]) {
    expect(collect(order).all[0]!.legs[0]!.events).toEqual([event({ code: 486, reason: "Busy" })]);
  }
});

test("a record that says an event twice says it once", () => {
  const twice = [
    event({ kind: "invite", code: 0 }),
    event({ code: 180, at: 5 }),
    event({ code: 180, at: 3 }),
  ];
  expect(collect([sighting("a", twice)]).all[0]!.legs[0]!.events).toEqual([
    event({ code: 180, at: 3 }),
    event({ kind: "invite", code: 0 }),
  ]);
});

const NOON = Date.UTC(2026, 10, 20, 12) * 1000;

test("the start of a call is known by its INVITE or our block, or by a record of the whole call", () => {
  const startOf = (one: Sighting) => observedStart(collect([one]).all[0]!);
  expect(startOf(sighting("a", [event({ code: 180, at: NOON })]))).toEqual({ at: NOON, known: false });
  expect(startOf({ ...sighting("a", [event({ code: 180, at: NOON })]), whole: true })).toEqual({
    at: NOON,
    known: true,
  });
  for (const kind of ["invite", "blocked"] as const) {
    expect(startOf(sighting("a", [event({ kind, at: NOON }), event({ at: NOON + 2 })]))).toEqual({
      at: NOON,
      known: true,
    });
  }
  expect(startOf(sighting("a", [event({ kind: "invite", at: UNTIMED }), event({ at: NOON })]))).toEqual({
    at: NOON,
    known: true,
  });
  for (const at of [UNTIMED, 7])
    expect(startOf(sighting("a", [event({ at })]))).toEqual({ at: 0, known: false });
});
