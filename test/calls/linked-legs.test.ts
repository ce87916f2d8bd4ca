import { expect, test } from "vitest";
import type { Call } from "../../lib/calls/call.ts";
import { joinLinkedLegs } from "../../lib/calls/linked-legs.ts";
import { parseSettings, settingsOf } from "../../lib/settings/settings.ts";
import { BLANK } from "../analysis/findings/generated-day.ts";
import { collect } from "../logs/collect.ts";
import { START } from "../sip/arbitrary-call.ts";

const SECOND = 1_000_000;

function leg(callId: string, link: string, more: Partial<Call> = {}): Call {
  return { ...BLANK, callId, link, direction: "", start: START, ...more };
}

const answered = { outcome: "answered", answered: true, lastResponse: 200 } as const;
const failed = {
  outcome: "congestion",
  lastResponse: 503,
  responses: [503],
  responseOffsetsMs: [300],
} as const;

test("calls without links stay as they are", () => {
  const calls = [leg("a", ""), leg("b", "")];
  expect(joinLinkedLegs(calls)).toEqual({ calls, legs: [] });
  expect(joinLinkedLegs(calls).calls).toBe(calls);
});

test("legs that share a session are one call: the one that leaves our side, with the agent of the inner one", () => {
  const inner = leg("a", "s1", { direction: "internal", agent: "agent-1", gateway: "pbx" });
  const outer = leg("b", "s1", { direction: "outbound", gateway: "Alderwick", ...answered });
  const { calls, legs } = joinLinkedLegs([inner, outer, leg("c", "s2")]);
  expect(calls).toEqual([{ ...outer, agent: "agent-1" }, leg("c", "s2")]);
  expect(legs).toEqual([inner]);
});

test("a leg that names the Call-ID of another belongs to it, over any number of legs", () => {
  const chain = [leg("a", ""), leg("b", "a"), leg("c", "b"), leg("d", "x"), leg("e", "c")];
  const { calls, legs } = joinLinkedLegs(chain);
  expect(calls.map(({ callId }) => callId)).toEqual(["a", "d"]);
  expect(legs.map(({ callId }) => callId)).toEqual(["b", "c", "e"]);
  // A leg may be the word that joins what was taken for two calls.
  const late = [leg("a", "s1"), leg("b", "s2"), leg("s1", "s2")];
  expect(joinLinkedLegs(late).calls.map(({ callId }) => callId)).toEqual(["a"]);
});

test("the same link in the logs of two systems is not the same call", () => {
  const calls = [leg("a", "7"), leg("b", "7", { source: "other" })];
  expect(joinLinkedLegs(calls).calls).toEqual(calls);
});

test("legs that leave our side one after the other are attempts: failover with a Call-ID for each trunk", () => {
  const first = leg("b", "s1", { direction: "outbound", gateway: "Alderwick", endedBy: "finish", ...failed });
  const second = leg("c", "s1", {
    direction: "outbound",
    gateway: "Bluefinch",
    start: START + SECOND,
    responses: [180, 200],
    responseOffsetsMs: [500, null],
    setupMs: 4000,
    ...answered,
  });
  const { calls } = joinLinkedLegs([leg("a", "s1", { direction: "internal" }), first, second]);
  expect(calls).toMatchObject([
    {
      callId: "c",
      gateway: "Bluefinch",
      outcome: "answered",
      start: START,
      setupMs: 5000,
      responses: [503, 180, 200],
      responseOffsetsMs: [300, 1500, null],
      attempts: [
        { callId: "b", gateway: "Alderwick", lastResponse: 503 },
        { callId: "c", gateway: "Bluefinch", lastResponse: 200, setupMs: 4000 },
      ],
    },
  ]);
});

test("where no settings tell our addresses, linked legs from one host are attempts, over whatever ports", () => {
  const first = leg("b", "s1", { callerAddress: "10.0.0.1:41001", gateway: "192.0.2.1:5060", ...failed });
  const second = leg("c", "s1", {
    callerAddress: "10.0.0.1:41002",
    gateway: "192.0.2.2:5060",
    start: START + SECOND,
    ...answered,
  });
  const { calls } = joinLinkedLegs([first, second]);
  expect(calls).toMatchObject([
    { callId: "c", outcome: "answered", attempts: [{ callId: "b" }, { callId: "c" }] },
  ]);
  const phone = leg("a", "s1", { callerAddress: "10.0.0.9:5060", ...answered });
  expect(joinLinkedLegs([phone, first, second]).calls).toMatchObject([{ callId: "a", attempts: [] }]);
});

test("a call that comes in and goes out again is two: each side has its provider", () => {
  const inbound = leg("a", "s1", { direction: "inbound", gateway: "Alderwick", ...answered });
  const outbound = leg("b", "s1", { direction: "outbound", gateway: "Bluefinch", ...answered });
  expect(joinLinkedLegs([inbound, outbound])).toEqual({ calls: [inbound, outbound], legs: [] });
});

test("a phone of ours far away dials what goes out: one call, whose gateway is the provider's", () => {
  const to = "+441614960101";
  const phone = leg("a", "s1", {
    direction: "inbound",
    from: "101",
    to,
    gateway: "192.168.7.50",
    ...answered,
  });
  const outer = leg("b", "s1", { direction: "outbound", to, gateway: "Alderwick", ...answered });
  expect(joinLinkedLegs([phone, outer])).toMatchObject({ calls: [{ callId: "b" }], legs: [{ callId: "a" }] });
  const named = { ...phone, from: "+442079460101" };
  expect(joinLinkedLegs([named, outer]).calls).toHaveLength(2);
  expect(joinLinkedLegs([{ ...named, responses: [407, 200] }, outer]).calls).toHaveLength(1);
  expect(joinLinkedLegs([{ ...phone, to: "+442079460950" }, outer]).calls).toHaveLength(2);
});

test("the headers of B2BUAs link legs, those of the settings as well", async () => {
  const trace = (...headers: string[]) =>
    headers
      .map(
        (header, n) => `U 2026/11/20 09:00:0${n}.000000 192.0.2.10:5060 -> 192.0.2.20:5060
INVITE sip:+441614960201@192.0.2.20:5060 SIP/2.0
From: <sip:200@example.com>;tag=f${n}
To: <sip:+441614960201@example.net>
Call-ID: leg-${n}@lab.example
CSeq: 1 INVITE
${header}
Content-Length: 0

`,
      )
      .join("");
  const linksOf = async (log: string, linkHeaders: string[] = []) => {
    const settings = settingsOf(parseSettings({ sources: { pbx: { linkHeaders } } }), "pbx");
    const { sightings } = await collect(log, { settings });
    return sightings.map(({ attributes }) => attributes.link);
  };
  const log = trace(
    "Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000",
    "Session-ID: 00000000000000000000000000000000;remote=ab30317f1a784dc48ff824d0d3715d86",
    "X-CID: leg-0@lab.example",
    'P-Charging-Vector: icid-value="1234bc9876e";icid-generated-at=192.0.6.8',
    "Cisco-Guid: 1234567890-1234567890-1234567890-1234567890",
    "X-My-Leg: 77",
    "X-Other: 1",
  );
  expect(await linksOf(log)).toEqual([
    "ab30317f1a784dc48ff824d0d3715d86",
    undefined,
    "leg-0@lab.example",
    "1234bc9876e",
    "1234567890-1234567890-1234567890-1234567890",
    undefined,
    undefined,
  ]);
  expect((await linksOf(log, ["X-My-Leg"]))[5]).toBe("77");
  expect(() => parseSettings({ sources: { pbx: { linkHeaders: ["no header:"] } } })).toThrow("header");
});
