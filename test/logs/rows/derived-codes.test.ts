import { expect, test } from "vitest";
import { collect } from "../collect.ts";

async function resultOf(columns: string, values: string) {
  const { sightings, rejected } = await collect(`start,to,${columns}\n2026-11-22 14:00:00,200,${values}\n`);
  const event = sightings[0]?.events.find(({ kind }) => kind === "response" || kind === "blocked");
  return rejected[0]?.reason ?? `${event?.code ?? "none"} ${sightings[0]?.basis}`;
}

test.for([
  ["sip_code", "486", "486 reported"],
  ["sip_code", "sip:486", "486 reported"],
  ["sip_code", "SIP 486 Busy Here", "486 reported"],
  ["sip_code", "486 Busy Here", "486 reported"],
  ["sip_code", "903", "903 local"],
  ["sip_code", "0", "0 reported"],
  ["sip_code", "Busy", 'Code "Busy" is not a SIP response'],
  ["sip_code", "4860", 'Code "4860" is not a SIP response'],
  ["sip_code,q850", "perhaps,17", "486 derived"],
  ["q850", "17", "486 derived"],
  ["q850", "Q.850;cause=34", "503 derived"],
  ["q850", "16", "487 derived"],
  ["hangup_cause", "NO_ROUTE_DESTINATION", "404 derived"],
  ["hangup_cause", "no_answer", "480 derived"],
  ["hangup_cause", "ORIGINATOR_CANCEL", "487 derived"],
  ["disposition", "NO ANSWER", "480 derived"],
  ["disposition", "Congestion", "503 derived"],
  ["disposition", "on the moon", "none derived"],
  ["disposition", "FAILED", "none derived"],
  ["disposition", "CHANUNAVAIL", "none derived"],
  ["disposition", "in-progress", "none derived"],
  ["disposition", "Keine Antwort", "480 derived"],
  ["disposition", "Ocupado", "486 derived"],
  ["disposition", "Sans réponse", "480 derived"],
  ["disposition", "Не отвечен", "480 derived"],
  ["disposition", "Answered elsewhere", "487 derived"],
  ["disposition,talk", "NO ANSWER,60", "480 derived"],
  ["sip_code,talk", "503,60", "200 derived"],
  ["sip_code,talk", "200,60", "200 reported"],
] as const)("%s %s is %s", async ([columns, values, expected]) => {
  expect(await resultOf(columns, values)).toBe(expected);
});

test("a row that names no response does not pass for a call that nobody answered to", async () => {
  const { sightings } = await collect("start,to,disposition\n2026-11-22 14:00:00,200,on the moon\n");
  expect(sightings[0]?.events.map(({ kind }) => kind)).toEqual(["invite"]);
  expect(sightings[0]).toMatchObject({ whole: true, live: false });
});

test.for(["disposition", "hangup_cause"])(
  "a word of %s that nobody knows is handed over with its record, one that says only that the call failed or goes on is not",
  async (column) => {
    const rows = ["on the moon", "FAILED", "in-progress"].map((word) => `2026-11-22 14:00:00,200,${word}`);
    const { unknownResults, sightings } = await collect(`start,to,${column}\n${rows.join("\n")}\n`);
    expect(unknownResults).toEqual(["on the moon"]);
    expect(sightings.map(({ whole }) => whole)).toEqual([true, true, false]);
  },
);

test("the owner's words for results are understood, in whatever case", async () => {
  const results = { "auf dem mond": 486 };
  const log = "start,to,disposition\n2026-11-22 14:00:00,200,Auf dem Mond\n";
  const { sightings } = await collect(log, { settings: { results } });
  expect(sightings[0]?.events.find(({ kind }) => kind === "response")?.code).toBe(486);
});
