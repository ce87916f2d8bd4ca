import type { Call } from "../calls/call.ts";
import { callOf } from "../calls/call-of.ts";
import type { Settings } from "../settings/settings.ts";
import { ALL_SHARDS } from "./keys.ts";
import { readShard, type Snapshot } from "./snapshot.ts";
import type { Table } from "./table.ts";

/** From (inclusive) and to (exclusive) in epoch µs. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Shards read at the same time: enough to hide the table's latency, few enough to bound memory. */
const SHARDS_AT_ONCE = 4;

/** The calls of a snapshot that began in the range (all of them without one), in start order. */
export async function readCalls(
  table: Table,
  snapshot: Snapshot,
  settings: Settings,
  range?: TimeRange,
): Promise<Call[]> {
  const calls: Call[] = [];
  const waiting = [...ALL_SHARDS];
  async function worker(): Promise<void> {
    for (let shard = waiting.shift(); shard !== undefined; shard = waiting.shift()) {
      for (const observation of await readShard(table, snapshot, shard)) {
        const call = callOf(observation, settings);
        if (!range || (call.start >= range.from && call.start < range.to)) calls.push(call);
      }
    }
  }
  await Promise.all(Array.from({ length: SHARDS_AT_ONCE }, worker));
  return calls.sort((a, b) => a.start - b.start || (a.callId < b.callId ? -1 : 1));
}
