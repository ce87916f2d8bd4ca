import { expect, test } from "vitest";
import { MAX_TICKETS } from "../../../lib/analysis/content/report-content.ts";
import { fisherExact } from "../../../lib/analysis/significance/fisher-exact.ts";
import { mantelHaenszel } from "../../../lib/analysis/significance/mantel-haenszel.ts";
import { numbersOf, type Run, writtenDay } from "../findings/written-day.ts";
import { contentOf } from "./mixed-day.ts";

// In each table the commonest comes first, and what is equally common in the order of its name or code.

const on = (calls: number, response: number, to: string, more: Partial<Run> = {}): Run => ({
  calls,
  response,
  to: [to],
  ...more,
});

test("responses: commonest first, then by code", () => {
  const { responses } = contentOf(
    writtenDay([on(2, 503, "+442079460000"), on(3, 200, "+442079460000"), on(2, 404, "+442079460000")]),
  );
  expect(responses.map(({ code, calls }) => [code, calls])).toEqual([
    [200, 3],
    [404, 2],
    [503, 2],
  ]);
});

test("destinations and countries: busiest first, then by prefix; each with its commonest failure", () => {
  const { destinations, countries } = contentOf(
    writtenDay([
      on(2, 200, "+493012340000"),
      on(2, 200, "+331990010000"),
      on(1, 486, "+442079460000"),
      on(2, 404, "+442079460000"),
      on(4, 200, "+442079460000"),
      on(1, 180, "+441614960000"),
    ]),
  );
  expect(destinations.map(({ prefix, calls, worstOutcome }) => [prefix, calls, worstOutcome])).toEqual([
    ["+4420", 7, "invalid number"],
    ["+3319", 2, null],
    ["+4930", 2, null],
    ["+4416", 1, "no answer"],
  ]);
  expect(countries.map(({ country, calls, worstOutcome }) => [country, calls, worstOutcome])).toEqual([
    ["GB", 8, "invalid number"],
    ["FR", 2, null],
    ["DE", 2, null],
  ]);
});

test("gateways and their delays: busiest first, then by name; all together before them", () => {
  const to = "+442079460000";
  const { gateways, delays, totals } = contentOf(
    writtenDay([
      on(1, 200, to, { gateway: "Z" }),
      on(2, 200, to, { gateway: "C" }),
      on(2, 200, to, { gateway: "B" }),
      on(3, 200, to, { gateway: "Y" }),
    ]),
  );
  expect(gateways.map(({ gateway, calls }) => [gateway, calls])).toEqual([
    ["Y", 3],
    ["B", 2],
    ["C", 2],
    ["Z", 1],
  ]);
  expect(delays.map(({ gateway, setup }) => [gateway, setup.n])).toEqual([
    ["", 8],
    ["Y", 3],
    ["B", 2],
    ["C", 2],
    ["Z", 1],
  ]);
  expect(Object.keys(totals.gateways)).toEqual(["Y", "B", "C", "Z"]);
});

test("agents: their blocked prefixes commonest first, with the gateways that carry them", () => {
  const { agents } = contentOf(
    writtenDay([
      on(1, 900, "+442079460000", { agent: "ada" }),
      on(2, 900, "+331990010000", { agent: "ada" }),
      on(1, 200, "+331990010000", { agent: "bea", gateway: "B" }),
    ]),
  );
  expect(agents.map(({ agent, blockedPrefixes }) => [agent, blockedPrefixes])).toEqual([
    [
      "ada",
      [
        { prefix: "+3319", calls: 2, allowedOn: ["B"] },
        { prefix: "+4420", calls: 1, allowedOn: [] },
      ],
    ],
    ["bea", []],
  ]);
});

test("hang-ups: by gateway, there the commonest first", () => {
  const to = "+442079460000";
  const { hangUps } = contentOf(
    writtenDay([
      on(1, 180, to, { gateway: "B" }),
      on(1, 100, to, { gateway: "A" }),
      on(3, 180, to, { gateway: "A" }),
      on(2, 100, to, { gateway: "C" }),
    ]),
  );
  expect(hangUps.map(({ gateway, phase, calls }) => [gateway, phase, calls])).toEqual([
    ["A", "ringing", 3],
    ["A", "trying", 1],
    ["B", "ringing", 1],
    ["C", "trying", 2],
  ]);
});

