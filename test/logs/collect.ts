import type { Sighting } from "../../lib/calls/sighting.ts";
import type { LogFormat, ReadContext, RecordSink } from "../../lib/logs/format/log-format.ts";
import type { IgnoreRule } from "../../lib/logs/format/record-counts.ts";
import { readLog } from "../../lib/logs/read-log.ts";
import { DEFAULT_SOURCE_SETTINGS, type SourceSettings } from "../../lib/settings/settings.ts";

/** What a sink received, in order. */
export interface Collected {
  format: string;
  records: number;
  sightings: Sighting[];
  ignored: IgnoreRule[];
  rejected: { line: number; reason: string }[];
  notes: readonly string[];
  unknownResults: string[];
}

export interface CollectOptions {
  chunkSize?: number;
  key?: string;
  writtenAt?: string;
  settings?: Partial<SourceSettings>;
}

/** Reads a whole log from memory, as an upload would be. */
export async function collect(log: string | Uint8Array, options: CollectOptions = {}): Promise<Collected> {
  const collected = empty();
  const { format, notes } = await readLog(
    chunks(log, options.chunkSize),
    contextOf(options),
    sinkOf(collected),
  );
  return { ...collected, format: format.id, notes };
}

/** The same, without detection. */
export async function collectAs(
  format: LogFormat,
  log: string | Uint8Array,
  options: CollectOptions = {},
): Promise<Collected> {
  const collected = empty();
  await format.read(chunks(log, options.chunkSize), contextOf(options), sinkOf(collected));
  return { ...collected, format: format.id };
}

export async function* chunks(log: string | Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = typeof log === "string" ? Buffer.from(log) : log;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The events of a sighting in short: "response 486". */
export function brief(sighting: Sighting | undefined): string[] {
  return (sighting?.events ?? []).map(({ kind, code }) => (code === 0 ? kind : `${kind} ${code}`));
}

/** Epoch µs as ISO 8601, to the µs where there are any. */
export function iso(at: number | undefined): string {
  if (at === undefined || at === 0) return "";
  const text = new Date(Math.floor(at / 1_000)).toISOString();
  return at % 1_000 === 0 ? text : text.replace("Z", `${String(at % 1_000).padStart(3, "0")}Z`);
}

function empty(): Collected {
  return { unknownResults: [], format: "", records: 0, sightings: [], ignored: [], rejected: [], notes: [] };
}

function sinkOf(collected: Collected): RecordSink {
  return {
    unknownResult: (word) => void collected.unknownResults.push(word),
    use(sightings) {
      collected.records++;
      collected.sightings.push(...sightings);
    },
    ignore(rule) {
      collected.records++;
      collected.ignored.push(rule);
    },
    reject(line, reason) {
      collected.records++;
      collected.rejected.push({ line, reason });
    },
  };
}

function contextOf({
  key = "uploads/pbx/a.log",
  writtenAt = "2026-11-23T00:00:00Z",
  settings,
}: CollectOptions): ReadContext {
  return { key, writtenAtMs: Date.parse(writtenAt), settings: { ...DEFAULT_SOURCE_SETTINGS, ...settings } };
}
