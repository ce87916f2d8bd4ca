import { expect, test } from "vitest";
import { gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import { findTalkTimers } from "../../../lib/analysis/findings/talk-timers.ts";
import type { Call } from "../../../lib/calls/call.ts";
import { findingTexts } from "../../../lib/text/en/findings.ts";
import { seededRandom } from "../../examples/random.ts";
import { numbersOf, writtenDay } from "./written-day.ts";

const find = (calls: readonly Call[]) => findTalkTimers(gatherEvidence(calls, "UTC"));

/** Answered calls of a gateway with these lengths of talk, in seconds. */
function talks(gateway: string, seconds: readonly number[]): Call[] {
  return seconds.flatMap((talk, n) =>
    writtenDay([
      { calls: 1, response: 200, to: numbersOf("+44161496", 1), gateway, minute: n, talkMs: talk * 1000 },
    ]),
  );
}

/** As people talk: three seconds and then at any moment, told in whole seconds or in milliseconds. */
function spoken(calls: number, seed: number, whole = false): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: calls }, () => {
    const talk = 3 + random.exponential(75);
    return whole ? Math.round(talk) : talk;
  });
}

const byStart = (a: Call, b: Call) => a.start - b.start;
const day = (...parts: Call[][]) => parts.flat().sort(byStart);
const dropped = (calls: number, seconds: number) =>
  Array.from({ length: calls }, (_, n) => seconds + (n % 5) / 10);

test("a quarter of one gateway's calls end after 32 s: that gateway, with the fault that this points to", () => {
  const calls = day(
    talks("Alderwick", [...spoken(120, 1), ...dropped(40, 32)]),
    talks("Bluefinch", spoken(160, 2)),
  );
  const findings = find(calls);
  expect(findings).toMatchObject([
    {
      kind: "talk-timer",
      gateway: "Alderwick",
      responsible: "us: settings",
      facts: { timer: { seconds: 32 }, ended: { of: 160 } },
    },
  ]);
  expect(findings[0]!.proof.length).toBeGreaterThanOrEqual(40);
  expect(findings[0]!.pValue).toBeLessThan(1e-6);
  const { title } = findingTexts(findings, calls, "UTC").get(findings[0]!)!;
  expect(title).toMatch(/^4\d answered calls through Alderwick ended after 32 s, as if the ACK/);
});

test("a spike that all gateways have is a recording of that length, not a gateway", () => {
  const both = (gateway: string, seed: number) => talks(gateway, [...spoken(120, seed), ...dropped(40, 32)]);
  expect(find(day(both("Alderwick", 1), both("Bluefinch", 2)))).toEqual([]);
});

test("of a single gateway 30 s may be a recording, 32 s may not", () => {
  expect(find(talks("Alderwick", [...spoken(120, 1), ...dropped(40, 32)]))).toHaveLength(1);
  expect(find(talks("Alderwick", [...spoken(120, 1), ...dropped(40, 29.8)]))).toEqual([]);
});

test("seven calls are too few, and so are a few among very many", () => {
  const others = talks("Bluefinch", spoken(160, 2));
  expect(find(day(talks("Alderwick", dropped(7, 900)), others))).toEqual([]);
  expect(find(day(talks("Alderwick", dropped(8, 900)), others))).toHaveLength(1);
  expect(find(day(talks("Alderwick", [...spoken(400, 3), ...dropped(8, 900)]), others))).toEqual([]);
});

test("what people talk shows nothing, in milliseconds or in whole seconds", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const whole = seed % 2 === 0;
    const calls = day(talks("A", spoken(300, seed, whole)), talks("B", spoken(100, seed + 500, whole)));
    expect(find(calls), `seed ${seed}`).toEqual([]);
  }
});
