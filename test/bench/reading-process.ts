import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { outcomeOf } from "../../lib/calls/call-of.ts";
import { createCollector } from "../../lib/calls/collector.ts";
import type { RecordSink } from "../../lib/logs/format/log-format.ts";
import { readLog } from "../../lib/logs/read-log.ts";
import { DEFAULT_SETTINGS, DEFAULT_SOURCE_SETTINGS } from "../../lib/settings/settings.ts";
import { classifyOutcome } from "../../lib/sip/classify/classify.ts";
import type { Outcome } from "../../lib/sip/outcomes.ts";
import { GENERATED_LOGS, type GeneratedLog } from "./generated-logs.ts";

/*
 * Reads one log in one way and tells what it took: a child of measure-reading.ts, so that each
 * measurement has its own memory and its own compiled code.
 */
const [reader = "", log = "", size = ""] = process.argv.slice(2);
const CHUNK_BYTES = 256 * 1024;

/** A file by its path, or a generated log by its name and size. */
function bytesOf(): Readable {
  if (size === "") return createReadStream(log, { highWaterMark: CHUNK_BYTES });
  return Readable.from(GENERATED_LOGS[log as GeneratedLog](Number(size)), { highWaterMark: 1 });
}

const READERS: Record<string, () => Promise<number>> = {
  /** Every record read and thrown away. */
  async parse() {
    let records = 0;
    const count = () => void records++;
    await read({ use: count, ignore: count, reject: refuse });
    return records;
  },
  /** Every record read, and classified as the whole call that it describes. */
  async "classify rows"() {
    let records = 0;
    const count = outcomeCounter();
    await read({
      use(sightings) {
        records++;
        for (const { basis, whole, events, callerTag, attributes } of sightings) {
          const ourSide = attributes.direction === "inbound" ? "callee" : "caller";
          count(classifyOutcome({ basis, whole, silentUntil: 0, events, callerTag, ourSide }));
        }
      },
      ignore: () => void records++,
      reject: refuse,
    });
    return records;
  },
  /** Every record read, gathered into calls, and each call classified. */
  async classify() {
    let records = 0;
    const count = outcomeCounter();
    const collector = createCollector({
      source: "bench",
      onObservation: (observation) => count(outcomeOf(observation, DEFAULT_SETTINGS)),
    });
    await read({
      use(sightings) {
        records++;
        for (const sighting of sightings) collector.add(sighting);
      },
      ignore: () => void records++,
      reject: refuse,
    });
    collector.end();
    return records;
  },
  /** The yardstick: csv-parse as its documentation shows it for streams, its records thrown away. */
  async "csv-parse"() {
    const { parse } = await import("csv-parse");
    const parser = bytesOf().pipe(parse());
    let records = 0;
    for await (const _ of parser) records++;
    return records;
  },
  async generate() {
    let bytes = 0;
    for await (const chunk of bytesOf()) bytes += (chunk as Buffer).length;
    return bytes;
  },
};

function outcomeCounter(): (outcome: Outcome) => void {
  const outcomes = new Map<Outcome, number>();
  return (outcome) => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
}

async function read(sink: RecordSink): Promise<void> {
  const context = { key: log, writtenAtMs: Date.now(), settings: DEFAULT_SOURCE_SETTINGS };
  await readLog(bytesOf(), context, sink);
}

function refuse(line: number, reason: string): never {
  throw new Error(`Cannot measure reading: record ${line} was rejected: ${reason}`);
}

const started = performance.now();
const records = await READERS[reader]!();
const seconds = (performance.now() - started) / 1000;
const cpu = process.cpuUsage();
process.send?.({
  seconds,
  cpuSeconds: (cpu.user + cpu.system) / 1e6,
  megabytes: process.resourceUsage().maxRSS / 1024,
  records,
});
if (!process.send) console.log({ seconds, records, megabytes: process.resourceUsage().maxRSS / 1024 });
