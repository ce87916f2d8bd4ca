import { expect, test } from "vitest";
import { createCollector } from "../../lib/calls/collector.ts";
import { gatewaySignOf } from "../../lib/calls/gateway-signs.ts";
import type { Observation } from "../../lib/calls/observation.ts";
import { parseSettings } from "../../lib/settings/settings.ts";
import { collect } from "../logs/collect.ts";

type Route = readonly [from: string, to: string];

const message = (second: number, start: string, cseq: string, [from, to]: Route, callId = "reg") =>
  `U 2026/11/20 ${new Date(Date.UTC(2026, 10, 20, 9, 0, second)).toISOString().slice(11, 19)}.000000 ${from} -> ${to}
${start}
From: <sip:trunk7@198.51.100.20>;tag=f
To: <sip:trunk7@198.51.100.20>
Call-ID: ${callId}@192.0.2.10
CSeq: ${cseq}
Content-Length: 0

`;
const OURS = "192.0.2.10:5060";
const THEIRS = "198.51.100.20:5060";

/** A request of ours and what the gateway answers to it, so many minutes after nine. */
function exchange(minute: number, method: string, code: number, callId?: string): string {
  const cseq = `${Math.round(minute * 60) + 1} ${method}`;
  return (
    message(minute * 60, `${method} sip:198.51.100.20 SIP/2.0`, cseq, [OURS, THEIRS], callId) +
    message(minute * 60, `SIP/2.0 ${code} Said`, cseq, [THEIRS, OURS], callId)
  );
}

/** OPTIONS that the gateway leaves unanswered, sent again every four seconds for so long. */
function silence(minute: number, seconds: number): string {
  return Array.from({ length: seconds / 4 + 1 }, (_, n) =>
    message(minute * 60 + 4 * n, "OPTIONS sip:198.51.100.20 SIP/2.0", "7 OPTIONS", [OURS, THEIRS]),
  ).join("");
}

/** What a gateway answers to one REGISTER after the other, a minute apart. */
function trace(...codes: number[]): string {
  return codes.map((code, minute) => exchange(minute, "REGISTER", code)).join("");
}

const SETTINGS = parseSettings({ sources: { pbx: { gateways: { "198.51.100.20": "Alderwick" } } } });

async function signsIn(log: string) {
  const observations: Observation[] = [];
  const collector = createCollector({ source: "pbx", onObservation: (one) => observations.push(one) });
  const { sightings, rejected } = await collect(log);
  expect(rejected).toEqual([]);
  const added = sightings.map((sighting) => collector.add(sighting));
  collector.end();
  const told = observations.map((one) => gatewaySignOf(one, SETTINGS));
  return {
    added,
    told: told.map((one) => one && [one.gateway, new Date(one.at / 1000).getUTCMinutes(), one.code]),
  };
}

test("refusals of our login are kept, and the first time that it is accepted again", async () => {
  const { told, added } = await signsIn(trace(200, 200, 403, 403, 200, 200));
  expect(told).toEqual([
    ["Alderwick", 2, 403],
    ["Alderwick", 3, 403],
    ["Alderwick", 4, 200],
  ]);
  const [request, dull] = ["other-method", "other-method"];
  expect(added).toEqual(
    [dull, dull, "news", "news", "news", dull].flatMap((response) => [request, response]),
  );
});

test("a challenge is no refusal, nor a second one that only gives a fresh nonce", async () => {
  expect((await signsIn(trace(401, 200, 407, 200))).told).toEqual([]);
  expect((await signsIn(trace(401, 401, 200, 401, 401, 200))).told).toEqual([]);
});

test("a registrar that sends the client elsewhere, or wants to hear less often from it, refuses nothing", async () => {
  expect((await signsIn(trace(302, 423, 200))).told).toEqual([]);
});

test("accounts that are challenged over one hop, one after the other, are not refused", async () => {
  const accounts = ["a", "b", "c", "d"];
  const log = [401, 200].flatMap((code, minute) =>
    accounts.map((account) => exchange(minute, "REGISTER", code, account)),
  );
  expect((await signsIn(log.join(""))).told).toEqual([]);
});

test("a login that is challenged again and again is refused", async () => {
  expect((await signsIn(trace(401, 401, 401, 401, 200))).told).toEqual([
    ["Alderwick", 2, 401],
    ["Alderwick", 3, 401],
    ["Alderwick", 4, 200],
  ]);
});

test("a client with a new Call-ID for each of its tries is refused all the same", async () => {
  const log = [0, 1, 2].map(
    (minute) =>
      exchange(minute, "REGISTER", 401, `try-${minute}`) +
      exchange(minute + 0.1, "REGISTER", 401, `try-${minute}`),
  );
  expect((await signsIn(log.join(""))).told).toEqual([
    ["Alderwick", 1, 401],
    ["Alderwick", 2, 401],
  ]);
});

test("one refusal a minute is enough of those that are alike", async () => {
  const log = [0, 0.2, 0.4, 0.6, 1.5].map((minute) => exchange(minute, "REGISTER", 403)).join("");
  const other = exchange(1.6, "REGISTER", 404);
  expect((await signsIn(log + other)).told).toEqual([
    ["Alderwick", 0, 403],
    ["Alderwick", 1, 403],
    ["Alderwick", 1, 404],
  ]);
});

test("after a call that was refused for the account it is news that the login is accepted", async () => {
  const log = exchange(0, "REGISTER", 200) + exchange(1, "INVITE", 403, "call");
  const { told } = await signsIn(log + exchange(2, "REGISTER", 200) + exchange(3, "REGISTER", 200));
  expect(told).toContainEqual(["Alderwick", 2, 200]);
  expect(told.filter((one) => one !== undefined)).toHaveLength(1);
});

test("a server that left OPTIONS unanswered for 32 s is silent since the first of them, until it says anything", async () => {
  const log = exchange(0, "OPTIONS", 200) + silence(1, 32) + silence(3, 32) + exchange(5, "OPTIONS", 404);
  expect((await signsIn(log + exchange(6, "OPTIONS", 200))).told).toEqual([
    ["Alderwick", 1, 0],
    ["Alderwick", 5, 404],
  ]);
});

test("it is not silent that a few requests were lost, or that the log shows nothing that comes to us", async () => {
  expect(
    (await signsIn(exchange(0, "OPTIONS", 200) + silence(1, 12) + exchange(1.4, "OPTIONS", 200))).told,
  ).toEqual([]);
  expect((await signsIn(silence(1, 120))).told).toEqual([]);
});

test("REGISTER without any answer is silence as well, and a challenge ends it only once it is met", async () => {
  const unanswered = silence(1, 32).replaceAll("OPTIONS", "REGISTER");
  const log = exchange(0, "REGISTER", 200) + unanswered + exchange(2, "REGISTER", 401);
  expect((await signsIn(log + exchange(2.1, "REGISTER", 200))).told).toEqual([
    ["Alderwick", 1, 0],
    ["Alderwick", 2, 200],
  ]);
});

test("OPTIONS inside a call are none of it", async () => {
  const inCall = silence(1, 32).replaceAll(
    "To: <sip:trunk7@198.51.100.20>",
    "To: <sip:trunk7@198.51.100.20>;tag=t",
  );
  expect((await signsIn(exchange(0, "OPTIONS", 200) + inCall)).told).toEqual([]);
});