test("hang-ups: a call that got nowhere ended before a response", () => {
  const [call] = writtenDay([on(1, 100, "+442079460000")]);
  for (const stage of ["none", "reached"] as const) {
    const { hangUps } = contentOf([{ ...call!, stage, lastResponse: 0, responses: [] }]);
    expect(hangUps.map(({ phase }) => phase)).toEqual(["before a response"]);
  }
});

test("hang-ups: a short call is an answered one of less than ten seconds", () => {
  const to = "+442079460000";
  const { hangUps } = contentOf(
    writtenDay([on(2, 200, to, { talkMs: 9_999 }), on(3, 200, to, { talkMs: 10_000 }), on(4, 486, to)]),
  );
  expect(hangUps.reduce((sum, { shortCalls }) => sum + shortCalls, 0)).toBe(2);
});

test("head to head: the busiest gateways of the busiest directions, each against each", () => {
  const to = "+442079460000";
  const gateways = Array.from({ length: 8 }, (_, n) => `trunk-${n}`);
  const { headToHead } = contentOf(
    writtenDay(gateways.map((gateway, n) => on(19 + n, 200, to, { gateway, everySeconds: 1 }))),
  );
  // The first has too few calls; of the others the six busiest are compared.
  const compared = new Set(headToHead.flatMap(({ better, worse }) => [better, worse]));
  expect([...compared].sort()).toEqual(gateways.slice(2));
  expect(headToHead).toHaveLength((6 * 5) / 2);
});

test("tickets: by gateway, in each what was found first, then the commonest response", () => {
  const different = (area: string, calls: number, response: number, more: Partial<Run>): Run => ({
    calls,
    response,
    to: numbersOf(area, calls),
    ...more,
  });
  const { tickets } = contentOf(
    writtenDay([
      different("+44207946", 100, 200, { gateway: "B" }),
      different("+44161496", 7, 500, { gateway: "B", minute: 5, everySeconds: 820 }),
      different("+44113496", 8, 503, { gateway: "B", minute: 8, everySeconds: 720 }),
      different("+44121496", 12, 100, { gateway: "B", minute: 120 }),
      different("+44141496", 3, 503, { gateway: "A", minute: 5, everySeconds: 1800 }),
    ]),
  );
  expect(
    tickets.map(({ gateway, problems }) => [
      gateway,
      problems.map(({ finding, code, calls }) => [finding?.kind ?? null, code, calls.length]),
    ]),
  ).toEqual([
    ["A", [[null, 503, 3]]],
    [
      "B",
      [
        ["stall-incident", 100, 12],
        [null, 503, 8],
        [null, 500, 7],
      ],
    ],
  ]);
});

test("slow calls: the slowest first", () => {
  const calls = writtenDay([on(3, 100, "+442079460000")]).map((call, n) => ({
    ...call,
    tryingGapMs: [10_000, 12_000, 9_999][n]!,
  }));
  expect(contentOf(calls).slowCalls).toEqual([1, 0]);
});

test("head to head: the better gateway is named first, however few its calls, by the exact test where they are few", () => {
  const to = "+442079460000";
  const { headToHead } = contentOf(
    writtenDay([
      on(20, 200, to, { gateway: "few", everySeconds: 1 }),
      on(30, 200, to, { gateway: "many", everySeconds: 1 }),
      on(30, 486, to, { gateway: "many", everySeconds: 1 }),
    ]),
  );
  expect(headToHead).toMatchObject([
    { better: "few", betterCalls: 20, worse: "many", worseCalls: 60, significant: true },
  ]);
  expect(headToHead[0]!.pValue).toBe(fisherExact(20, 20, 30, 60));
});

test("head to head: thousands of calls are compared by the normal approximation", () => {
  const to = "+442079460000";
  const { headToHead } = contentOf(
    writtenDay([
      on(2500, 200, to, { gateway: "A", everySeconds: 1 }),
      on(2400, 200, to, { gateway: "B", everySeconds: 1 }),
      on(100, 486, to, { gateway: "B", everySeconds: 1 }),
    ]),
  );
  const stratum = { successesA: 2500, trialsA: 2500, successesB: 2400, trialsB: 2500 };
  expect(headToHead[0]!.pValue).toBe(mantelHaenszel([stratum]).pValue);
});

