import { expect, test } from "vitest";
import type { Finding, FindingAbout } from "../../../lib/analysis/findings/finding.ts";
import type { FindingFacts, FindingSubject } from "../../../lib/analysis/findings/finding-facts.ts";
import { findingTexts } from "../../../lib/text/en/findings.ts";

const at = (time: string) => Date.parse(`2026-11-20T${time}Z`) * 1000;
const part = (one: number, of: number) => ({ part: one, of });

function told<S extends FindingSubject>(
  subject: S,
  facts: FindingFacts[S],
  lastCall = "2026-11-20T17:00:00Z",
) {
  const finding = { subject, facts } as FindingAbout<S> as Finding;
  const calls = [{ start: at("08:00") }, { start: Date.parse(lastCall) * 1000 }];
  return findingTexts([finding], calls, "Europe/London").get(finding)!;
}

const refused = {
  gateway: "Alderwick",
  codes: [402, 403],
  refused: part(90, 100),
  outside: part(1, 200),
  from: at("14:05"),
  to: at("15:39"),
  registration: null,
  lastBefore: at("14:04"),
  firstAfter: null,
};

test("a gateway that refuses until the end of the report says since when", () => {
  const { title, seen, action } = told("balance-or-registration", refused);
  expect(title).toBe("Alderwick refused our calls with 402 and 403 from 14:05 on: balance or registration");
  expect(seen).toEqual([
    "90 of 100 calls were refused",
    "At other times 0.5% of its calls were refused",
    "The last call before that went through at 14:04",
  ]);
  expect(action).toBe("Top up the gateway's balance");
});

test("a gateway that recovers says from when to when, with the date where the report has several days", () => {
  const facts = { ...refused, codes: [407], firstAfter: at("15:40") };
  const { title, seen, action } = told("balance-or-registration", facts, "2026-11-22T17:00:00Z");
  expect(title).toContain("with 407 from 2026-11-20 14:05 to 15:39: balance");
  expect(seen.at(-1)).toContain("since 2026-11-20 15:40");
  expect(action).toContain("login and registration");
});

test("a gateway that never takes a call is refused all the time", () => {
  const facts = { ...refused, codes: [403], outside: null, lastBefore: null };
  expect(told("balance-or-registration", facts).title).toContain("all the time");
  expect(told("balance-or-registration", facts).seen).toHaveLength(1);
});

test("a registration that was seen to be refused is the reason, not a guess", () => {
  const facts = { ...refused, registration: { at: at("14:04"), code: 403 } };
  const { title, seen, action } = told("balance-or-registration", facts);
  expect(title).toBe(
    "Alderwick refused our calls with 402 and 403 from 14:05 on: our registration was refused with 403",
  );
  expect(seen[0]).toBe("The REGISTER of 14:04 was refused with 403");
  expect(action).toContain("refuses the REGISTER");
});

test("a registration that was accepted while calls were refused is not the reason", () => {
  const facts = { ...refused, codes: [403], registration: { at: at("14:20"), code: 200 } };
  const { title, seen, action } = told("balance-or-registration", facts);
  expect(title).toBe(
    "Alderwick refused our calls with 403 from 14:05 on: probably the balance, since our registration was accepted meanwhile",
  );
  expect(seen[0]).toBe("Our REGISTER was accepted at 14:20, while calls were refused: the login is in order");
  expect(action).toContain("Check the gateway's balance; if it is in order");
});

test("a closed direction is named by its country, an area by its digits", () => {
  const facts = { gateway: "", refused: part(20, 20), elsewhere: part(1, 400) };
  const france = told("direction-closed", { ...facts, where: { prefix: "+33", countryName: "France" } });
  expect(france.title).toBe(
    "The gateway (not named in the logs) refuses France (+33) with 403: the direction is probably closed",
  );
  expect(france.seen).toEqual([
    "20 of 20 calls to France (+33) got 403",
    "0.3% of the 400 calls in other directions did",
  ]);
  const area = told("direction-closed", { ...facts, where: { prefix: "+3316", countryName: "" } });
  expect(area.action).toBe("Ask the provider to open +3316, or route it through another gateway");
});

