import {
  type AttributeValue,
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { WORK_ATTRIBUTE } from "../names.ts";
import {
  type CommittedReading,
  type FileReading,
  type FileState,
  getFiles,
  type Upload,
  WORK_PARTITION,
} from "./files.ts";
import { packHours } from "./hour-digests.ts";
import { fileIdOf, fileKey, paddedSequencer } from "./keys.ts";
import { type Item, keyOf, type Table } from "./table.ts";

/*
 * What one FILE item goes through. Two sequencers keep the order of versions, whatever the order
 * in which they are processed: `sequencer` of the newest version that is decided at all, `counted`
 * of the newest whose calls count or counted. A version that cannot be read is only newer in the
 * first, so an older one that is read later still counts.
 */

export interface Decision {
  readonly upload: Upload;
  readonly now: Date;
  /** Epoch seconds after which the table may forget the file. */
  readonly expiresAt: number;
}

/** Notes that a version is being processed. @returns false if it, or a newer one that counts, is decided already. */
export function beginFile(table: Table, upload: Upload, source: string, now: Date): Promise<boolean> {
  return updateIf(table, upload, {
    UpdateExpression:
      "SET #key = :key, #source = :source, fileId = :id, #state = if_not_exists(#state, :processing)," +
      " processingSince = :now, pending = :sequencer, #work = :work",
    ConditionExpression:
      "(attribute_not_exists(sequencer) OR sequencer <> :sequencer) AND" +
      " (attribute_not_exists(counted) OR counted < :sequencer)",
    ExpressionAttributeNames: {
      "#key": "key",
      "#source": "source",
      "#state": "state",
      "#work": WORK_ATTRIBUTE,
    },
    ExpressionAttributeValues: {
      ":key": { S: upload.key },
      ":source": { S: source },
      ":id": { S: fileIdOf(upload.bucket, upload.key) },
      ":processing": { S: "processing" satisfies FileState },
      ":now": { S: now.toISOString() },
      ":work": { S: WORK_PARTITION },
      ":sequencer": { S: paddedSequencer(upload.sequencer) },
    },
  });
}

/** The one write that makes a generation visible. @returns false if the same or a newer version counts already. */
export async function commitFile(
  table: Table,
  decision: Decision,
  run: string,
  reading: CommittedReading,
): Promise<boolean> {
  const sequencer = paddedSequencer(decision.upload.sequencer);
  const counts: Item = {
    counted: { S: sequencer },
    generation: { S: `${sequencer}#${run}` },
    hours: { B: packHours(reading.hours) },
    outcomes: numbers(reading.outcomes),
  };
  const notCounted = "(attribute_not_exists(counted) OR counted < :sequencer)";
  const newest = { ...counts, ...decided(decision, "committed", ""), ...readingAttributes(reading) };
  if (await set(table, decision.upload, newest, `${UNDECIDED} AND ${notCounted}`)) return true;
  // A newer version could not be read meanwhile: its reason stays, and these calls count all the same.
  return set(table, decision.upload, counts, `sequencer > :sequencer AND ${notCounted}`);
}

/**
 * Notes that a version could not be read, and why. An earlier generation that could be read goes on
 * counting: a figure that was already reported does not vanish.
 * @returns false if the same or a newer version is decided already.
 */
export function quarantineFile(
  table: Table,
  decision: Decision,
  reason: string,
  reading: FileReading,
): Promise<boolean> {
  const attributes = { ...decided(decision, "quarantined", reason), ...readingAttributes(reading) };
  return set(table, decision.upload, attributes, UNDECIDED);
}

/**
 * Takes a file's calls out of every report, those of a version that is just being read included.
 * A later upload under the same key counts again. @returns false if there is no such file.
 */
export async function withdrawFile(table: Table, fileId: string, now: Date): Promise<boolean> {
  const [file] = await getFiles(table, [fileId]);
  if (!file) return false;
  const newest = file.pending > file.sequencer ? file.pending : file.sequencer;
  return updateIf(table, fileId, {
    UpdateExpression:
      "SET #state = :withdrawn, generation = :none, counted = :newest, sequencer = :newest, decidedAt = :now REMOVE #work",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#state": "state", "#work": WORK_ATTRIBUTE },
    ExpressionAttributeValues: {
      ":withdrawn": { S: "withdrawn" satisfies FileState },
      ":none": { S: "" },
      ":newest": { S: newest },
      ":now": { S: now.toISOString() },
    },
  });
}

const UNDECIDED = "(attribute_not_exists(sequencer) OR sequencer < :sequencer)";

function decided({ upload, now, expiresAt }: Decision, state: FileState, reason: string): Item {
  return {
    sequencer: { S: paddedSequencer(upload.sequencer) },
    state: { S: state },
    reason: { S: reason },
    etag: { S: upload.etag },
    size: { N: String(upload.size) },
    decidedAt: { S: now.toISOString() },
    ttl: { N: String(expiresAt) },
  };
}

/** Sets the attributes under the condition. Only what is quarantined stays on the work list. */
function set(table: Table, upload: Upload, attributes: Item, condition: string): Promise<boolean> {
  const names = Object.keys(attributes);
  const finished = attributes.state?.S === "committed";
  const removed = [...(attributes.state ? ["processingSince"] : []), ...(finished ? ["#work"] : [])];
  return updateIf(table, upload, {
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(", ")}${removed.length > 0 ? ` REMOVE ${removed.join(", ")}` : ""}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: {
      ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ...(finished ? { "#work": WORK_ATTRIBUTE } : {}),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(names.map((name) => [`:${name}`, attributes[name]!])),
      ":sequencer": { S: paddedSequencer(upload.sequencer) },
    },
  });
}

type Update = Omit<UpdateItemCommandInput, "TableName" | "Key">;

async function updateIf(table: Table, file: Upload | string, update: Update): Promise<boolean> {
  const fileId = typeof file === "string" ? file : fileIdOf(file.bucket, file.key);
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

function readingAttributes(reading: FileReading): Item {
  const { ignored, ...records } = reading.records;
  return {
    format: { S: reading.format },
    notes: { L: reading.notes.map((note) => ({ S: note })) },
    unknownResults: numbers(reading.unknownResults),
    records: numbers(records),
    ignoredByRule: numbers(ignored),
    rejections: {
      L: reading.rejections.map(({ line, reason }) => ({
        M: { line: { N: String(line) }, reason: { S: reason } },
      })),
    },
  };
}

function numbers(values: Readonly<Record<string, number>>): AttributeValue {
  return { M: Object.fromEntries(Object.entries(values).map(([name, n]) => [name, { N: String(n) }])) };
}
