import {
  type AttributeValue,
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { WORK_ATTRIBUTE, WORK_INDEX } from "../names.ts";
import { dayKey, fileIdOf, fileKey, paddedSequencer, type UtcHour } from "./keys.ts";
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

/** What became of every record of a file. The three add up to the total. */
export interface RecordCounts {
  readonly total: number;
  readonly used: number;
  readonly ignored: number;
  readonly rejected: number;
  readonly ignoredByRule: Readonly<Record<string, number>>;
}

export interface Rejection {
  readonly line: number;
  readonly reason: string;
}

/** What a generation holds of one UTC hour. Equal digests mean equal facts. */
export interface HourOfFile {
  readonly calls: number;
  readonly digest: string;
}

/** How a file was read, whether or not it could be used. */
export interface FileReading {
  readonly format: string;
  readonly records: RecordCounts;
  /** The first of them, in order of lines. */
  readonly rejections: readonly Rejection[];
  /** What a person should know about the log as a whole. */
  readonly notes: readonly string[];
}

export interface CommittedReading extends FileReading {
  readonly hours: Readonly<Record<UtcHour, HourOfFile>>;
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
  readonly sequencer: string;
  /** "<sequencer>#<attempt>" of the segments that count, else "". */
  readonly generation: string;
  /** ISO 8601; "" while the first version is processed. */
  readonly decidedAt: string;
}

/** Partition of the sparse index that lists files which somebody may have to look at. */
const WORK_PARTITION = "FILE";

/** Notes that a version is being processed. @returns false if the same or a newer version is decided already. */
export function beginFile(table: Table, upload: Upload, source: string, now: Date): Promise<boolean> {
  const fileId = fileIdOf(upload.bucket, upload.key);
  return updateIf(table, fileId, {
    UpdateExpression:
      "SET #key = :key, #source = :source, fileId = :id, #state = if_not_exists(#state, :processing)," +
      " processingSince = :now, #work = :work",
    ConditionExpression: UNDECIDED,
    ExpressionAttributeNames: {
      "#key": "key",
      "#source": "source",
      "#state": "state",
      "#work": WORK_ATTRIBUTE,
    },
    ExpressionAttributeValues: {
      ":key": { S: upload.key },
      ":source": { S: source },
      ":id": { S: fileId },
      ":processing": { S: "processing" },
      ":now": { S: now.toISOString() },
      ":work": { S: WORK_PARTITION },
      ":sequencer": { S: paddedSequencer(upload.sequencer) },
    },
  });
}

/** The one write that makes a generation visible. @returns false if the same or a newer version is decided already. */
export function commitFile(
  table: Table,
  upload: Upload,
  attempt: string,
  reading: CommittedReading,
  now: Date,
): Promise<boolean> {
  return decide(table, upload, now, {
    state: { S: "committed" satisfies FileState },
    reason: { S: "" },
    generation: { S: `${paddedSequencer(upload.sequencer)}#${attempt}` },
    hours: { S: JSON.stringify(reading.hours) },
    outcomes: numbers(reading.outcomes),
    ...readingAttributes(reading),
  });
}

/**
 * Sets a version aside with its reason. An earlier generation that could be read goes on
 * counting: a figure that was already reported does not vanish.
 */
export function quarantineFile(
  table: Table,
  upload: Upload,
  reason: string,
  reading: FileReading,
  now: Date,
): Promise<boolean> {
  return decide(table, upload, now, {
    state: { S: "quarantined" satisfies FileState },
    reason: { S: reason },
    ...readingAttributes(reading),
  });
}

/** Of two versions of one key the one with the newer sequencer counts, in whatever order they are processed. */
const UNDECIDED = "attribute_not_exists(sequencer) OR sequencer < :sequencer";

function decide(table: Table, upload: Upload, now: Date, attributes: Item): Promise<boolean> {
  const set: Item = {
    ...attributes,
    sequencer: { S: paddedSequencer(upload.sequencer) },
    etag: { S: upload.etag },
    size: { N: String(upload.size) },
    decidedAt: { S: now.toISOString() },
  };
  const names = Object.keys(set);
  const stays = attributes.state?.S === "quarantined";
  return updateIf(table, fileIdOf(upload.bucket, upload.key), {
    UpdateExpression:
      `SET ${names.map((name) => `#${name} = :${name}`).join(", ")} REMOVE processingSince` +
      (stays ? "" : ", #work"),
    ConditionExpression: UNDECIDED,
    ExpressionAttributeNames: {
      ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ...(stays ? {} : { "#work": WORK_ATTRIBUTE }),
    },
    ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, set[name]!])),
  });
}