test("a blocked caller is named with the responses and the gateways", () => {
  const facts = {
    caller: "+442079460990",
    codes: [403, 607],
    onlyOn: null,
    onlyTo: null,
    refused: part(30, 40),
    elsewhere: part(2, 500),
    gateways: ["Alderwick", "Bluefinch"],
  };
  const { title, seen } = told("caller-blocked", facts);
  expect(title).toBe(
    "Calls that show +442079460990 are refused with 403 and 607: the caller is probably blocked",
  );
  expect(seen[0]).toBe("30 of 40 calls from this number were refused, on Alderwick and Bluefinch");
  expect(told("caller-blocked", { ...facts, gateways: [] }).seen[0]).toMatch(/refused$/);
  expect(told("caller-blocked", { ...facts, onlyOn: "Alderwick" }).title).toBe(
    "Calls that show +442079460990 are refused with 403 and 607 by Alderwick alone: the caller is probably blocked",
  );
  const france = { prefix: "+33", countryName: "France" };
  expect(told("caller-blocked", { ...facts, onlyTo: france }).title).toContain("in France (+33) alone");
});

test("a wrong form is told with what the numbers begin with, also where that is nothing", () => {
  const { title, seen, action, details } = told("number-format", {
    bad: "8",
    good: "",
    gateways: ["Alderwick"],
    unknown: part(12, 13),
    forms: [{ dialled: "84951234567", calls: 3, reachedAs: "4951234567", callsReached: 2 }],
  });
  expect(title).toBe(
    "Alderwick: numbers fail when dialled with 8, and the same numbers are reached without prefix",
  );
  expect(seen[1]).toBe("12 of 13 calls with 8 failed this way (92.3%)");
  expect(action).toBe("Dial these numbers without prefix instead of with 8");
  expect(details.rows).toEqual([["84951234567", 3, "4951234567", 2]]);
});

test("numbers that one gateway alone does not know are told with the gateways that reach them", () => {
  const { title, seen } = told("unknown-on-gateway", {
    gateway: "Dunmore",
    knownTo: ["Alderwick"],
    numbers: part(9, 10),
    unknown: part(18, 24),
  });
  expect(title).toContain("Dunmore does not know numbers (404) that Alderwick reaches");
  expect(seen).toEqual([
    "9 of 10 numbers that were also dialled elsewhere are unknown here alone",
    "18 calls of the gateway got 404 or 484 (75%)",
  ]);
});

test.for([
  [
    "unknown",
    1,
    "1 number on the list is unknown at every attempt and probably does not exist: 2 calls for nothing",
  ],
  [
    "unknown",
    3,
    "3 numbers on the list are unknown at every attempt and probably do not exist: 6 calls for nothing",
  ],
  ["refused", 1, "1 number on the list is refused with 403 on every gateway: 2 calls for nothing"],
  ["refused", 3, "3 numbers on the list are refused with 403 on every gateway: 6 calls for nothing"],
] as const)("dead numbers that are %s are counted: %d", ([fate, n, sentence]) => {
  const number = { number: "+4479", calls: 2, lastResponse: 404, gateways: ["Alderwick", "Bluefinch"] };
  const facts = {
    fate,
    numbers: Array(n).fill(number),
    calls: 2 * n,
    codes: [404],
    gateways: [],
    expected: 0.001,
  };
  const { title, seen, details } = told("dead-numbers", facts);
  expect(title).toBe(sentence);
  expect(seen[1]).toBe("By chance no such number would be expected");
  expect(told("dead-numbers", { ...facts, expected: 0.456 }).seen[1]).toContain("0.46");
  expect(details.rows[0]).toEqual(["+4479", 2, 404, "Alderwick and Bluefinch"]);
});

test("a channel limit says how many calls the gateway takes at once", () => {
  const facts = {
    gateway: "Copperlane",
    limit: 12,
    measure: "at once" as const,
    code: 503,
    failed: part(80, 100),
    below: part(4, 1000),
    from: at("11:29"),
    to: at("12:00"),
  };
  const { title, seen, action } = told("channel-limit", facts);
  expect(title).toBe("Copperlane takes about 12 calls at once: beyond that 503, from 11:29 to 12:00");
  expect(seen).toEqual([
    "80 of 100 calls that started while 12 or more calls were in progress failed (80%)",
    "Below that, 0.4% of 1,000 calls did",
  ]);
  expect(action).toContain("more than 12 channels");
  const perSecond = told("channel-limit", { ...facts, measure: "per second" });
  expect(perSecond.title).toContain("takes about 12 calls per second: beyond that 503");
  expect(perSecond.seen[0]).toContain("started within a second of 12 or more others");
  expect(perSecond.action).toContain("more channels do not help");
});

