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
export class SegmentWriter {
  readonly #table: Table;
  readonly #options: SegmentWriterOptions;
  readonly #open = new Map<string, OpenSegment>();
  readonly #hours = new Map<UtcHour, Hash>();
  #waiting: Item[] = [];
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;
  #held = 0;

  constructor(table: Table, options: SegmentWriterOptions) {
    this.#table = table;
    this.#options = options;
  }

  /** Takes one observation; writes when enough have come together. */
  add(observation: Observation): void {
    const start = observedStart(observation);
    const hour = utcHourOf(start.at);
    const shard = shardOf(observation.source, observation.callId);
    const kind = start.known ? "C" : "P";
    const id = `${hour}${kind}${shard}`;
    let segment = this.#open.get(id);
    if (!segment) {
      segment = { hour, shard, kind, observations: [], written: 0 };
      this.#open.set(id, segment);
    }
    if (!this.#hours.has(hour)) this.#hours.set(hour, createHash("sha256"));
    segment.observations.push(observation);
    this.#held++;
    if (segment.observations.length >= OBSERVATIONS_PER_SEGMENT) this.#close(segment);
    if (this.#held >= MAX_HELD) this.#closeAll();
  }

  /** Different UTC hours so far. */
  get hourCount(): number {
    return this.#hours.size;
  }

  /** Resolves when there is room again: to be awaited now and then. */
  async drained(): Promise<void> {
    await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  /** Writes the rest. @returns what the generation holds of each UTC hour. */
  async end(): Promise<HourDigests> {
    this.#closeAll();
    this.#flush();
    await this.drained();
    const ordered = [...this.#hours].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(ordered.map(([hour, digest]) => [hour, hourDigest(digest.digest())]));
  }

  #closeAll(): void {
    for (const segment of this.#open.values()) if (segment.observations.length > 0) this.#close(segment);
  }

  #close(segment: OpenSegment): void {
    const { observations } = segment;
    segment.observations = [];
    this.#held -= observations.length;
    this.#pack(segment, observations);
  }

  #pack(segment: OpenSegment, observations: readonly Observation[]): void {
    const { packed, raw } = packSegment(observations);
    if (packed.length > MAX_PACKED_BYTES && observations.length > 1) {
      const half = observations.length >> 1;
      this.#pack(segment, observations.slice(0, half));
      this.#pack(segment, observations.slice(half));
      return;
    }
    this.#hours.get(segment.hour)!.update(raw);
    const { fileId, generation, expiresAt } = this.#options;
    const key = segmentKey({ ...segment, fileId, generation, number: segment.written++ });
    this.#waiting.push({
      ...keyOf(key),
      n: { N: String(observations.length) },
      b: { B: packed },
      ttl: { N: String(expiresAt) },
    });
    if (this.#waiting.length >= WRITE_BATCH) this.#flush();
  }

  #flush(): void {
    const items = this.#waiting;
    this.#waiting = [];
    this.#writing = Promise.all([this.#writing, putAll(this.#table, items)]).then(
      () => undefined,
      (error: unknown) => {
        this.#failure ??= error;
      },
    );
  }
}