/** Takes a file's calls out of every report. @returns false if there is no such file. */
export function withdrawFile(table: Table, fileId: string, now: Date): Promise<boolean> {
  return updateIf(table, fileId, {
    UpdateExpression: "SET #state = :withdrawn, decidedAt = :now REMOVE #work",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#state": "state", "#work": WORK_ATTRIBUTE },
    ExpressionAttributeValues: { ":withdrawn": { S: "withdrawn" }, ":now": { S: now.toISOString() } },
  });
}

type Update = Omit<UpdateItemCommandInput, "TableName" | "Key">;

async function updateIf(table: Table, fileId: string, update: Update): Promise<boolean> {
  try {
    await table.client.send(
      new UpdateItemCommand({ TableName: table.name, Key: keyOf(fileKey(fileId)), ...update }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Writes the manifests by which reports find the file, for every UTC day that it touches. */
export async function putDays(
  table: Table,
  fileId: string,
  key: string,
  days: Iterable<string>,
): Promise<void> {
  await putAll(
    table,
    [...days].map((day) => ({ ...keyOf(dayKey(day, fileId)), key: { S: key } })),
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

/** Files whose newest version could not be used, ordered by key. */
export async function quarantinedFiles(table: Table): Promise<FileItem[]> {
  const ids: string[] = [];
  for await (const item of queryIndex(table, WORK_INDEX, WORK_ATTRIBUTE, WORK_PARTITION)) {
    ids.push(item.pk!.S!.slice("F#".length));
  }
  return (await getFiles(table, ids)).filter((file) => file.state === "quarantined");
}

function readingAttributes(reading: FileReading): Item {
  const { ignoredByRule, ...records } = reading.records;
  return {
    format: { S: reading.format },
    notes: { L: reading.notes.map((note) => ({ S: note })) },
    records: numbers(records),
    ignoredByRule: numbers(ignoredByRule),
    rejections: {
      L: reading.rejections.map(({ line, reason }) => ({
        M: { line: { N: String(line) }, reason: { S: reason } },
      })),
    },
  };
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
    generation: item.generation?.S ?? "",
    decidedAt: item.decidedAt?.S ?? "",
    format: item.format?.S ?? "",
    records: {
      total: records.total ?? 0,
      used: records.used ?? 0,
      ignored: records.ignored ?? 0,
      rejected: records.rejected ?? 0,
      ignoredByRule: numbersFrom(item.ignoredByRule),
    },
    rejections: (item.rejections?.L ?? []).map((entry) => ({
      line: Number(entry.M?.line?.N ?? 0),
      reason: entry.M?.reason?.S ?? "",
    })),
    notes: (item.notes?.L ?? []).map((note) => note.S ?? ""),
    hours: JSON.parse(item.hours?.S ?? "{}") as Record<UtcHour, HourOfFile>,
    outcomes: numbersFrom(item.outcomes),
  };
}

function numbers(values: Readonly<Record<string, number>>): AttributeValue {
  return { M: Object.fromEntries(Object.entries(values).map(([name, n]) => [name, { N: String(n) }])) };
}

function numbersFrom(value: AttributeValue | undefined): Record<string, number> {
  return Object.fromEntries(Object.entries(value?.M ?? {}).map(([name, n]) => [name, Number(n.N)]));
}