const stalled = {
  family: "stall",
  gateways: ["Bluefinch"],
  from: at("10:40"),
  to: at("10:40"),
  failed: part(1, 4),
  outside: null,
  codes: [["100", 1]],
  prefixes: [["+4420", 1]],
  everywhere: false,
  unanswered: null,
} as const;

test("a server that leaves OPTIONS unanswered as well is down, or the way to it is", () => {
  const facts = { ...stalled, family: "silence" } as const;
  const unanswered = { method: "OPTIONS", from: at("10:38"), until: null } as const;
  const said = (until: number | null) => told("incident", { ...facts, unanswered: { ...unanswered, until } });
  expect(said(null).seen.at(-1)).toBe(
    "Nothing came back to OPTIONS either, from 10:38 on: the server, or the way to it, was down",
  );
  expect(said(at("11:02")).seen.at(-1)).toContain("from 10:38 until 11:02");
});

test("an incident of one moment is told at its minute, a longer one from its first minute to its last", () => {
  expect(told("incident", stalled).title).toBe(
    "Bluefinch took calls with 100 and let them stall at 10:40: 1 call",
  );
  expect(told("incident", stalled).seen).toEqual(["1 of 4 calls in that time: 1 × 100", "Directions: +4420"]);
  const longer = told("incident", { ...stalled, family: "server", to: at("11:10"), outside: part(0, 90) });
  expect(longer.title).toBe("Bluefinch failed with 5xx from 10:40 to 11:10: 1 call");
  expect(longer.seen[1]).toBe("0% of the calls at other times");
});

test("an incident of all gateways at once is looked for on our side first", () => {
  const { seen, action, details } = told("incident", {
    ...stalled,
    gateways: ["Alderwick", "Bluefinch"],
    everywhere: true,
  });
  expect(seen.at(-1)).toBe("All gateways failed in the same minutes");
  expect(action).toContain("our own connection");
  expect(details).toEqual({ columns: ["Prefix", "Attempts that failed"], rows: [["+4420", 1]] });
});

test("blocked directions name agents, countries and the gateways that are open", () => {
  const facts = {
    blocked: part(47, 5000),
    agents: ["agent-107", "agent-119"],
    where: [{ prefix: "+33", countryName: "France" }],
    prefixes: ["+3319"],
    gateways: ["Alderwick"],
    allowedOn: ["Copperlane"],
    rows: [
      { agent: "agent-107", prefix: "+3319", gateway: "Alderwick", calls: 30, allowedOn: ["Copperlane"] },
    ],
  };
  const { title, seen, action, details } = told("blocked-directions", facts);
  expect(title).toBe(
    "47 calls to France (+33) never left: our settings do not allow the direction on Alderwick",
  );
  expect(seen).toEqual([
    "47 calls (0.9% of all) were blocked with 9XX, to +3319",
    "Most of them for agent-107 and agent-119",
    "The same direction is open on Copperlane",
  ]);
  expect(action).toContain("Route the direction through Copperlane");
  expect(details.rows).toEqual([["agent-107", "+3319", "Alderwick", 30, "Copperlane"]]);
  const nobody = told("blocked-directions", { ...facts, agents: [], allowedOn: [] });
  expect(nobody.seen).toHaveLength(1);
  expect(nobody.action).toMatch(/^Allow the direction/);
});

test.for([
  [-0.123, "answers 12.3 percentage points fewer of its calls than", "move traffic until it improves"],
  [0.08, "answers 8 percentage points more of its calls than", "Move traffic to this gateway"],
] as const)("a difference of %d between providers says which way it goes", ([difference, title, action]) => {
  const text = told("provider-difference", {
    gateway: "Bluefinch",
    others: ["Alderwick", "Copperlane"],
    difference,
    answered: part(300, 1000),
    answeredElsewhere: part(800, 2000),
  });
  expect(text.title).toBe(`Bluefinch ${title} Alderwick and Copperlane in the same directions`);
  expect(text.action).toContain(action);
  expect(text.seen[0]).toContain("30% of 1,000 calls answered; the others: 40% of 2,000");
});

test("short calls are told through a gateway or of an agent", () => {
  const facts = { name: "agent-3", short: part(30, 100), elsewhere: part(5, 900) };
  expect(told("short-calls", { ...facts, by: "agent" }).title).toBe(
    "30% of the answered calls of agent-3 end within 10 seconds",
  );
  const gateway = told("short-calls", { ...facts, by: "gateway", name: "Copperlane" });
  expect(gateway.title).toContain("through Copperlane");
  expect(gateway.seen[1]).toBe("0.6% of the other 900 of the same agents or callers did");
});