test("tickets: a problem lasts from its first call to its last", () => {
  const calls = writtenDay([{ calls: 3, response: 503, to: numbersOf("+44207946", 3), minute: 10 }]);
  const [problem] = contentOf(calls).tickets[0]!.problems;
  expect([problem!.from, problem!.to]).toEqual([calls[0]!.start, calls[2]!.start]);
});

test.for([
  ["once 604, which is for good", [604], "drop"],
  ["once 410, which is for good", [410], "drop"],
  ["once 404", [404], undefined],
  ["twice 404 on one gateway", [404, 404], undefined, ["A", "A"]],
  ["404 on two gateways", [404, 404], "drop", ["A", "B"]],
  ["404 and then rung", [404, 180], undefined],
  ["503", [503], "retry"],
  ["503 and then answered", [503, 200], undefined],
  ["answered and then 503", [200, 503], undefined],
  ["503 and then busy", [503, 486], undefined],
] as const)("what to do with a number: %s", ([, responses, action, gateways]) => {
  const calls = writtenDay(
    responses.map((response, n) =>
      on(1, response > 600 || response === 410 ? 404 : response, "+442079460000", {
        minute: n,
        gateway: gateways?.[n] ?? "A",
      }),
    ),
  ).map((call, n) => ({ ...call, lastResponse: responses[n]! }));
  expect(contentOf(calls).numbers.map((row) => row.action)).toEqual(action ? [action] : []);
});

test("what to do with a number: one 404 is enough where its cause says that there is no such number", () => {
  const [call] = writtenDay([on(1, 404, "+442079460000")]);
  const actions = (q850: number) => contentOf([{ ...call!, q850 }]).numbers.map(({ action }) => action);
  expect(actions(1)).toEqual(["drop"]);
  expect(actions(16)).toEqual([]);
});

test("numbers: to be dropped before to be dialled otherwise before to be dialled again, most attempts first", () => {
  const eight = ["84951230001", "84951230002", "84951230003", "84951230009"];
  const { numbers } = contentOf(
    writtenDay([
      { calls: 3, response: 404, to: eight.slice(0, 3) },
      { calls: 1, response: 404, to: eight.slice(3) },
      { calls: 3, response: 180, to: eight.slice(0, 3).map((number) => `7${number.slice(1)}`), minute: 5 },
      on(2, 503, "+331990010001", { minute: 10 }),
      on(3, 503, "+331990010002", { minute: 10 }),
      on(1, 404, "+493012340001", { minute: 20 }),
      on(1, 404, "+493012340001", { minute: 21, gateway: "B" }),
      {
        calls: 200,
        response: 200,
        to: Array.from({ length: 200 }, (_, n) => `+4420794${60000 + n}`),
        minute: 30,
      },
    ]),
  );
  expect(numbers.map(({ number, action, instead, attempts }) => [number, action, instead, attempts])).toEqual(
    [
      ["+493012340001", "drop", "", 2],
      ["84951230001", "reformat", "74951230001", 2],
      ["84951230002", "reformat", "74951230002", 2],
      ["84951230003", "reformat", "74951230003", 2],
      ["84951230009", "reformat", "74951230009", 1],
      ["+331990010002", "retry", "", 3],
      ["+331990010001", "retry", "", 2],
    ],
  );
});

test("of several failures of a destination the commonest is named, wherever it stands among the outcomes", () => {
  const { destinations } = contentOf(
    writtenDay([on(3, 180, "+442079460000"), on(1, 486, "+442079460000"), on(2, 404, "+442079460000")]),
  );
  expect(destinations.map(({ worstOutcome }) => worstOutcome)).toEqual(["no answer"]);
});

test("of more providers than get a ticket those with the fewest calls to ask about get none", () => {
  const gateways = Array.from({ length: MAX_TICKETS + 1 }, (_, n) => `G${String(n).padStart(3, "0")}`);
  const least = gateways[3]!;
  const runs = gateways.map((gateway): Run => {
    const calls = gateway === least ? 3 : 4;
    return { calls, response: 503, to: numbersOf("+44207946", calls), gateway };
  });
  const { tickets } = contentOf(writtenDay(runs));
  expect(tickets.map(({ gateway }) => gateway)).toEqual(gateways.filter((gateway) => gateway !== least));
});

test("talk time is that of answered calls: a record may count seconds for a call that nobody answered", () => {
  const [call] = writtenDay([on(1, 486, "+442079460000")]);
  expect(contentOf([{ ...call!, talkMs: 5_000 }]).totals.talkMs).toBe(0);
});
