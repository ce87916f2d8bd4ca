import type { Call } from "../../lib/calls/call.ts";
import { callOf } from "../../lib/calls/call-of.ts";
import { createCollector } from "../../lib/calls/collector.ts";
import type { Observation } from "../../lib/calls/observation.ts";
import type { Sighting } from "../../lib/calls/sighting.ts";
import { callEventCsvFormat } from "../../lib/logs/call-event-log/call-event-csv.ts";
import { parseSettings } from "../../lib/settings/settings.ts";
import { collectAs } from "../logs/collect.ts";
import { sightLadder } from "./ladder.ts";

/** One call flow of a document: a heading, a log, the call that it is, and the sentence shown to the user. */
export interface CallFlow {
  readonly title: string;
  readonly log: string;
  readonly kind: "csv" | "sip";
  /** Settings of the source. */
  readonly settings: object;
  readonly expected: Partial<Call>;
  readonly sentence: string;
}

/** Reads the flows of a document. A flow that lacks one of its parts is an error, not a skipped test. */
export function flowsOf(markdown: string): CallFlow[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .filter((section) => section.includes("```"))
    .map((section) => {
      const title = section.slice(0, section.indexOf("\n")).trim();
      const log = /^```(csv|sip)\n([\s\S]*?)^```$/m.exec(section);
      const settings = /^```settings\n([\s\S]*?)^```$/m.exec(section)?.[1] ?? "{}";
      const expected = /^```json\n([\s\S]*?)^```$/m.exec(section)?.[1];
      const sentence = [...section.matchAll(/^> (.*)$/gm)].map(([, line]) => line!.trim()).join(" ");
      if (!log || expected === undefined || sentence === "")
        throw new TypeError(`Flow "${title}" is incomplete`);
      return {
        title,
        kind: log[1] as CallFlow["kind"],
        log: log[2]!,
        settings: JSON.parse(settings) as object,
        expected: JSON.parse(expected) as Partial<Call>,
        sentence,
      };
    });
}

/** The one call that the flow's log is about, by way of reader, merging and classification. */
export async function callOfFlow({
  title,
  kind,
  log,
  settings,
}: Omit<CallFlow, "expected" | "sentence">): Promise<Call> {
  const sightings = kind === "sip" ? sightLadder(log) : await sightCsv(log);
  const observations: Observation[] = [];
  const collector = createCollector({ source: "flows", onObservation: (one) => observations.push(one) });
  for (const sighting of sightings) collector.add(sighting);
  collector.end();
  if (observations.length !== 1) throw new TypeError(`Flow "${title}" shows ${observations.length} calls`);
  return callOf(observations[0]!, parseSettings({ sources: { flows: settings } }));
}

async function sightCsv(log: string): Promise<Sighting[]> {
  const { sightings, rejected } = await collectAs(callEventCsvFormat, log);
  if (rejected.length > 0) throw new TypeError(`Line ${rejected[0]!.line}: ${rejected[0]!.reason}`);
  return sightings;
}
