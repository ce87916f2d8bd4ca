import { expect, test } from "vitest";
import { parseSettings } from "../../../lib/settings/settings.ts";
import { monthPeriod, weekPeriod } from "../../../lib/time/period.ts";
import { seededRandom } from "../../examples/random.ts";
import { exampleCalls } from "../example-calls.ts";
import { ended, quietDay } from "../findings/generated-day.ts";
import { numbersOf, writtenDay } from "../findings/written-day.ts";
import { contentOf, mixedDay } from "./mixed-day.ts";

const calls = exampleCalls();
const content = contentOf(calls);

test("incidents are the findings that have a beginning and an end, in order of time", () => {
  expect(content.incidents.map(({ finding }) => finding.kind)).toEqual([
    "failure-incident",
    "stall-incident",
    "balance-or-registration",
    "channel-limit",
  ]);
  const [failover, stall] = content.incidents;
  expect(failover).toMatchObject({ calls: 38, finding: { gateway: "Dunmore", saved: 35 } });
  expect(stall!.finding.gateway).toBe("Bluefinch");
  expect(stall!.calls).toBe(stall!.finding.proof.length);
  expect(stall!.prefixes).toContain("+4420");
});

test("each provider gets a ticket with its own calls, each call in one problem only", () => {
  const gateways = content.tickets.map(({ gateway }) => gateway);
  expect(gateways).toEqual(["Alderwick", "Bluefinch", "Copperlane", "Dunmore"]);
  const { all } = content.attempts;
  for (const { gateway, problems } of content.tickets) {
    const own = problems.flatMap((problem) => problem.calls);
    expect(new Set(own).size).toBe(own.length);
    expect(own.every((i) => all[i]!.gateway === gateway)).toBe(true);
    expect(own.every((i) => all[i]!.direction !== "inbound")).toBe(true);
    expect(problems[0]!.ask).not.toBe("");
  }
  const [problem] = content.tickets.find(({ gateway }) => gateway === "Bluefinch")!.problems;
  expect(problem).toMatchObject({ code: 100, outcome: "stalled" });
});

test("stray faults are no question to a provider, more of them than a hundredth of its calls are", () => {
  const random = seededRandom(11);
  const day = (strays: number) =>
    quietDay({ seed: 11, calls: 2000, gateways: ["A", "B", "C", "D"] }).map((call, n) => {
      if (n % (2000 / strays) === 0) return ended(call, 503, random);
      return call.responsible === "provider" ? ended(call, 200, random) : call;
    });
  expect(contentOf(day(8)).tickets).toEqual([]);
  expect(contentOf(day(200)).tickets.map(({ gateway }) => gateway)).toEqual(["A", "B", "C", "D"]);
});

test("a provider is not asked about a list of which most numbers are unknown: it may be the list", () => {
  const list = numbersOf("+44161496", 300);
  const day = writtenDay([
    { calls: 200, response: 200, to: list, gateway: "A" },
    { calls: 60, response: 404, to: list.slice(200), gateway: "A", minute: 300, everySeconds: 20 },
  ]);
  const { findings, tickets } = contentOf(day);
  expect(findings).toMatchObject([{ kind: "failure-incident", responsible: "unknown" }]);
  expect(tickets).toEqual([]);
});

test("of many providers those with the most calls to ask about get a ticket", () => {
  const gateways = Array.from({ length: 70 }, (_, n) => `trunk-${n}`);
  const random = seededRandom(4);
  const day = quietDay({ seed: 4, calls: 700, gateways }).map((call, n) => {
    const trunk = Math.floor(n / 10);
    const failed = trunk < 60 || n % 10 < 5;
    return ended({ ...call, gateway: gateways[trunk]! }, failed ? 500 : 200, random);
  });
  const { tickets } = contentOf(day);
  const asked = tickets.map(({ problems }) => problems.reduce((sum, { calls }) => sum + calls.length, 0));
  expect(tickets).toHaveLength(50);
  expect(Math.min(...asked)).toBe(10);
});

test("no ticket asks a provider about a call that only the number or the subscriber explains", () => {
  const asked = new Set(
    content.tickets.flatMap(({ problems }) => problems.flatMap((problem) => problem.calls)),
  );
  for (const [i, { outcome }] of content.attempts.all.entries()) {
    if (["invalid number", "busy", "no answer", "answered"].includes(outcome))
      expect(asked.has(i)).toBe(false);
  }
});

test("a dead number is to be dropped, one lost to a provider dialled again, one that was answered neither", () => {
  const numbers = new Map(content.numbers.map((row) => [row.number, row]));
  for (const { story, to } of calls)
    if (story === "deadNumbers") expect(numbers.get(to)?.action).toBe("drop");
  const answered = new Set(calls.flatMap(({ answered, to }) => (answered ? [to] : [])));
  for (const { number } of content.numbers) expect(answered.has(number)).toBe(false);
  const stalled = calls.filter(({ story, to }) => story === "stall" && numbers.get(to)?.action === "retry");
  expect(stalled.length).toBeGreaterThan(0);
});

test("a number in the wrong form is to be dialled in the right one, tried in it or not", () => {
  const random = seededRandom(9);
  const day = quietDay({ seed: 9, calls: 3000, numbers: 900 }).map((call) =>
    call.to.startsWith("8")
      ? ended(call, 404, random)
      : call.to.startsWith("7")
        ? ended(call, 200, random)
        : call,
  );
  const wrong = contentOf(day).numbers.filter(({ action }) => action === "reformat");
  expect(wrong.length).toBeGreaterThan(50);
  for (const { number, instead } of wrong) expect(instead).toBe(`7${number.slice(1)}`);
  const tried = new Set(day.map(({ to }) => to));
  expect(wrong.some(({ instead }) => !tried.has(instead))).toBe(true);
});

test("an agent's blocked prefix names the gateways that the settings allow it on", () => {
  const settings = parseSettings({
    sources: { dialler: { allowedPrefixes: { Dunmore: ["+33"], Copperlane: ["+44"] } } },
  });
  const agent = contentOf(calls, { settings }).agents.find(({ blocked }) => blocked > 0)!;
  expect(agent.blockedPrefixes[0]).toMatchObject({ prefix: "+3319", allowedOn: ["Dunmore"] });
});

test("retries count as one call, recovered where a later one was answered", () => {
  const { calls: tried, series, atOnce, recovered, lost } = content.retries;
  expect(series).toBe(atOnce + recovered + lost);
  expect(tried).toBe(
    calls.filter(({ direction, lastResponse }) => direction !== "inbound" && lastResponse < 900).length,
  );
  expect(recovered).toBeGreaterThan(0);
});

test("a week's trend has its seven days, quiet ones included; a day's has none", () => {
  const week = contentOf(calls, { period: weekPeriod("2026-W47", "Europe/London") });
  expect(week.trend.map(({ day }) => day.slice(-2))).toEqual(["16", "17", "18", "19", "20", "21", "22"]);
  expect(week.trend[4]).toMatchObject({ calls: calls.length });
  expect(week.trend[0]!.asr.value).toBeNull();
  expect(content.trend).toEqual([]);
  const month = contentOf(calls, { period: monthPeriod("2026-11", "Europe/London") });
  expect(month.trend).toHaveLength(30);
});

test("the same calls give the same content, whatever was built in between", () => {
  const before = JSON.stringify(contentOf(calls));
  contentOf(mixedDay(3));
  expect(JSON.stringify(contentOf(calls))).toBe(before);
});
