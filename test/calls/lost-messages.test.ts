import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Call } from "../../lib/calls/call.ts";
import { callOf } from "../../lib/calls/call-of.ts";
import { createCollector } from "../../lib/calls/collector.ts";
import type { Observation } from "../../lib/calls/observation.ts";
import type { Sighting } from "../../lib/calls/sighting.ts";
import { parseSettings } from "../../lib/settings/settings.ts";
import { flowsOf } from "./call-flow.ts";
import { sightLadder } from "./ladder.ts";

// A capture may lack any message. Of every call flow each message is left out once: that accuses the provider of
// nothing that the whole call does not, unless the message itself is what shows that it rang, was hung up or went on.

const EVIDENCE = /\b(?:18\d|BYE|UPDATE)\b|200 OK|User-Agent: |"sipvicious"/;

const documents = readdirSync(import.meta.dirname).filter(
  (name) => name.endsWith(".md") && name !== "README.md",
);
const flows = documents
  .flatMap((name) => flowsOf(readFileSync(`${import.meta.dirname}/${name}`, "utf8")))
  .filter(({ kind }) => kind === "sip");

function callsOf(sightings: readonly Sighting[], settings: object): Call[] {
  const observations: Observation[] = [];
  const collector = createCollector({ source: "flows", onObservation: (one) => observations.push(one) });
  for (const sighting of sightings) collector.add(sighting);
  collector.end();
  return observations.map((one) => callOf(one, parseSettings({ sources: { flows: settings } })));
}

const blamesProvider = (calls: readonly Call[]) =>
  calls.some(({ responsible }) => responsible === "provider");

test("a message that is missing accuses nobody", () => {
  const accused: string[] = [];
  let left = 0;
  for (const { title, log, settings } of flows) {
    const messages = sightLadder(log);
    if (blamesProvider(callsOf(messages, settings))) continue;
    const lines = log.split("\n").filter((line) => line.trim() !== "");
    for (const [lost, line] of lines.entries()) {
      if (EVIDENCE.test(line)) continue;
      left++;
      const others = messages.filter((_, position) => position !== lost);
      if (blamesProvider(callsOf(others, settings))) accused.push(`${title}: without ${line.trim()}`);
    }
  }
  expect(left).toBeGreaterThan(200);
  expect(accused).toEqual([]);
});
