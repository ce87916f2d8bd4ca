import type { Call } from "../calls/call.ts";
import { callOf } from "../calls/call-of.ts";
import { joinFailover } from "../calls/failover-legs.ts";
import { type GatewaySign, gatewaySignOf } from "../calls/gateway-signs.ts";
import { joinLinkedLegs } from "../calls/linked-legs.ts";
import { observedStart } from "../calls/observation.ts";
import { partScans } from "../calls/scans.ts";
import type { Settings } from "../settings/settings.ts";
import { ALL_SHARDS } from "../store/keys.ts";
import { readShard, type Snapshot } from "../store/snapshot.ts";
import type { Table } from "../store/table.ts";
import type { TimeRange } from "../time/period.ts";

/** Shards read at the same time: enough to hide the table's latency, few enough to bound memory. */
const SHARDS_AT_ONCE = 4;

/** What a snapshot shows, in start order. */
export interface CallsOfSnapshot {
  readonly calls: readonly Call[];
  /**
   * Calls whose start is in no file: a log that begins in the middle of them. They are attempts of
   * another log, so no ratio counts them; the report names them.
   */
  readonly fragments: readonly Call[];
  /** Attempts of programs that search for open servers: named, and counted nowhere else. */
  readonly scans: readonly Call[];
  /** Legs between our own ends, and attempts with Call-IDs of their own, each part of a call: counted with it alone. */
  readonly legs: readonly Call[];
  /** What gateways said to REGISTER and OPTIONS, in order of time; also shortly before the range. */
  readonly signs: readonly GatewaySign[];
}

/** What began in the range, or was first seen there; all there is without a range. */
export async function readCalls(
  table: Table,
  snapshot: Snapshot,
  settings: Settings,
  range?: TimeRange | null,
): Promise<CallsOfSnapshot> {
  const calls: Call[] = [];
  const fragments: Call[] = [];
  const signs: GatewaySign[] = [];
  const waiting = [...ALL_SHARDS];
  async function worker(): Promise<void> {
    for (let shard = waiting.shift(); shard !== undefined; shard = waiting.shift()) {
      for (const observation of await readShard(table, snapshot, shard)) {
        const sign = gatewaySignOf(observation, settings);
        if (sign) {
          signs.push(sign);
          continue;
        }
        const call = callOf(observation, settings);
        if (range && (call.start < range.from || call.start >= range.to)) continue;
        (observedStart(observation).known ? calls : fragments).push(call);
      }
    }
  }
  await Promise.all(Array.from({ length: SHARDS_AT_ONCE }, worker));
  const begun = begunWithoutInvite(calls, fragments);
  calls.push(...begun);
  const { calls: ours, scans } = partScans(calls.sort(byStart), settings);
  const linked = joinLinkedLegs(ours);
  const { calls: whole, legs } = joinFailover(linked.calls);
  return {
    calls: whole,
    legs: [...linked.legs, ...legs],
    scans,
    fragments: fragments.filter((call) => !begun.has(call)).sort(byStart),
    signs: signs.sort((a, b) => a.at - b.at),
  };
}

/**
 * Where captures show what came in and nothing that was sent, no call has an INVITE. Its first response stands for
 * it: a 1xx tells that the call began a moment before.
 */
function begunWithoutInvite(calls: readonly Call[], fragments: readonly Call[]): ReadonlySet<Call> {
  if (calls.some(({ basis }) => basis === "wire")) return new Set();
  return new Set(
    fragments.filter(({ basis, responses }) => basis === "wire" && responses.some((code) => code < 200)),
  );
}

function byStart(a: Call, b: Call): number {
  return a.start - b.start || (a.callId < b.callId ? -1 : 1);
}
