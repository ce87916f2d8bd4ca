import { createReadStream, existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Call } from "../../lib/calls/call.ts";
import { callOf } from "../../lib/calls/call-of.ts";
import { createCollector } from "../../lib/calls/collector.ts";
import { mergeObservations } from "../../lib/calls/merge.ts";
import type { Observation } from "../../lib/calls/observation.ts";
import type { LogFormat } from "../../lib/logs/format/log-format.ts";
import { DEFAULT_SETTINGS, DEFAULT_SOURCE_SETTINGS } from "../../lib/settings/settings.ts";

/** Where the real logs are, if this machine has them. */
export const SAMPLES = fileURLToPath(new URL("../../../shared/samples/", import.meta.url));
export const HAS_SAMPLES = existsSync(`${SAMPLES}truth.ndjson`);

/** What an independent decoder says about one call of a sample. */
export interface TrueCall {
  readonly file: string;
  readonly callId: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Epoch seconds. */
  readonly invite: number;
  readonly responses: readonly number[];
  readonly lastResponse: number;
  readonly answered: boolean;
  readonly endedBy: "kill" | "finish" | null;
  readonly pddMs: number | null;
  readonly setupMs: number | null;
  readonly talkMs: number | null;
}

export function trueCalls(): TrueCall[] {
  if (!HAS_SAMPLES) return [];
  const lines = readFileSync(`${SAMPLES}truth.ndjson`, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as TrueCall);
}

export interface SampleReading {
  readonly calls: ReadonlyMap<string, Call>;
  readonly used: number;
  readonly ignored: Readonly<Record<string, number>>;
  readonly rejections: readonly { readonly line: number; readonly reason: string }[];
  readonly notes: readonly string[];
}

/** Reads one sample the way an upload is read, down to its calls. */
export async function readSample(
  format: LogFormat,
  file: string,
  chunkBytes = 65_536,
): Promise<SampleReading> {
  const observations = new Map<string, Observation>();
  const collector = createCollector({
    source: "samples",
    onObservation: (seen) => {
      const known = observations.get(seen.callId);
      observations.set(seen.callId, known ? mergeObservations(known, seen) : seen);
    },
  });
  let used = 0;
  const ignored: Record<string, number> = {};
  const rejections: { line: number; reason: string }[] = [];
  const notes: string[] = [];
  const bytes = createReadStream(SAMPLES + file, { highWaterMark: chunkBytes });
  const context = { key: file, writtenAtMs: Date.UTC(2026, 0, 1), settings: DEFAULT_SOURCE_SETTINGS };
  await format.read(bytes, context, {
    use(sightings) {
      used++;
      for (const sighting of sightings) collector.add(sighting);
    },
    ignore(rule) {
      ignored[rule] = (ignored[rule] ?? 0) + 1;
    },
    reject(line, reason) {
      rejections.push({ line, reason });
    },
    note(text) {
      notes.push(text);
    },
  });
  collector.end();
  const calls = new Map([...observations].map(([callId, seen]) => [callId, callOf(seen, DEFAULT_SETTINGS)]));
  return { calls, used, ignored, rejections, notes };
}

export function recordsOf({ used, ignored, rejections }: SampleReading): number {
  return used + rejections.length + Object.values(ignored).reduce((sum, count) => sum + count, 0);
}
