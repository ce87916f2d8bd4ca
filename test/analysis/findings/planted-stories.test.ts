import { expect, test } from "vitest";
import { gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import { findAll } from "../../../lib/analysis/findings/find-all.ts";
import type { Finding } from "../../../lib/analysis/findings/finding.ts";
import type { FindingFacts } from "../../../lib/analysis/findings/finding-facts.ts";
import type { Call } from "../../../lib/calls/call.ts";
import { type Random, seededRandom } from "../../examples/random.ts";
import { DAY_START, ended, MINUTE, quietDay, SECOND } from "./generated-day.ts";

const HOUR = 60 * MINUTE;
const SEEDS = [11, 12, 13] as const;

/** A day without stories in which some calls are made to end otherwise. */
function dayWith(seed: number, change: (call: Call, random: Random) => Call): Call[] {
  const random = seededRandom(seed + 1000);
  return quietDay({ seed, calls: 4000 }).map((call) => change(call, random));
}

function only(calls: readonly Call[]): Finding {
  const findings = findAll(gatherEvidence(calls, "UTC"));
  expect(findings.map(({ id }) => id)).toHaveLength(1);
  return findings[0]!;
}

test.for(SEEDS)(
  "a gateway that refuses everything from noon to the end of the day has lost its balance or registration (%d)",
  (seed) => {
    const noon = DAY_START + 4 * HOUR;
    const finding = only(
      dayWith(seed, (call, random) =>
        call.gateway === "B" && call.start > noon ? ended(call, 403, random) : call,
      ),
    );
    expect(finding).toMatchObject({ kind: "balance-or-registration", gateway: "B" });
    expect(Math.abs(finding.from! - noon)).toBeLessThan(10 * MINUTE);
    expect(finding.facts).toMatchObject({ codes: [403], firstAfter: null });
  },
);

test.for(SEEDS)(
  "a gateway that refuses every call of the day is told without a moment of success (%d)",
  (seed) => {
    const finding = only(
      dayWith(seed, (call, random) => (call.gateway === "B" ? ended(call, 403, random) : call)),
    );
    expect(finding).toMatchObject({ kind: "balance-or-registration", gateway: "B" });
    expect(finding.facts).toMatchObject({ outside: null });
  },
);

test.for(SEEDS)("403 for one country on one gateway is a closed direction, not a balance (%d)", (seed) => {
  const finding = only(
    dayWith(seed, (call, random) =>
      call.gateway === "A" && call.to.startsWith("+33")
        ? ended(call, 403, random)
        : notForbidden(call, random),
    ),
  );
  expect(finding).toMatchObject({ kind: "direction-closed", gateway: "A", responsible: "provider" });
  expect(finding.facts).toMatchObject({ where: { countryName: "France", prefix: "+33" } });
});

test.for(SEEDS)(
  "a country that is closed and one that is open on the same gateway are told apart (%d)",
  (seed) => {
    const closed = (call: Call) => call.gateway === "A" && /^\+(33|49)/.test(call.to);
    const findings = findAll(
      gatherEvidence(
        dayWith(seed, (call, random) =>
          closed(call) ? ended(call, 403, random) : notForbidden(call, random),
        ),
        "UTC",
      ),
    );
    expect(findings.map(({ id }) => id).sort()).toEqual(["direction-closed:A:+33", "direction-closed:A:+49"]);
  },
);

test.for(SEEDS)(
  "numbers that fail with 8 and are reached with 7 have the wrong format, and are not dead (%d)",
  (seed) => {
    const finding = only(
      dayWith(seed, (call, random) => {
        if (call.to.startsWith("8")) return ended(call, 404, random);
        return call.to.startsWith("7") ? ended(call, 200, random) : call;
      }),
    );
    expect(finding).toMatchObject({ kind: "number-format", responsible: "us: settings" });
    expect(finding.facts).toMatchObject({ bad: "8", good: "7" });
    const { forms } = finding.facts as FindingFacts["number-format"];
    expect(forms.length).toBeGreaterThan(0);
    for (const { dialled, reachedAs } of forms) expect(dialled.slice(1)).toBe(reachedAs.slice(1));
  },
);

test.for(SEEDS)("numbers that fail whenever they are dialled are dead, however few (%d)", (seed) => {
  const finding = only(
    dayWith(seed, (call, random) => (/^\+44161\d+[05]$/.test(call.to) ? ended(call, 404, random) : call)),
  );
  expect(finding).toMatchObject({ kind: "dead-numbers", responsible: "number list" });
});

test.for(SEEDS)(
  "500 for most calls of half an hour is one incident with its beginning and end (%d)",
  (seed) => {
    const [from, to] = [DAY_START + 3 * HOUR, DAY_START + 3 * HOUR + 30 * MINUTE];
    const finding = only(
      dayWith(seed, (call, random) =>
        call.gateway === "C" && call.start >= from && call.start < to && random.chance(0.8)
          ? ended(call, 500, random)
          : call,
      ),
    );
    expect(finding).toMatchObject({ kind: "failure-incident", gateway: "C", responsible: "provider" });
    expect(Math.abs(finding.from! - from)).toBeLessThan(5 * MINUTE);
    expect(Math.abs(finding.to! - to)).toBeLessThan(5 * MINUTE);
  },
);

test.for(SEEDS)("when all gateways stall in the same minutes it is one incident, and ours (%d)", (seed) => {
  const [from, to] = [DAY_START + 5 * HOUR, DAY_START + 5 * HOUR + 20 * MINUTE];
  const finding = only(
    dayWith(seed, (call, random) =>
      call.start >= from && call.start < to ? ended(call, 100, random) : call,
    ),
  );
  expect(finding).toMatchObject({ kind: "stall-incident", gateway: "", responsible: "us: settings" });
});

test.for(SEEDS)(
  "a gateway that answers a third fewer calls on the same directions is found by comparison (%d)",
  (seed) => {
    const finding = only(
      dayWith(seed, (call, random) =>
        call.gateway === "B" && call.answered && random.chance(0.35) ? ended(call, 180, random) : call,
      ),
    );
    expect(finding).toMatchObject({ kind: "provider-difference", gateway: "B" });
    expect((finding.facts as FindingFacts["provider-difference"]).difference).toBeLessThan(0);
  },
);

test.for(SEEDS)("a gateway whose calls end at once is asked for its audio (%d)", (seed) => {
  const finding = only(
    dayWith(seed, (call, random) =>
      call.gateway === "C" && call.answered && random.chance(0.4) ? cutShort(call) : call,
    ),
  );
  expect(finding).toMatchObject({ kind: "short-calls", gateway: "C", responsible: "provider" });
});

test.for(SEEDS)(
  "an agent whose calls end at once is found, and not the gateways that carry them (%d)",
  (seed) => {
    const finding = only(
      dayWith(seed, (call, random) =>
        call.agent === "agent-3" && call.answered && random.chance(0.6) ? cutShort(call) : call,
      ),
    );
    expect(finding).toMatchObject({ id: "short-calls:agent:agent-3", responsible: "us: agent" });
  },
);

test("a response that means something else at a provider, by the settings, is no balance that ran out", () => {
  const override = { gateway: "B", code: 403, outcome: "busy" } as const;
  const calls = dayWith(11, (call, random) =>
    call.gateway === "B" && call.start > DAY_START + 4 * HOUR
      ? { ...ended(call, 403, random), outcome: "busy", override }
      : call,
  );
  const kinds = findAll(gatherEvidence(calls, "UTC")).map(({ kind }) => kind);
  expect(kinds).not.toContain("balance-or-registration");
});

test("two stories in one day are two findings", () => {
  const findings = findAll(
    gatherEvidence(
      dayWith(21, (call, random) => {
        if (call.gateway === "A" && call.start > DAY_START + 8 * HOUR) return ended(call, 403, random);
        const stalled = call.gateway === "C" && Math.abs(call.start - (DAY_START + 2 * HOUR)) < 15 * MINUTE;
        return stalled ? ended(call, 100, random) : call;
      }),
      "UTC",
    ),
  );
  expect(findings.map(({ kind }) => kind).sort()).toEqual(["balance-or-registration", "stall-incident"]);
});

test("what our own side answers to inbound and internal calls makes no finding", () => {
  const calls = dayWith(31, (call, random) => ({
    ...(call.gateway === "B" && call.start > DAY_START + 5 * HOUR ? ended(call, 403, random) : call),
    direction: call.gateway === "B" ? "inbound" : "internal",
  }));
  expect(findAll(gatherEvidence(calls, "UTC"))).toEqual([]);
});

test("days with no call, one call or calls without times have no finding and no error", () => {
  expect(findAll(gatherEvidence([], "UTC"))).toEqual([]);
  const [call] = quietDay({ seed: 1, calls: 1 });
  expect(findAll(gatherEvidence([call!], "UTC"))).toEqual([]);
  const untimed = quietDay({ seed: 2, calls: 500 }).map((each) => ({ ...each, start: 0, end: null }));
  expect(findAll(gatherEvidence(untimed, "UTC"))).toEqual([]);
});

/** A closed direction stands out from gateways that refuse little else. */
function notForbidden(call: Call, random: Random): Call {
  return call.lastResponse === 403 ? ended(call, 180, random) : call;
}

function cutShort(call: Call): Call {
  return { ...call, talkMs: 2_000, end: call.start + (call.setupMs ?? 0) * 1000 + 2 * SECOND };
}
