import { expect, test } from "vitest";
import { findBalanceOrRegistration } from "../../../lib/analysis/findings/balance-or-registration.ts";
import { findBlockedDirections } from "../../../lib/analysis/findings/blocked-directions.ts";
import { findCallerBlocked } from "../../../lib/analysis/findings/caller-blocked.ts";
import { findChannelLimit } from "../../../lib/analysis/findings/channel-limit.ts";
import { findDeadNumbers } from "../../../lib/analysis/findings/dead-numbers.ts";
import { findDirectionClosed } from "../../../lib/analysis/findings/direction-closed.ts";
import { type Evidence, gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import type { Finding } from "../../../lib/analysis/findings/finding.ts";
import { findIncidents } from "../../../lib/analysis/findings/incidents.ts";
import { findNumberFormat } from "../../../lib/analysis/findings/number-format.ts";
import { findProviderDifference } from "../../../lib/analysis/findings/provider-difference.ts";
import { findShortCalls } from "../../../lib/analysis/findings/short-calls.ts";
import { findUnknownOnGateway } from "../../../lib/analysis/findings/unknown-on-gateway.ts";
import { hypergeometricTail } from "../../../lib/analysis/significance/hypergeometric-tail.ts";
import { poissonTail } from "../../../lib/analysis/significance/poisson-tail.ts";
import { minuteOf, numbersOf, type Run, writtenDay } from "./written-day.ts";

// Each finding on the least that it asks for, with all that it tells, and silent on one call less.

const LONDON = numbersOf("+44207946", 400);
const MANCHESTER = numbersOf("+44161496", 400);
const PARIS = numbersOf("+33199001", 400);
const BERLIN = numbersOf("+49301234", 400);

type Finder = (evidence: Evidence) => Finding[];

function found(find: Finder, runs: readonly Run[], zone = "UTC"): Finding[] {
  return find(gatherEvidence(writtenDay(runs), zone));
}

/** The finding without its probability, which must be that of no accident, and its proof, which must be calls. */
function told(findings: readonly Finding[]) {
  return findings.map(({ pValue, proof, ...rest }) => {
    expect(pValue).toBeLessThan(0.01 / 12);
    expect(proof).toEqual([...proof].sort((a, b) => a - b));
    return { ...rest, proof: proof.length };
  });
}

const answered = (calls: number, to: readonly string[], more: Partial<Run> = {}): Run => ({
  calls,
  response: 200,
  to,
  ...more,
});

test("balance: five refusals in two countries, after calls went through", () => {
  const runs = [
    answered(100, LONDON),
    { calls: 3, response: 403, to: LONDON, minute: 200 },
    { calls: 2, response: 403, to: PARIS, minute: 203 },
    answered(20, LONDON, { minute: 300 }),
  ];
  expect(told(found(findBalanceOrRegistration, runs))).toEqual([
    {
      id: "balance-or-registration:A:2026-11-20T11:20:00.000Z",
      kind: "balance-or-registration",
      subject: "balance-or-registration",
      facts: {
        gateway: "A",
        codes: [403],
        refused: { part: 5, of: 5 },
        outside: { part: 0, of: 120 },
        from: minuteOf(200),
        to: minuteOf(204),
        registration: null,
        lastBefore: minuteOf(99),
        firstAfter: minuteOf(300),
      },
      responsible: "us: settings",
      gateway: "A",
      from: minuteOf(200),
      to: minuteOf(204),
      lost: 5,
      saved: 0,
      proof: 5,
    },
  ]);
  expect(found(findBalanceOrRegistration, runs.toSpliced(2, 1, { ...runs[2]!, calls: 1 }))).toEqual([]);
});

test("balance: refusals of one area are one only if the area went through at another time", () => {
  const refused: Run = { calls: 8, response: 403, to: PARIS, minute: 200 };
  const rest = answered(100, LONDON);
  expect(found(findBalanceOrRegistration, [rest, refused])).toEqual([]);
  expect(found(findBalanceOrRegistration, [rest, refused, answered(1, PARIS, { minute: 300 })])).toHaveLength(
    1,
  );
  // Refused at every time of the day, the area has not been seen to work.
  const stray: Run = { calls: 1, response: 403, to: PARIS, minute: 20 };
  expect(found(findBalanceOrRegistration, [rest, refused, stray])).toEqual([]);
});

test("blocked directions: three blocked calls to one area, by agent and prefix", () => {
  const runs = [
    answered(200, LONDON),
    answered(5, PARIS, { gateway: "B", minute: 10 }),
    { calls: 2, response: 900, to: PARIS, agent: "ada", minute: 300 },
    { calls: 1, response: 900, to: PARIS, agent: "bea", minute: 310 },
  ];
  expect(told(found(findBlockedDirections, runs))).toEqual([
    {
      id: "blocked-directions:A",
      kind: "blocked-directions",
      subject: "blocked-directions",
      facts: {
        blocked: { part: 3, of: 208 },
        agents: ["ada", "bea"],
        where: [{ prefix: "+33", countryName: "France" }],
        prefixes: ["+3319"],
        gateways: ["A"],
        allowedOn: ["B"],
        rows: [
          { agent: "ada", prefix: "+3319", gateway: "A", calls: 2, allowedOn: ["B"] },
          { agent: "bea", prefix: "+3319", gateway: "A", calls: 1, allowedOn: ["B"] },
        ],
      },
      responsible: "us: settings",
      gateway: "A",
      from: minuteOf(300),
      to: minuteOf(310),
      lost: 3,
      saved: 0,
      proof: 3,
    },
  ]);
  expect(found(findBlockedDirections, runs.slice(0, 3))).toEqual([]);
});

test("blocked directions: where everything is blocked nothing stands out, and it is told all the same", () => {
  const [finding] = found(findBlockedDirections, [{ calls: 6, response: 900, to: PARIS }]);
  expect(finding).toMatchObject({ pValue: 0, lost: 6 });
  expect(found(findBlockedDirections, [answered(6, PARIS), { calls: 6, response: 900, to: PARIS }])).toEqual(
    [],
  );
});

test("caller blocked: five refusals, half of the calls of one number and few of the others", () => {
  const blocked: Run = { calls: 5, response: 403, to: LONDON, caller: "+442079460990", minute: 10 };
  const runs = [
    blocked,
    answered(5, LONDON, { caller: "+442079460990", minute: 20 }),
    answered(90, LONDON, { caller: "+442079460991" }),
    { calls: 1, response: 403, to: LONDON, caller: "+442079460991", minute: 200 },
    answered(9, LONDON),
  ];
  expect(told(found(findCallerBlocked, runs))).toEqual([
    {
      id: "caller-blocked:+442079460990",
      kind: "caller-blocked",
      subject: "caller-blocked",
      facts: {
        caller: "+442079460990",
        codes: [403],
        onlyOn: null,
        onlyTo: null,
        refused: { part: 5, of: 10 },
        elsewhere: { part: 1, of: 100 },
        gateways: ["A"],
      },
      responsible: "provider",
      gateway: "A",
      from: minuteOf(10),
      to: minuteOf(14),
      lost: 5,
      saved: 0,
      proof: 5,
    },
  ]);
  const fewer = runs.with(0, { ...blocked, calls: 4 });
  expect(found(findCallerBlocked, fewer)).toEqual([]);
  const oneMoreAnswered = runs.with(1, answered(6, LONDON, { caller: "+442079460990", minute: 20 }));
  expect(found(findCallerBlocked, oneMoreAnswered)).toEqual([]);
});

test("caller blocked: where others are refused as well, up to one in ten, the caller stands out", () => {
  const day = (refusedElsewhere: number): Run[] => [
    { calls: 30, response: 403, to: LONDON, caller: "+442079460990" },
    answered(90, LONDON, { caller: "+442079460991" }),
    { calls: refusedElsewhere, response: 403, to: LONDON, caller: "+442079460991", minute: 100 },
  ];
  expect(found(findCallerBlocked, day(10))).toHaveLength(1);
  expect(found(findCallerBlocked, day(11))).toEqual([]);
});

test("caller blocked: where nobody else called meanwhile it may be the account as well", () => {
  const blocked: Run = { calls: 30, response: 403, to: LONDON, caller: "+442079460990", minute: 10 };
  const others = (minute: number) => answered(40, LONDON, { caller: "+442079460991", minute });
  expect(found(findCallerBlocked, [blocked, others(20)])).toHaveLength(1);
  expect(found(findCallerBlocked, [blocked, others(100)])).toEqual([]);
  expect(found(findCallerBlocked, [blocked, { ...others(20), gateway: "B" }])).toEqual([]);
});

test("caller blocked: one gateway that refuses a caller whom the others take, and one country, are told as such", () => {
  const own = { caller: "+442079460990" };
  const others = answered(100, LONDON, { caller: "+442079460991" });
  const onB: Run = { calls: 30, response: 403, to: LONDON, gateway: "B", ...own };
  const byGateway = found(findCallerBlocked, [
    onB,
    answered(30, LONDON, own),
    others,
    { ...others, gateway: "B" },
  ]);
  expect(byGateway).toMatchObject([
    {
      id: "caller-blocked:+442079460990:B",
      gateway: "B",
      facts: { onlyOn: "B", onlyTo: null, refused: { part: 30, of: 30 } },
    },
  ]);
  const byCountry = found(findCallerBlocked, [
    { calls: 30, response: 403, to: PARIS, ...own },
    answered(30, LONDON, own),
    others,
    answered(40, PARIS, { caller: "+442079460991" }),
  ]);
  expect(byCountry).toMatchObject([
    {
      id: "caller-blocked:+442079460990:+33",
      facts: { onlyOn: null, onlyTo: { prefix: "+33", countryName: "France" } },
    },
  ]);
});

test("caller blocked: our own blocks and calls without a caller are no caller's", () => {
  const others = answered(100, LONDON, { caller: "+442079460991" });
  const own: Run = { calls: 20, response: 900, to: LONDON, caller: "+442079460990" };
  expect(found(findCallerBlocked, [others, own])).toEqual([]);
  expect(found(findCallerBlocked, [others, { calls: 20, response: 403, to: LONDON }])).toEqual([]);
  expect(
    found(findCallerBlocked, [{ calls: 20, response: 403, to: LONDON, caller: "+442079460990" }]),
  ).toEqual([]);
  // Our blocks do not thin out the calls of a caller either.
  const refused: Run = { calls: 8, response: 403, to: LONDON, caller: "+442079460990" };
  expect(found(findCallerBlocked, [others, refused, own])).toHaveLength(1);
});

test("dead numbers: three numbers that fail at each of two attempts", () => {
  const dead: Run = { calls: 3, response: 404, to: numbersOf("+4416149699", 3), minute: 30 };
  const runs = [dead, { ...dead, gateway: "B", minute: 33 }, answered(200, LONDON.slice(0, 100))];
  expect(told(found(findDeadNumbers, runs))).toEqual([
    {
      id: "dead-numbers:unknown",
      kind: "dead-numbers",
      subject: "dead-numbers",
      facts: {
        fate: "unknown",
        numbers: numbersOf("+4416149699", 3).map((number) => ({
          number,
          calls: 2,
          lastResponse: 404,
          gateways: ["A", "B"],
        })),
        calls: 6,
        codes: [404],
        gateways: ["A", "B"],
        // Of 206 calls 6 failed; three numbers were dialled in such a way that it can be told.
        expected: expect.closeTo((3 * 6 * 5) / (206 * 205), 12),
      },
      responsible: "number list",
      gateway: "",
      from: minuteOf(30),
      to: minuteOf(35),
      lost: 6,
      saved: 0,
      proof: 6,
    },
  ]);
  expect(found(findDeadNumbers, runs.with(1, { ...runs[1]!, calls: 2 }))).toEqual([]);
});

test("dead numbers: one gateway may have no route all day, and is believed on a second day", () => {
  const dead: Run = { calls: 3, response: 404, to: numbersOf("+4416149699", 3), minute: 30 };
  const rest = answered(200, LONDON.slice(0, 100));
  expect(found(findDeadNumbers, [dead, { ...dead, minute: 300 }, rest])).toEqual([]);
  expect(found(findDeadNumbers, [dead, { ...dead, minute: 1470 }, rest])).toMatchObject([
    { gateway: "A", lost: 6 },
  ]);
});

test("dead numbers: a refusal is the number's own only where two gateways agree", () => {
  const numbers = numbersOf("+4416149699", 3);
  const on = (gateway: string): Run => ({ calls: 3, response: 403, to: numbers, gateway, minute: 30 });
  const rest = answered(200, LONDON.slice(0, 100));
  expect(found(findDeadNumbers, [on("A"), on("B"), rest])).toMatchObject([
    {
      id: "dead-numbers:refused",
      gateway: "",
      facts: { fate: "refused", gateways: ["A", "B"], codes: [403] },
    },
  ]);
  expect(found(findDeadNumbers, [on("A"), on("A"), rest])).toEqual([]);
});

test("direction closed: five refusals, four of five calls to one country, and the rest open", () => {
  const closed: Run = { calls: 8, response: 403, to: PARIS, minute: 60 };
  const runs = [
    answered(95, LONDON),
    { calls: 5, response: 403, to: LONDON, minute: 200 },
    closed,
    answered(2, PARIS, { minute: 300 }),
  ];
  expect(told(found(findDirectionClosed, runs))).toEqual([
    {
      id: "direction-closed:A:+33",
      kind: "direction-closed",
      subject: "direction-closed",
      facts: {
        gateway: "A",
        where: { prefix: "+33", countryName: "France" },
        refused: { part: 8, of: 10 },
        elsewhere: { part: 5, of: 100 },
      },
      responsible: "provider",
      gateway: "A",
      from: minuteOf(60),
      to: minuteOf(67),
      lost: 8,
      saved: 0,
      proof: 8,
    },
  ]);
  expect(found(findDirectionClosed, runs.with(2, { ...closed, calls: 7 }))).toEqual([]);
  expect(found(findDirectionClosed, runs.with(1, { ...runs[1]!, calls: 6 }))).toEqual([]);
});

test("direction closed: five refusals are enough and four are not", () => {
  const day = (calls: number): Run[] => [answered(200, LONDON), { calls, response: 403, to: PARIS }];
  expect(found(findDirectionClosed, day(5))).toHaveLength(1);
  expect(found(findDirectionClosed, day(4))).toEqual([]);
});

test("direction closed: an area of an open country is named by its prefix, a closed country once", () => {
  const rest = answered(200, LONDON);
  const [area] = found(findDirectionClosed, [rest, { calls: 20, response: 403, to: MANCHESTER }]);
  expect(area!.facts).toMatchObject({ where: { prefix: "+4416", countryName: "" } });
  const country = found(findDirectionClosed, [
    rest,
    { calls: 20, response: 403, to: numbersOf("+33199001", 20) },
    { calls: 20, response: 403, to: numbersOf("+33499001", 20) },
  ]);
  expect(country.map(({ id, lost }) => [id, lost])).toEqual([["direction-closed:A:+33", 40]]);
});

test("incident: five failures in a row, with the codes and areas that they hit, commonest first", () => {
  const runs = [
    answered(200, LONDON),
    { calls: 3, response: 500, to: LONDON, minute: 300 },
    { calls: 2, response: 503, to: PARIS, minute: 303 },
    answered(100, LONDON, { minute: 310 }),
  ];
  const failures: Finder = (evidence) => findIncidents(evidence, "failure-incident");
  expect(told(found(failures, runs))).toEqual([
    {
      id: "failure-incident:server:A:2026-11-20T13:00:00.000Z",
      kind: "failure-incident",
      subject: "incident",
      facts: {
        family: "server",
        gateways: ["A"],
        from: minuteOf(300),
        to: minuteOf(304),
        failed: { part: 5, of: 5 },
        outside: { part: 0, of: 300 },
        codes: [
          ["500", 3],
          ["503", 2],
        ],
        prefixes: [
          ["+4420", 3],
          ["+3319", 2],
        ],
        everywhere: false,
        unanswered: null,
      },
      responsible: "provider",
      gateway: "A",
      from: minuteOf(300),
      to: minuteOf(304),
      lost: 5,
      saved: 0,
      proof: 5,
    },
  ]);
  expect(found(failures, runs.with(2, { ...runs[2]!, calls: 1 }))).toEqual([]);
  const [even] = found(failures, [
    ...runs
      .with(1, { calls: 3, response: 503, to: PARIS, minute: 300 })
      .with(2, { calls: 3, response: 500, to: LONDON, minute: 303 }),
  ]);
  expect(even!.facts).toMatchObject({
    codes: [
      ["500", 3],
      ["503", 3],
    ],
    prefixes: [
      ["+3319", 3],
      ["+4420", 3],
    ],
  });
});

test.for([
  ["silence", 408, "provider"],
  ["media", 488, "us: settings"],
  ["server", 500, "provider"],
  ["number", 404, "unknown"],
  ["absence", 480, "provider"],
] as const)("incident: %s is a family of its own (%d)", ([family, response, responsible]) => {
  const runs = [answered(200, LONDON), { calls: 12, response, to: MANCHESTER, minute: 300 }];
  const findings = found((evidence) => findIncidents(evidence, "failure-incident"), runs);
  expect(findings).toMatchObject([{ facts: { family }, responsible, lost: 12 }]);
  expect(found((evidence) => findIncidents(evidence, "stall-incident"), runs)).toEqual([]);
});

test.for([404, 480, 486])(
  "incident: one number that is redialled is one number, whatever it gets (%d)",
  (response) => {
    const runs = [answered(200, LONDON), { calls: 60, response, to: MANCHESTER.slice(0, 1), minute: 300 }];
    expect(found((evidence) => findIncidents(evidence, "failure-incident"), runs)).toEqual([]);
  },
);

test("channel limit: one engaged number that is redialled while calls are up is no limit", () => {
  const day = (numbers: number): Run[] => [
    ...Array.from({ length: 12 }, (_, n) => answered(10, LONDON, { minute: n * 30, talkMs: 20 * 60_000 })),
    { calls: 60, response: 486, to: MANCHESTER.slice(0, numbers), minute: 10, everySeconds: 300 },
    answered(40, BERLIN, { minute: 600 }),
  ];
  expect(found(findChannelLimit, day(2))).toEqual([]);
  expect(found(findChannelLimit, day(3))).toHaveLength(1);
});

test("incident: gateways that fail in the same minutes share one, at other times each has its own", () => {
  const day = (minuteOfB: number): Run[] =>
    ["A", "B", "C"].flatMap((gateway) => [
      answered(200, LONDON, { gateway }),
      ...(gateway === "C"
        ? []
        : [{ calls: 10, response: 100, to: LONDON, gateway, minute: gateway === "A" ? 300 : minuteOfB }]),
      answered(50, LONDON, { gateway, minute: 400 }),
    ]);
  const stalls: Finder = (evidence) => findIncidents(evidence, "stall-incident");
  const shared = found(stalls, day(303));
  expect(told(shared)).toMatchObject([
    {
      gateway: "",
      responsible: "provider",
      facts: { gateways: ["A", "B"], everywhere: false, from: minuteOf(300), to: minuteOf(312) },
      lost: 20,
    },
  ]);
  expect(found(stalls, day(306)).map(({ gateway }) => gateway)).toEqual(["A", "B"]);
});

test("number format: three numbers that fail with 8 and ring with 7", () => {
  const eight = numbersOf("84951230", 3);
  const seven = numbersOf("74951230", 3);
  const runs = [
    { calls: 3, response: 404, to: eight, minute: 10 },
    { calls: 6, response: 180, to: seven, minute: 20 },
    answered(200, LONDON),
  ];
  expect(told(found(findNumberFormat, runs))).toEqual([
    {
      id: "number-format:A:8>7",
      kind: "number-format",
      subject: "number-format",
      facts: {
        bad: "8",
        good: "7",
        gateways: ["A"],
        unknown: { part: 3, of: 3 },
        forms: eight.map((dialled, n) => ({ dialled, calls: 1, reachedAs: seven[n], callsReached: 2 })),
      },
      responsible: "us: settings",
      gateway: "A",
      from: null,
      to: null,
      lost: 3,
      saved: 0,
      proof: 3,
    },
  ]);
  const two = runs.with(0, { ...runs[0]!, calls: 2 });
  expect(found(findNumberFormat, two)).toEqual([]);
});

test("number format: calls in the wrong form that nobody tried in another one prove it too", () => {
  const runs: Run[] = [
    { calls: 4, response: 404, to: numbersOf("84951230", 4) },
    { calls: 4, response: 180, to: numbersOf("74951230", 4), minute: 20 },
    { calls: 4, response: 404, to: numbersOf("84951239", 4), minute: 30 },
    // Another length, another gateway: other stories.
    { calls: 3, response: 404, to: ["849512"], minute: 40 },
    { calls: 3, response: 404, to: ["84951238888"], gateway: "B", minute: 40 },
    answered(200, LONDON),
  ];
  const [finding] = found(findNumberFormat, runs);
  expect(finding!.facts).toMatchObject({ unknown: { part: 8, of: 8 } });
  expect(finding!.proof).toHaveLength(8);
  // Where the form works for most, only the calls that are known to have failed by it are the proof.
  const mostlyRight = found(findNumberFormat, [
    ...runs,
    answered(3, numbersOf("84951237", 3), { minute: 50 }),
  ]);
  expect(mostlyRight[0]!.facts).toMatchObject({ unknown: { part: 8, of: 11 } });
  expect(mostlyRight[0]!.proof).toHaveLength(4);
});

test("unknown on a gateway: five numbers that it does not know and another one reaches", () => {
  const numbers = LONDON.slice(0, 10);
  const runs = [
    { calls: 5, response: 404, to: numbers.slice(0, 5), gateway: "B", minute: 10 },
    answered(5, numbers.slice(5), { gateway: "B", minute: 20 }),
    answered(10, numbers, { gateway: "A" }),
    answered(200, MANCHESTER, { gateway: "A", minute: 40 }),
  ];
  expect(told(found(findUnknownOnGateway, runs))).toEqual([
    {
      id: "number-format:B",
      kind: "number-format",
      subject: "unknown-on-gateway",
      facts: {
        gateway: "B",
        knownTo: ["A"],
        numbers: { part: 5, of: 10 },
        unknown: { part: 5, of: 10 },
      },
      responsible: "us: settings",
      gateway: "B",
      from: null,
      to: null,
      lost: 5,
      saved: 0,
      proof: 5,
    },
  ]);
  expect(found(findUnknownOnGateway, runs.with(0, { ...runs[0]!, calls: 4 }))).toEqual([]);
  const oneMoreKnown = runs.with(1, answered(6, LONDON.slice(5, 11), { gateway: "B", minute: 20 }));
  expect(found(findUnknownOnGateway, [...oneMoreKnown, answered(1, LONDON.slice(10, 11))])).toEqual([]);
});

test("channel limit: calls that fail only while four others are up", () => {
  const runs = [
    // Four calls of an hour …
    answered(4, LONDON, { everySeconds: 1, talkMs: 3_600_000, minute: 100 }),
    // … beside which seven of ten attempts fail, and before which none does.
    { calls: 14, response: 503, to: LONDON, minute: 110 },
    answered(6, LONDON, { minute: 130, talkMs: 20_000 }),
    answered(80, LONDON, { talkMs: 20_000 }),
  ];
  expect(told(found(findChannelLimit, runs))).toEqual([
    {
      id: "channel-limit:A:503",
      kind: "channel-limit",
      subject: "channel-limit",
      facts: {
        gateway: "A",
        limit: 4,
        measure: "at once",
        code: 503,
        failed: { part: 14, of: 20 },
        below: { part: 0, of: 84 },
        from: minuteOf(110),
        to: minuteOf(123),
      },
      responsible: "us: settings",
      gateway: "A",
      from: minuteOf(110),
      to: minuteOf(123),
      lost: 14,
      saved: 0,
      proof: 14,
    },
  ]);
  const oftenFree = runs.with(2, answered(10, LONDON, { minute: 130, talkMs: 20_000 }));
  expect(found(findChannelLimit, oftenFree)).toEqual([]);
});

test("channel limit: calls that fail only right after others have begun are a limit per second", () => {
  // Ten calls within a second, every minute: the first five are taken. None lasts, so that few are up at once.
  const burst = (minute: number): Run[] => [
    answered(5, LONDON.slice(0, 5), { minute, everySeconds: 0.1, talkMs: 1_000 }),
    { calls: 5, response: 503, to: LONDON.slice(5, 10), minute: minute + 0.01, everySeconds: 0.05 },
  ];
  const runs = [
    ...Array.from({ length: 12 }, (_, n) => burst(n)).flat(),
    // As many are up at once at other times, and all are taken.
    answered(60, LONDON, { minute: 100, everySeconds: 2, talkMs: 60_000 }),
  ];
  const [finding] = found(findChannelLimit, runs);
  expect(finding).toMatchObject({
    gateway: "A",
    facts: { measure: "per second", limit: 5, code: 503, failed: { part: 60, of: 60 } },
  });
});

test("provider difference: a third fewer answers on the same direction in the same hours", () => {
  const day = (answeredByB: number): Run[] => [
    answered(70, LONDON, { gateway: "A", everySeconds: 30 }),
    { calls: 20, response: 180, to: LONDON, gateway: "A", everySeconds: 60 },
    answered(answeredByB, LONDON, { gateway: "B", everySeconds: 30 }),
    { calls: 90 - answeredByB, response: 180, to: LONDON, gateway: "B", everySeconds: 60 },
    // Nobody else goes there.
    answered(40, BERLIN, { gateway: "A" }),
  ];
  expect(told(found(findProviderDifference, day(40)))).toEqual([
    {
      id: "provider-difference:B",
      kind: "provider-difference",
      subject: "provider-difference",
      facts: {
        gateway: "B",
        others: ["A"],
        difference: expect.closeTo(40 / 90 - 70 / 90, 12),
        answered: { part: 40, of: 90 },
        answeredElsewhere: { part: 70, of: 90 },
      },
      responsible: "provider",
      gateway: "B",
      from: null,
      to: null,
      lost: 30,
      saved: 0,
      proof: 50,
    },
  ]);
  expect(found(findProviderDifference, day(60))).toEqual([]);
});

test("provider difference: a gateway that answers more than two others names those two", () => {
  const day = ["A", "B", "C"].flatMap((gateway): Run[] => {
    const good = gateway === "C" ? 72 : 36;
    return [
      answered(good, LONDON, { gateway, everySeconds: 30 }),
      { calls: 80 - good, response: 180, to: LONDON, gateway, everySeconds: 60 },
    ];
  });
  const findings = found(findProviderDifference, day);
  expect(told(findings)).toMatchObject([
    {
      gateway: "C",
      facts: { others: ["A", "B"], answered: { part: 72, of: 80 }, answeredElsewhere: { part: 72, of: 160 } },
      lost: 72,
      saved: 0,
      proof: 88,
    },
  ]);
  expect(findings[0]!.facts).toMatchObject({ difference: expect.closeTo(0.45, 12) });
});

test("short calls: ten of a gateway that end within ten seconds, twice as often as the others'", () => {
  const day = (short: number, shortMs: number, shortRest = 0): Run[] => [
    answered(short, LONDON, { gateway: "A", talkMs: shortMs }),
    answered(40, LONDON, { gateway: "A" }),
    answered(200 - shortRest, LONDON, { gateway: "B" }),
    answered(shortRest, LONDON, { gateway: "B", talkMs: 5_000 }),
  ];
  expect(told(found(findShortCalls, day(10, 9_999)))).toEqual([
    {
      id: "short-calls:gateway:A",
      kind: "short-calls",
      subject: "short-calls",
      facts: {
        by: "gateway",
        name: "A",
        short: { part: 10, of: 50 },
        elsewhere: { part: 0, of: 200 },
      },
      responsible: "provider",
      gateway: "A",
      from: null,
      to: null,
      lost: 10,
      saved: 0,
      proof: 10,
    },
  ]);
  expect(found(findShortCalls, day(9, 9_999))).toEqual([]);
  expect(found(findShortCalls, day(10, 10_000))).toEqual([]);
  // 36 of 76 are 47 %: twice the others' 40 of 200 and more, but not twice 48 of 200.
  expect(found(findShortCalls, day(36, 5_000, 40))).toMatchObject([
    { lost: Math.round(36 - (76 * 40) / 200) },
  ]);
  expect(found(findShortCalls, day(36, 5_000, 48))).toEqual([]);
});

test("short calls: the agent is told where the agent explains them", () => {
  const findings = found(findShortCalls, [
    answered(12, LONDON, { agent: "ada", talkMs: 3_000 }),
    answered(8, LONDON, { agent: "ada" }),
    answered(200, LONDON, { agent: "bea" }),
  ]);
  expect(told(findings)).toMatchObject([
    {
      id: "short-calls:agent:ada",
      responsible: "us: agent",
      gateway: "",
      facts: { by: "agent", name: "ada" },
    },
  ]);
});

test("channel limit: five failures are enough and four are not", () => {
  const day = (failed: number): Run[] => [
    answered(2, LONDON, { everySeconds: 1, talkMs: 3_600_000, minute: 100 }),
    { calls: failed, response: 503, to: LONDON, minute: 110 },
    answered(90, LONDON, { talkMs: 20_000 }),
  ];
  expect(found(findChannelLimit, day(5))).toMatchObject([
    { facts: { limit: 2, failed: { part: 5, of: 5 } } },
  ]);
  expect(found(findChannelLimit, day(4))).toEqual([]);
});

test("dead numbers: what we blocked ourselves is no attempt", () => {
  const numbers = numbersOf("+4416149699", 3);
  const runs: Run[] = [
    { calls: 3, response: 404, to: numbers },
    { calls: 3, response: 404, to: numbers, gateway: "B", minute: 10 },
    { calls: 3, response: 900, to: numbers, minute: 20 },
    answered(200, LONDON.slice(0, 100)),
  ];
  expect(found(findDeadNumbers, runs)).toMatchObject([{ lost: 6 }]);
});

test("number format: a form that is written in full is not the short one, though it has its length", () => {
  const short = numbersOf("207946", 4);
  const full = short.map((number) => `44${number}`);
  const runs: Run[] = [
    { calls: 4, response: 404, to: short },
    answered(4, full, { minute: 20 }),
    // As long as the short form, and begins as the full one does.
    answered(20, numbersOf("441614", 4), { minute: 40 }),
    answered(200, BERLIN, { gateway: "B" }),
  ];
  expect(found(findNumberFormat, runs)).toMatchObject([
    { facts: { bad: "", good: "44", unknown: { part: 4, of: 4 } }, lost: 4 },
  ]);
});

test("number format: what we blocked ourselves was tried in no form", () => {
  const runs: Run[] = [
    { calls: 3, response: 404, to: numbersOf("84951230", 3) },
    { calls: 3, response: 900, to: numbersOf("84951230", 3), minute: 5 },
    { calls: 3, response: 180, to: numbersOf("74951230", 3), minute: 20 },
    answered(200, LONDON),
  ];
  expect(found(findNumberFormat, runs)).toMatchObject([{ facts: { unknown: { part: 3 } } }]);
});

test("the probability of a number's form is that of as many pairs where responses are shuffled", () => {
  const numbers = LONDON.slice(0, 10);
  const [finding] = found(findUnknownOnGateway, [
    { calls: 5, response: 404, to: numbers.slice(0, 5), gateway: "B", minute: 10 },
    answered(5, numbers.slice(5), { gateway: "B", minute: 20 }),
    answered(10, numbers, { gateway: "A" }),
    answered(200, MANCHESTER, { gateway: "A", minute: 40 }),
  ]);
  // Of 220 calls 5 were unknown and 215 reached; each of two gateways shares ten numbers with the other.
  const expected = 10 * (5 / 220) * (215 / 220);
  expect(finding!.pValue).toBeCloseTo(2 * poissonTail(5, expected), 15);
});

test("provider difference: parts of the day are those of the report's zone", () => {
  // 8:00 and 9:00 UTC are two parts of a day, and 13:30 and 14:30 in Kolkata are one.
  const day = (["A", "B"] as const).flatMap((gateway, n): Run[] => {
    const good = gateway === "A" ? 80 : 30;
    return [
      answered(good, LONDON, { gateway, everySeconds: 15, minute: 60 * n, talkMs: 5_000 }),
      { calls: 100 - good, response: 180, to: LONDON, gateway, everySeconds: 15, minute: 60 * n },
    ];
  });
  expect(found(findProviderDifference, day, "Asia/Kolkata").map(({ gateway }) => gateway)).toEqual(["B"]);
  expect(found(findProviderDifference, day, "UTC")).toEqual([]);
});

test("short calls: 15 of 100 are reason enough and fewer are not, though nobody else has any", () => {
  const day = (rest: number): Run[] => [
    answered(15, LONDON, { gateway: "A", talkMs: 5_000 }),
    answered(rest, LONDON, { gateway: "A" }),
    answered(300, LONDON, { gateway: "B" }),
  ];
  expect(found(findShortCalls, day(85))).toHaveLength(1);
  expect(found(findShortCalls, day(86))).toEqual([]);
});

test("short calls: of a gateway and an agent the clearer one is told, and the other needs no more", () => {
  const findings = found(findShortCalls, [
    answered(14, LONDON, { agent: "ada", talkMs: 3_000 }),
    answered(6, LONDON, { agent: "ada" }),
    answered(20, LONDON, { agent: "bea" }),
    answered(200, LONDON, { agent: "bea", gateway: "B" }),
  ]);
  expect(findings.map(({ id }) => id)).toEqual(["short-calls:agent:ada"]);
});

test("gateways that carry a direction: not those that it came in by, nor the nameless", () => {
  const calls = writtenDay([
    answered(1, PARIS, { gateway: "E" }),
    answered(1, PARIS, { gateway: "B", minute: 1 }),
    answered(1, PARIS, { gateway: "" }),
    answered(1, PARIS, { gateway: "C" }),
    { calls: 1, response: 900, to: PARIS, gateway: "D" },
  ]).map((call) => (call.gateway === "C" ? { ...call, direction: "inbound" as const, from: call.to } : call));
  const { carriedOn } = gatherEvidence(calls, "UTC");
  expect(carriedOn("+3319")).toEqual(["B", "E"]);
  expect(carriedOn("+4930")).toEqual([]);
});

test("balance: two countries that were never reached are refused by the gateway, not by a direction", () => {
  const [finding, ...more] = found(findBalanceOrRegistration, [
    answered(100, LONDON),
    { calls: 4, response: 403, to: PARIS, minute: 200 },
    { calls: 4, response: 403, to: BERLIN, minute: 204 },
  ]);
  expect(finding).toMatchObject({ lost: 8 });
  expect(more).toEqual([]);
});

test("blocked directions: of two gateways it is about neither alone", () => {
  const runs = ["A", "B"].flatMap((gateway): Run[] => [
    answered(200, LONDON, { gateway }),
    { calls: 3, response: 900, to: PARIS, gateway, minute: 300 },
  ]);
  expect(found(findBlockedDirections, runs)).toMatchObject([
    { id: "blocked-directions:A+B", gateway: "", facts: { gateways: ["A", "B"] }, lost: 6 },
  ]);
});

test("channel limit: its probability allows for every limit and code that could have been found", () => {
  const day = (below: number): Run[] => [
    answered(2, LONDON, { everySeconds: 1, talkMs: 3_600_000, minute: 100 }),
    { calls: 5, response: 503, to: LONDON, minute: 110 },
    answered(below, LONDON, { talkMs: 20_000 }),
  ];
  const [finding] = found(findChannelLimit, day(90));
  // At most two calls at once, three codes, one gateway, at once or per second.
  expect(finding!.pValue).toBeCloseTo(hypergeometricTail(5, 5, 5, 97) * 2 * 3 * 2, 15);
  expect(found(findChannelLimit, day(5))).toEqual([]);
});

test("dead numbers: two are too few however often they fail, and many are none where most calls fail", () => {
  const onBoth = (run: Run) => [run, { ...run, gateway: "B", minute: 100 }];
  const dead = (calls: number, numbers: number): Run => ({
    calls,
    response: 404,
    to: numbersOf("+4416149699", numbers),
  });
  expect(found(findDeadNumbers, [...onBoth(dead(10, 2)), answered(900, LONDON)])).toEqual([]);
  expect(found(findDeadNumbers, [...onBoth(dead(10, 3)), answered(900, LONDON)])).toHaveLength(1);
  expect(found(findDeadNumbers, [...onBoth(dead(20, 20)), answered(10, LONDON.slice(0, 5))])).toEqual([]);
});

test("dead numbers: each is told with its last attempt", () => {
  const calls = writtenDay([
    { calls: 3, response: 404, to: numbersOf("+4416149699", 3), gateway: "B" },
    { calls: 6, response: 404, to: numbersOf("+4416149699", 3), minute: 10 },
    answered(300, LONDON),
  ]);
  const last = calls.findLastIndex(({ to }) => to === "+44161496990000");
  const changed = calls.with(last, { ...calls[last]!, lastResponse: 410 });
  const [finding] = findDeadNumbers(gatherEvidence(changed, "UTC"));
  expect(finding!.facts).toMatchObject({
    codes: [404, 410],
    numbers: [{ calls: 3, lastResponse: 410 }, {}, {}],
  });
});

test("unknown on a gateway that knows most numbers: only those that others reach are the proof, in order", () => {
  const numbers = LONDON.slice(0, 6);
  const findings = found(findUnknownOnGateway, [
    { calls: 12, response: 404, to: numbers, gateway: "B", minute: 10 },
    answered(60, BERLIN, { gateway: "B", minute: 30 }),
    answered(6, numbers, { gateway: "A" }),
    answered(200, MANCHESTER, { gateway: "A", minute: 40 }),
  ]);
  expect(told(findings)).toMatchObject([{ proof: 12, facts: { unknown: { part: 12, of: 72 } } }]);
});

test("a direction that also went out on the gateway that blocked it is open on the other gateways", () => {
  const blocked = { calls: 5, response: 900, to: PARIS };
  const [finding] = found(findBlockedDirections, [
    answered(40, LONDON),
    answered(1, PARIS, { minute: 100 }),
    { ...blocked, minute: 200 },
    answered(3, PARIS, { gateway: "B", minute: 300 }),
  ]);
  expect(finding?.facts).toMatchObject({ gateways: ["A"], allowedOn: ["B"] });
});

test("numbers that were dialled without a gateway's name are dead all the same, and name none", () => {
  const dead = LONDON.slice(300, 304);
  const findings = found(findDeadNumbers, [
    answered(200, LONDON.slice(0, 200), { gateway: "" }),
    { calls: 4, response: 404, to: dead, gateway: "", minute: 210 },
    { calls: 4, response: 404, to: dead, gateway: "", minute: 1650 },
  ]);
  expect(findings.map(({ facts }) => facts)).toMatchObject([{ fate: "unknown", gateways: [] }]);
});

test("short calls: a team of its own on a gateway of its own says nothing about the gateway", () => {
  const survey = { gateway: "B", caller: "+442070000002" };
  const runs = [
    answered(200, LONDON, { caller: "+442070000001" }),
    answered(50, MANCHESTER, survey),
    answered(50, MANCHESTER, { ...survey, talkMs: 4_000, minute: 60 }),
  ];
  expect(found(findShortCalls, runs)).toEqual([]);
  // Once the same people use both, their calls over the other one tell.
  const both = [...runs, answered(60, LONDON, { caller: survey.caller, minute: 200 })];
  expect(found(findShortCalls, both)).toMatchObject([
    { facts: { name: "B", elsewhere: { part: 0, of: 60 } } },
  ]);
});

const REDIALLED = [LONDON[0]!];

test.each([
  ["balance", findBalanceOrRegistration],
  ["direction closed", findDirectionClosed],
  ["caller blocked", findCallerBlocked],
] as const)("%s: a number that may not be called shows nothing, however often it is redialled", (_, find) => {
  const runs = [
    answered(300, MANCHESTER, { caller: "+442070000001" }),
    answered(100, PARIS, { caller: "+442070000002" }),
    { calls: 60, response: 403, to: REDIALLED, minute: 100, everySeconds: 5, caller: "+442070000002" },
  ];
  expect(found(find, runs)).toEqual([]);
  const two = { ...runs[2]!, to: LONDON.slice(0, 2) };
  expect(found(find, [runs[0]!, runs[1]!, two])).toEqual([]);
});
