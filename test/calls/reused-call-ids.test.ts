import { expect, test } from "vitest";
import { callOf } from "../../lib/calls/call-of.ts";
import { createCollector } from "../../lib/calls/collector.ts";
import type { Observation } from "../../lib/calls/observation.ts";
import type { Sighting } from "../../lib/calls/sighting.ts";
import { parseSettings } from "../../lib/settings/settings.ts";
import { sightLadder } from "./ladder.ts";

// Devices that give every call the same Call-ID: only the From tag tells the calls apart.

/** What each call of these messages became. A line of a call begins with its From tag. */
function callsOf(log: string): string[] {
  const tags = [...log.matchAll(/^ *(\w+):/gm)].map(([, tag]) => tag!);
  const sightings = sightLadder(log.replace(/^ *\w+:/gm, "")).map((seen, i) => of(tags[i]!, seen));
  const observations: Observation[] = [];
  const collector = createCollector({ source: "pbx", onObservation: (one) => observations.push(one) });
  for (const sighting of sightings) collector.add(sighting);
  collector.end();
  return observations
    .map((observation) => callOf(observation, parseSettings({})))
    .sort((a, b) => a.start - b.start)
    .map(({ outcome, lastResponse }) => `${lastResponse} ${outcome}`);
}

function of(tag: string, seen: Sighting): Sighting {
  return {
    ...seen,
    callerTag: seen.callerTag === "caller" ? tag : seen.callerTag,
    events: seen.events.map((event) => (event.by === "tag:caller" ? { ...event, by: `tag:${tag}` } : event)),
  };
}

test("one call after the other", () => {
  const log = `
    a: 0.0 us -> provider INVITE 1
    a: 1.0 us <- provider 486 Busy Here
    b: 9.0 us -> provider INVITE 1
    b: 9.5 us <- provider 404 Not Found`;
  expect(callsOf(log)).toEqual(["486 busy", "404 invalid number"]);
});

test.each([
  ["CANCEL", "us -> provider CANCEL 1", "180 no answer"],
  ["a redirection", "us <- provider 302 Moved Temporarily", "302 redirected"],
  ["a BYE that was not captured", "us <- provider 200 OK", "200 answered"],
])("after %s", (_, end, first) => {
  const log = `
    a: 0.0 us -> provider INVITE 1
    a: 1.0 us <- provider 180 Ringing
    a: 5.0 ${end}
    b: 60.0 us -> provider INVITE 1
    b: 61.0 us <- provider 404 Not Found`;
  expect(callsOf(log)).toEqual([first, "404 invalid number"]);
});

test("two at once, each with its own responses", () => {
  const log = `
    a: 0.0 us -> provider INVITE 1
    b: 1.0 us -> provider INVITE 1
    a: 2.0 us <- provider 180 Ringing
    b: 3.0 us <- provider 404 Not Found
    a: 4.0 us <- provider 486 Busy Here`;
  expect(callsOf(log)).toEqual(["486 busy", "404 invalid number"]);
});

test("to another server after an answer", () => {
  const log = `
    a: 0.0 us -> 192.0.2.1 INVITE 1
    a: 1.0 us <- 192.0.2.1 200 OK
    b: 60.0 us -> 192.0.2.2 INVITE 1
    b: 61.0 us <- 192.0.2.2 404 Not Found`;
  expect(callsOf(log)).toEqual(["200 answered", "404 invalid number"]);
});

test("from another port after an answer", () => {
  const log = `
    a: 0.0 10.0.0.1:41001 -> 192.0.2.1 INVITE 1
    a: 1.0 10.0.0.1:41001 <- 192.0.2.1 200 OK
    b: 60.0 10.0.0.1:41002 -> 192.0.2.1 INVITE 1
    b: 61.0 10.0.0.1:41002 <- 192.0.2.1 404 Not Found`;
  expect(callsOf(log)).toEqual(["200 answered", "404 invalid number"]);
});

test("a login with a new From tag, and a next server with a new From tag, are the same call", () => {
  const login = `
    a: 0.0 us -> provider INVITE 1
    a: 0.1 us <- provider 407 Proxy Authentication Required
    b: 0.2 us -> provider INVITE 2
    b: 1.0 us <- provider 486 Busy Here`;
  expect(callsOf(login)).toEqual(["486 busy"]);
  const failover = `
    a: 0.0 us -> 192.0.2.1 INVITE 1
    a: 0.1 us <- 192.0.2.1 503 Service Unavailable
    b: 0.2 us -> 192.0.2.2 INVITE 1
    b: 1.0 us <- 192.0.2.2 486 Busy Here`;
  expect(callsOf(failover)).toEqual(["486 busy"]);
});

test("a new INVITE with the same From tag is the same call", () => {
  const log = `
    a: 0.0 us -> provider INVITE 1
    a: 0.1 us <- provider 503 Service Unavailable
    a: 9.0 us -> provider INVITE 2
    a: 9.1 us <- provider 486 Busy Here`;
  expect(callsOf(log)).toEqual(["486 busy"]);
});

test("a call that comes back through an exchange with another From tag is no other call", () => {
  const log = `
    a: 0.0 us -> exchange INVITE 1
    b: 0.1 exchange -> us INVITE 1
    b: 1.0 exchange <- us 486 Busy Here
    a: 1.1 us <- exchange 486 Busy Here`;
  expect(callsOf(log)).toEqual(["486 busy"]);
});
