import { createHash, type Hash } from "node:crypto";
import { type Observation, observedStart } from "../calls/observation.ts";
import { shardOf } from "../calls/shard.ts";
import { type HourDigests, hourDigest } from "./hour-digests.ts";
import { type SegmentKind, segmentKey, type UtcHour, utcHourOf } from "./keys.ts";
import { packSegment } from "./segment-codec.ts";
import { type Item, keyOf, putAll, type Table } from "./table.ts";

/** A segment stays far below DynamoDB's 400 KB an item, and one query page carries many. */
const MAX_PACKED_BYTES = 32_768;
const OBSERVATIONS_PER_SEGMENT = 600;
/** Observations held until they are packed: bounds memory when a file touches many hours at once. */
const MAX_HELD = 50_000;
/** Segments written in one go. */
const WRITE_BATCH = 100;

export interface SegmentWriter {
  /** Takes one observation; writes when enough have come together. */
  add(observation: Observation): void;
  /** Different UTC hours so far. */
  hourCount(): number;
  /** Resolves when there is room again: to be awaited now and then. */
  drained(): Promise<void>;
  /** Writes the rest. @returns what the generation holds of each UTC hour. */
  end(): Promise<HourDigests>;
}

export interface SegmentWriterOptions {
  readonly fileId: string;
  readonly generation: string;
  /** Epoch seconds after which the table may forget the segments. */
  readonly expiresAt: number;
}

interface OpenSegment {
  readonly hour: UtcHour;
  readonly shard: number;
  readonly kind: SegmentKind;
  observations: Observation[];
  written: number;
}

/** Packs observations into segments by UTC hour and shard. They stay invisible until the file is committed. */
export function createSegmentWriter(table: Table, options: SegmentWriterOptions): SegmentWriter {
  const open = new Map<string, OpenSegment>();
  const hours = new Map<UtcHour, Hash>();
  let waiting: Item[] = [];
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown;
  let held = 0;

  function close(segment: OpenSegment): void {
    const { observations } = segment;
    segment.observations = [];
    held -= observations.length;
    pack(segment, observations);
  }

  function closeAll(): void {
    for (const segment of open.values()) if (segment.observations.length > 0) close(segment);
  }

  function pack(segment: OpenSegment, observations: readonly Observation[]): void {
    const { packed, raw } = packSegment(observations);
    if (packed.length > MAX_PACKED_BYTES && observations.length > 1) {
      const half = observations.length >> 1;
      pack(segment, observations.slice(0, half));
      pack(segment, observations.slice(half));
      return;
    }
    hours.get(segment.hour)!.update(raw);
    const key = segmentKey({ ...segment, ...options, number: segment.written++ });
    waiting.push({
      ...keyOf(key),
      n: { N: String(observations.length) },
      b: { B: packed },
      ttl: { N: String(options.expiresAt) },
    });
    if (waiting.length >= WRITE_BATCH) flush();
  }

  function flush(): void {
    const items = waiting;
    waiting = [];
    writing = Promise.all([writing, putAll(table, items)]).then(
      () => undefined,
      (error: unknown) => {
        failure ??= error;
      },
    );
  }

  return {
    add(observation) {
      const start = observedStart(observation);
      const hour = utcHourOf(start.at);
      const shard = shardOf(observation.source, observation.callId);
      const kind = start.known ? "C" : "P";
      const id = `${hour}${kind}${shard}`;
      let segment = open.get(id);
      if (!segment) {
        segment = { hour, shard, kind, observations: [], written: 0 };
        open.set(id, segment);
      }
      if (!hours.has(hour)) hours.set(hour, createHash("sha256"));
      segment.observations.push(observation);
      held++;
      if (segment.observations.length >= OBSERVATIONS_PER_SEGMENT) close(segment);
      if (held >= MAX_HELD) closeAll();
    },
    hourCount: () => hours.size,
    async drained() {
      await writing;
      if (failure) throw failure;
    },
    async end() {
      closeAll();
      flush();
      await this.drained();
      const ordered = [...hours].sort(([a], [b]) => (a < b ? -1 : 1));
      return Object.fromEntries(ordered.map(([hour, digest]) => [hour, hourDigest(digest.digest())]));
    },
  };
}
