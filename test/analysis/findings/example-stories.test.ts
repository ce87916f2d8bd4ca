import { expect, test } from "vitest";
import { gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import { findAll } from "../../../lib/analysis/findings/find-all.ts";
import type { FindingKind } from "../../../lib/analysis/findings/finding.ts";
import type { FindingFacts } from "../../../lib/analysis/findings/finding-facts.ts";
import { findingTexts } from "../../../lib/text/en/findings.ts";
import type { Story } from "../../examples/stories.ts";
import { type ExampleDayCall, exampleCalls } from "../example-calls.ts";

const KIND_OF_STORY: Readonly<Record<Story, FindingKind>> = {
  balance: "balance-or-registration",
  stall: "stall-incident",
  blocked: "blocked-directions",
  deadNumbers: "dead-numbers",
  channelLimit: "channel-limit",
  failover: "failure-incident",
};
const STORIES = Object.keys(KIND_OF_STORY) as Story[];

function callsOf(calls: readonly ExampleDayCall[], story: Story): number[] {
  return calls.flatMap((call, i) => (call.story === story ? [i] : []));
}

test.for([undefined, 2, 3, 4, 5])(
  "the six stories of the example day are found, each by one finding, and nothing else (seed %s)",
  (seed) => {
    const calls = exampleCalls(seed);
    const evidence = gatherEvidence(calls, "Europe/London");
    const findings = findAll(evidence);
    expect(findings.map(({ kind }) => kind).sort()).toEqual(Object.values(KIND_OF_STORY).sort());
    for (const story of STORIES) {
      const finding = findings.find(({ kind }) => kind === KIND_OF_STORY[story])!;
      const planted = callsOf(calls, story);
      const proof = new Set(finding.proof.map(evidence.attempts.callOf));
      const shared = planted.filter((i) => proof.has(i)).length;
      // A stray 404 or stall of an ordinary call may look the same, and a story's last call may stand alone.
      expect(shared / planted.length).toBeGreaterThan(0.95);
      expect(shared / proof.size).toBeGreaterThan(0.95);
    }
  },
);

const calls = exampleCalls();
const findings = findAll(gatherEvidence(calls, "Europe/London"));
const texts = findingTexts(findings, calls, "Europe/London");
const finding = (kind: FindingKind) => findings.find((each) => each.kind === kind)!;
const told = (kind: FindingKind) => texts.get(finding(kind))!;

test("every call proves one finding at most, and findings come in order of calls lost", () => {
  const proofs = findings.flatMap(({ proof }) => proof);
  expect(new Set(proofs).size).toBe(proofs.length);
  const lost = findings.map((each) => each.lost);
  expect(lost).toEqual([...lost].sort((a, b) => b - a));
  for (const { proof } of findings) expect(proof).toEqual([...proof].sort((a, b) => a - b));
});

test("the balance is said to run out at 14:05 and to be topped up at 15:40", () => {
  expect(told("balance-or-registration").title).toContain("from 14:05 to 15:39");
  expect(told("balance-or-registration").seen.join("\n")).toContain("since 15:40");
  expect(finding("balance-or-registration")).toMatchObject({
    gateway: "Alderwick",
    responsible: "us: settings",
  });
});

test("the channel limit is put at the twelve calls that the provider allows", () => {
  expect(told("channel-limit").title).toContain("about 12 calls at once");
});

test("the two agents are named with the gateway that would allow what they dial", () => {
  const { details, title } = told("blocked-directions");
  expect(title).toContain("47 calls to France (+33) never left");
  expect(details.rows.every((row) => row.at(-1) === "Copperlane")).toBe(true);
  expect(details.rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBe(callsOf(calls, "blocked").length);
});

test("the settings are asked first which gateway would allow a direction", () => {
  const evidence = gatherEvidence(calls, "UTC", { allowedOn: () => ["Dunmore"] });
  const blocked = findAll(evidence).find(({ kind }) => kind === "blocked-directions")!;
  const { rows } = blocked.facts as FindingFacts["blocked-directions"];
  expect(rows.length).toBeGreaterThan(0);
  for (const { allowedOn } of rows) expect(allowedOn).toEqual(["Dunmore"]);
});

test("a finding keeps its id when the report is made again", () => {
  const again = findAll(gatherEvidence(calls, "Asia/Kathmandu"));
  expect(again.map(({ id }) => id)).toEqual(findings.map(({ id }) => id));
});

test("a month with the same trouble every day tells each incident with its date, and standing troubles once", () => {
  const days = Array.from({ length: 25 }, (_, day) => {
    const shift = (day - 19) * 86_400_000_000;
    return exampleCalls(day + 1).map((call) => ({
      ...call,
      start: call.start + shift,
      end: call.end === null ? null : call.end + shift,
      attempts: call.attempts.map((attempt) => ({ ...attempt, start: attempt.start + shift })),
    }));
  });
  const month = findAll(gatherEvidence(days.flat(), "Europe/London"));
  const told = findingTexts(month, days.flat(), "Europe/London");
  const ofKind = (kind: FindingKind) => month.filter((each) => each.kind === kind);
  expect(ofKind("balance-or-registration")).toHaveLength(25);
  expect(ofKind("stall-incident")).toHaveLength(25);
  expect(ofKind("dead-numbers")).toHaveLength(1);
  expect(ofKind("channel-limit")).toHaveLength(1);
  expect(ofKind("blocked-directions")).toHaveLength(1);
  expect(ofKind("failure-incident")).toHaveLength(25);
  expect(month).toHaveLength(78);
  expect(
    ofKind("balance-or-registration").some((each) =>
      told.get(each)!.title.includes("from 2026-11-20 14:05 to 15:39"),
    ),
  ).toBe(true);
});
