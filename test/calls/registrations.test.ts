import { expect, test } from "vitest";
import { createCollector } from "../../lib/calls/collector.ts";
import type { Observation } from "../../lib/calls/observation.ts";
import { registrationOf } from "../../lib/calls/registrations.ts";
import { parseSettings } from "../../lib/settings/settings.ts";
import { collect } from "../logs/collect.ts";

const message = (second: number, start: string, cseq: number, [from, to]: [string, string]) =>
  `U 2026/11/20 09:${String(second).padStart(2, "0")}:00.000000 ${from} -> ${to}
${start}
From: <sip:trunk7@198.51.100.20>;tag=f
To: <sip:trunk7@198.51.100.20>
Call-ID: reg@192.0.2.10
CSeq: ${cseq} REGISTER
Content-Length: 0

`;
const OURS = "192.0.2.10:5060";
const THEIRS = "198.51.100.20:5060";

/** What a gateway answers to one REGISTER after the other, a minute apart. */
function trace(...codes: number[]): string {
  return codes
    .map(
      (code, n) =>
        message(n, "REGISTER sip:198.51.100.20 SIP/2.0", n, [OURS, THEIRS]) +
        message(n, `SIP/2.0 ${code} Said`, n, [THEIRS, OURS]),
    )
    .join("");
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

test("a challenge is no refusal", async () => {
  expect((await registrationsIn(trace(401, 200, 407, 200))).told).toEqual([]);
});
