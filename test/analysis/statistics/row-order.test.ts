import { expect, test } from "vitest";
import { type Run, writtenDay } from "../findings/written-day.ts";
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
  expect(Object.keys(totals.gateways)).toEqual(["Y", "C", "B", "Z"]);
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
  const to = "+442079460000";
  const { tickets } = contentOf(
    writtenDay([
      on(100, 200, to, { gateway: "B" }),
      on(1, 500, to, { gateway: "B", minute: 5 }),
      on(2, 503, to, { gateway: "B", minute: 10, everySeconds: 1200 }),
      on(12, 100, to, { gateway: "B", minute: 120 }),
      on(1, 503, to, { gateway: "A", minute: 5 }),
    ]),
  );
  expect(
    tickets.map(({ gateway, problems }) => [
      gateway,
      problems.map(({ finding, code, calls }) => [finding?.kind ?? null, code, calls.length]),
    ]),
  ).toEqual([
    ["A", [[null, 503, 1]]],
    [
      "B",
      [
        ["stall-incident", 100, 12],
        [null, 503, 2],
        [null, 500, 1],
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
