import { expect, test } from "vitest";
import { createCollector } from "../../lib/calls/collector.ts";
import type { Observation } from "../../lib/calls/observation.ts";
import { registrationOf } from "../../lib/calls/registrations.ts";
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

/** What a gateway answers to one REGISTER after the other, a minute apart. */
function trace(...codes: number[]): string {
  return codes.map((code, minute) => exchange(minute, "REGISTER", code)).join("");
}

const SETTINGS = parseSettings({ sources: { pbx: { gateways: { "198.51.100.20": "Alderwick" } } } });

async function registrationsIn(log: string) {
  const observations: Observation[] = [];
  const collector = createCollector({ source: "pbx", onObservation: (one) => observations.push(one) });
  const { sightings, rejected } = await collect(log);
  expect(rejected).toEqual([]);
  const added = sightings.map((sighting) => collector.add(sighting));
  collector.end();
  const told = observations.map((one) => registrationOf(one, SETTINGS));
  return {
    added,
    told: told.map((one) => one && [one.gateway, new Date(one.at / 1000).getUTCMinutes(), one.code]),
  };
}

test("refusals of our login are kept, and the first time that it is accepted again", async () => {
  const { told, added } = await registrationsIn(trace(200, 200, 403, 403, 200, 200));
  expect(told).toEqual([
    ["Alderwick", 2, 403],
    ["Alderwick", 3, 403],
    ["Alderwick", 4, 200],
  ]);
  expect(added).toEqual(["other-method", "other-method", "news", "news", "news", "other-method"]);
});

test("a challenge is no refusal, nor a second one that only gives a fresh nonce", async () => {
  expect((await registrationsIn(trace(401, 200, 407, 200))).told).toEqual([]);
  expect((await registrationsIn(trace(401, 401, 200, 401, 401, 200))).told).toEqual([]);
});

test("a registrar that sends the client elsewhere, or wants to hear less often from it, refuses nothing", async () => {
  expect((await registrationsIn(trace(302, 423, 200))).told).toEqual([]);
});

test("accounts that are challenged over one hop, one after the other, are not refused", async () => {
  const accounts = ["a", "b", "c", "d"];
  const log = [401, 200].flatMap((code, minute) =>
    accounts.map((account) => exchange(minute, "REGISTER", code, account)),
  );
  expect((await registrationsIn(log.join(""))).told).toEqual([]);
});

test("a login that is challenged again and again is refused", async () => {
  expect((await registrationsIn(trace(401, 401, 401, 401, 200))).told).toEqual([
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
  expect((await registrationsIn(log.join(""))).told).toEqual([
    ["Alderwick", 1, 401],
    ["Alderwick", 2, 401],
  ]);
});

test("one refusal a minute is enough of those that are alike", async () => {
  const log = [0, 0.2, 0.4, 0.6, 1.5].map((minute) => exchange(minute, "REGISTER", 403)).join("");
  const other = exchange(1.6, "REGISTER", 404);
  expect((await registrationsIn(log + other)).told).toEqual([
    ["Alderwick", 0, 403],
    ["Alderwick", 1, 403],
    ["Alderwick", 1, 404],
  ]);
});

test("after a call that was refused for the account it is news that the login is accepted", async () => {
  const log = exchange(0, "REGISTER", 200) + exchange(1, "INVITE", 403, "call");
  const { told } = await registrationsIn(log + exchange(2, "REGISTER", 200) + exchange(3, "REGISTER", 200));
  expect(told).toContainEqual(["Alderwick", 2, 200]);
  expect(told.filter((one) => one !== undefined)).toHaveLength(1);
});
