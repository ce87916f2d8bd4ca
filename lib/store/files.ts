import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { RecordCounts, RejectedRecord } from "../logs/format/record-counts.ts";
import { WORK_ATTRIBUTE, WORK_INDEX } from "../names.ts";
import { type HourDigests, unpackHours } from "./hour-digests.ts";
import { dayKey, fileKey } from "./keys.ts";
import { getAll, type Item, keyOf, putAll, queryIndex, queryPrefix, type Table } from "./table.ts";

/** One version of an uploaded object, as its S3 event names it. */
export interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly sequencer: string;
  readonly etag: string;
  readonly size: number;
  readonly versionId?: string;
  /** When the object was written, epoch ms. */
  readonly writtenAtMs: number;
}

/** How a file was read, whether or not it could be used. */
export interface FileReading {
  readonly format: string;
  readonly records: RecordCounts;
  /** The first of them, in order of lines. */
  readonly rejections: readonly RejectedRecord[];
  /** Records by the word for a result that nobody knows. */
  readonly unknownResults: Readonly<Record<string, number>>;
  /** What a person should know about the log as a whole. */
  readonly notes: readonly string[];
}

export interface CommittedReading extends FileReading {
  /** Digest of the facts of every UTC hour that the log covers. Equal digests mean equal facts. */
  readonly hours: HourDigests;
  readonly outcomes: Readonly<Record<string, number>>;
}

export type FileState = "processing" | "committed" | "quarantined" | "withdrawn";

/** A FILE item: what came in under one key, and which generation of it counts now. */
export interface FileItem extends CommittedReading {
  readonly fileId: string;
  readonly key: string;
  readonly source: string;
  readonly size: number;
  readonly state: FileState;
  /** Why it is quarantined, else "". */
  readonly reason: string;
  /** Of the newest version that is decided. */
  readonly sequencer: string;
  /** Sequencer of the version that was begun last. */
  readonly pending: string;
  /** "<sequencer>#<run>" of the segments that count, else "". */
  readonly generation: string;
  /** ISO 8601; "" while the first version is processed. */
  readonly decidedAt: string;
}

/** Writes the manifests by which reports find the file, for every UTC day that it touches. */
export async function putDays(
  table: Table,
  file: { readonly fileId: string; readonly key: string; readonly expiresAt: number },
  days: Iterable<string>,
): Promise<void> {
  const attributes = { key: { S: file.key }, ttl: { N: String(file.expiresAt) } };
  await putAll(
    table,
    [...days].map((day) => ({ ...keyOf(dayKey(day, file.fileId)), ...attributes })),
  );
}

export async function fileIdsOfDay(table: Table, utcDay: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const item of queryPrefix(table, `D#${utcDay}`, "FILE#"))
    ids.push(item.sk!.S!.slice("FILE#".length));
  return ids;
}

/** The files that exist among these, ordered by key. */
export async function getFiles(table: Table, fileIds: readonly string[]): Promise<FileItem[]> {
  const items = await getAll(table, [...new Set(fileIds)].map(fileKey));
  return items.map(fileFrom).sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Partition of the sparse index that lists files which somebody may have to look at. */
export const WORK_PARTITION = "FILE";

/** Files whose newest version could not be read, ordered by key. */
export async function quarantinedFiles(table: Table): Promise<FileItem[]> {
  const ids: string[] = [];
  for await (const item of queryIndex(table, WORK_INDEX, WORK_ATTRIBUTE, WORK_PARTITION)) {
    ids.push(item.pk!.S!.slice("F#".length));
  }
  return (await getFiles(table, ids)).filter((file) => file.state === "quarantined");
}

function fileFrom(item: Item): FileItem {
  const records = numbersFrom(item.records);
  return {
    fileId: item.fileId?.S ?? "",
    key: item.key?.S ?? "",
    source: item.source?.S ?? "",
    size: Number(item.size?.N ?? 0),
    state: (item.state?.S ?? "processing") as FileState,
    reason: item.reason?.S ?? "",
    sequencer: item.sequencer?.S ?? "",
    pending: item.pending?.S ?? "",
    generation: item.generation?.S ?? "",
    decidedAt: item.decidedAt?.S ?? "",
    format: item.format?.S ?? "",
    records: {
      total: records.total ?? 0,
      used: records.used ?? 0,
      ignored: numbersFrom(item.ignoredByRule),
      rejected: records.rejected ?? 0,
    },
    rejections: (item.rejections?.L ?? []).map((entry) => ({
      line: Number(entry.M?.line?.N ?? 0),
      reason: entry.M?.reason?.S ?? "",
    })),
    unknownResults: numbersFrom(item.unknownResults),
    notes: (item.notes?.L ?? []).map((note) => note.S ?? ""),
    hours: unpackHours(item.hours?.B ?? new Uint8Array()),
    outcomes: numbersFrom(item.outcomes),
  };
}

function numbersFrom(value: AttributeValue | undefined): Record<string, number> {
  return Object.fromEntries(Object.entries(value?.M ?? {}).map(([name, n]) => [name, Number(n.N)]));
}
