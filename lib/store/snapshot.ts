import { mergeObservations } from "../calls/merge.ts";
import type { Observation } from "../calls/observation.ts";
import { HOUR_US } from "../time/durations.ts";
import { type FileItem, fileIdsOfDay, getFiles } from "./files.ts";
import { ownerOfSegment, shardPartition, startOfUtcHour, type UtcHour, utcHourOf } from "./keys.ts";
import { unpackSegment } from "./segment-codec.ts";
import { queryRange, type Table } from "./table.ts";

/**
 * Parts of one call in different files are looked for this far around a period. A call that is
 * longer between two parts shows as an incomplete call besides.
 */
const LONGEST_CALL_US = 6 * HOUR_US;

/** The files whose live generations make up a report, and the UTC hours to look at. */
export interface Snapshot {
  /** Every file that touches the hours, quarantined and withdrawn ones included. */
  readonly files: readonly FileItem[];
  readonly hours: readonly UtcHour[];
}

/** Everything that could be part of a call of the period. Times in epoch µs, `to` exclusive. */
export async function snapshotOfPeriod(table: Table, from: number, to: number): Promise<Snapshot> {
  const hours: UtcHour[] = [];
  const first = Math.floor((from - LONGEST_CALL_US) / HOUR_US) * HOUR_US;
  for (let at = first; at < to + LONGEST_CALL_US; at += HOUR_US) hours.push(utcHourOf(at));
  const days = new Set(hours.map((hour) => hour.slice(0, 10)));
  const ids = new Set<string>();
  for (const day of days) for (const id of await fileIdsOfDay(table, day)) ids.add(id);
  const wanted = new Set(hours);
  const files = (await getFiles(table, [...ids])).filter((file) =>
    Object.keys(file.hours).some((hour) => wanted.has(hour)),
  );
  return { files, hours };
}

export async function snapshotOfFiles(table: Table, fileIds: readonly string[]): Promise<Snapshot> {
  const files = await getFiles(table, fileIds);
  const hours = new Set<UtcHour>();
  for (const file of files) if (isLive(file)) for (const hour of Object.keys(file.hours)) hours.add(hour);
  return { files, hours: [...hours].sort() };
}

/** Whether a live generation covers the span itself, not only of the hours around it. */
export function covers(
  file: FileItem,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  if (!isLive(file)) return false;
  return Object.keys(file.hours).some((hour) => {
    const start = startOfUtcHour(hour);
    return start < to && start + HOUR_US > from;
  });
}

export function isLive(file: FileItem): boolean {
  return file.generation !== "";
}

/** The merged observations of one shard, for the live generations of the snapshot only. */
export async function readShard(table: Table, snapshot: Snapshot, shard: number): Promise<Observation[]> {
  const live = new Map(snapshot.files.filter(isLive).map((file) => [file.fileId, file.generation]));
  const merged = new Map<string, Observation>();
  for (const [day, ranges] of rangesByDay(snapshot.hours)) {
    for (const [from, to] of ranges) {
      for (const kind of ["C", "P"] as const) {
        const items = queryRange(
          table,
          shardPartition(day, shard),
          `${kind}#${from}#`,
          `${kind}#${to}#\uffff`,
        );
        for await (const item of items) {
          const { fileId, generation } = ownerOfSegment(item.sk!.S!);
          if (live.get(fileId) !== generation) continue;
          for (const observation of unpackSegment(item.b!.B!)) {
            const id = `${observation.source}\n${observation.callId}`;
            const known = merged.get(id);
            merged.set(id, known ? mergeObservations(known, observation) : observation);
          }
        }
      }
    }
  }
  return [...merged.values()];
}

/** Consecutive hours of a day become one range: a whole day is one query. */
function rangesByDay(hours: readonly UtcHour[]): Map<string, [string, string][]> {
  const days = new Map<string, [string, string][]>();
  for (const hour of hours) {
    const day = hour.slice(0, 10);
    const h = hour.slice(11);
    const ranges = days.get(day) ?? [];
    days.set(day, ranges);
    const last = ranges.at(-1);
    if (last && Number(last[1]) + 1 === Number(h)) last[1] = h;
    else ranges.push([h, h]);
  }
  return days;
}
