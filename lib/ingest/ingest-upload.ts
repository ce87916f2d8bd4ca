import { randomBytes } from "node:crypto";
import type { S3Client } from "@aws-sdk/client-s3";
import { outcomeOf } from "../calls/call-of.ts";
import { createCollector } from "../calls/collector.ts";
import { isGatewaySign } from "../calls/gateway-signs.ts";
import { UnreadableLogError } from "../logs/format/log-format.ts";
import { readLog } from "../logs/read-log.ts";
import { type Settings, settingsOf } from "../settings/settings.ts";
import type { Outcome } from "../sip/outcomes.ts";
import { beginFile, commitFile, type Decision, quarantineFile } from "../store/file-decisions.ts";
import { type CommittedReading, type FileReading, putDays, type Upload } from "../store/files.ts";
import { MAX_HOURS } from "../store/hour-digests.ts";
import { base32, fileIdOf, paddedSequencer } from "../store/keys.ts";
import { ObjectChangedError, objectBytes } from "../store/object-bytes.ts";
import { SegmentWriter } from "../store/segments.ts";
import type { Table } from "../store/table.ts";
import { accountingSink } from "./accounting-sink.ts";
import { RecordAccount } from "./record-account.ts";
import { sourceOf } from "./upload-event.ts";

export interface IngestServices {
  readonly s3: S3Client;
  readonly table: Table;
  /** Tells the report function that a file was decided. At least once. */
  readonly announce: (message: FileDecided) => Promise<void>;
  readonly now: () => Date;
  /** Days after which the table may forget stored calls. */
  readonly retentionDays: number;
}

export interface FileDecided {
  readonly type: "file-decided";
  readonly fileId: string;
  readonly key: string;
}

/** What became of an upload: decided now, decided before or meanwhile, or no longer there. */
export type IngestResult = "committed" | "quarantined" | "decided-before" | "gone";

/**
 * Reads one uploaded log into the table. Every step may die and be repeated: segments and
 * manifests are invisible until the one conditional write, and announcing is repeatable.
 */
export async function ingestUpload(
  services: IngestServices,
  upload: Upload,
  settings: Settings,
): Promise<IngestResult> {
  const { table, now, retentionDays } = services;
  const fileId = fileIdOf(upload.bucket, upload.key);
  const started = now();
  const decision: Decision = {
    upload,
    now: started,
    expiresAt: Math.floor(started.getTime() / 1000) + retentionDays * 86_400,
  };
  if (!(await beginFile(table, upload, sourceOf(upload.key), started))) {
    // The decision may have been written just before a crash, and its message not.
    await services.announce({ type: "file-decided", fileId, key: upload.key });
    return "decided-before";
  }
  const result = await decide(services, decision, settings);
  if (result !== "gone") await services.announce({ type: "file-decided", fileId, key: upload.key });
  return result;
}

async function decide(
  services: IngestServices,
  decision: Decision,
  settings: Settings,
): Promise<IngestResult> {
  const { table } = services;
  const { upload, expiresAt } = decision;
  const run = base32(randomBytes(10));
  let reading: Reading;
  try {
    reading = await readUpload(services, decision, run, settings);
  } catch (error) {
    if (!(error instanceof ObjectChangedError)) throw error;
    await quarantineFile(table, decision, GONE, UNREAD);
    return "gone";
  }
  if (reading.error !== undefined) {
    const isNewest = await quarantineFile(table, decision, reading.error, reading);
    return isNewest ? "quarantined" : "decided-before";
  }
  const days = new Set(Object.keys(reading.hours).map((hour) => hour.slice(0, 10)));
  await putDays(table, { fileId: fileIdOf(upload.bucket, upload.key), key: upload.key, expiresAt }, days);
  return (await commitFile(table, decision, run, reading)) ? "committed" : "decided-before";
}

const GONE = "It was overwritten or deleted before it could be read";
const UNREAD: FileReading = {
  format: "",
  records: new RecordAccount().counts(),
  rejections: [],
  unknownResults: {},
  notes: [],
};

type Reading = ({ error: string } & FileReading) | ({ error?: undefined } & CommittedReading);

/** Observations are handed on in groups, and the reader waits while the table catches up. */
const BYTES_BETWEEN_WAITS = 4 * 1024 * 1024;

async function readUpload(
  services: IngestServices,
  { upload, expiresAt }: Decision,
  run: string,
  settings: Settings,
): Promise<Reading> {
  const source = sourceOf(upload.key);
  const account = new RecordAccount();
  const outcomes = new Map<Outcome, number>();
  const segments = new SegmentWriter(services.table, {
    fileId: fileIdOf(upload.bucket, upload.key),
    generation: `${paddedSequencer(upload.sequencer)}#${run}`,
    expiresAt,
  });
  const collector = createCollector({
    source,
    onObservation(observation) {
      if (!observation.legs.every(isGatewaySign)) {
        const outcome = outcomeOf(observation, settings);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      segments.add(observation);
      if (segments.hourCount > MAX_HOURS) throw new UnreadableLogError(tooManyHours(upload.key));
    },
  });
  const notes: string[] = [];
  const reading = (format: string): FileReading => ({
    format,
    records: account.counts(),
    rejections: account.rejections,
    unknownResults: account.unknownResults(),
    notes,
  });
  try {
    const bytes = paced(objectBytes(services.s3, upload), () => segments.drained());
    const { format } = await readLog(
      bytes,
      { key: upload.key, writtenAtMs: upload.writtenAtMs, settings: settingsOf(settings, source) },
      accountingSink(collector, account, notes),
    );
    const error = nothingUsable(upload.key, account);
    if (error !== undefined) return { error, ...reading(format.id) };
    collector.end();
    const hours = await segments.end();
    return { ...reading(format.id), hours, outcomes: Object.fromEntries(outcomes) };
  } catch (error) {
    if (!(error instanceof UnreadableLogError)) throw error;
    return { error: whereItEnded(error, account), ...reading("") };
  }
}

async function* paced(
  bytes: AsyncIterable<Uint8Array>,
  wait: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let since = 0;
  for await (const chunk of bytes) {
    yield chunk;
    since += chunk.length;
    if (since < BYTES_BETWEEN_WAITS) continue;
    since = 0;
    await wait();
  }
}

/** The reason with the place: a line where the reader knows one, else how far it came. */
function whereItEnded({ message, line }: UnreadableLogError, account: RecordAccount): string {
  if (line > 0) return `${message} (line ${line})`;
  const { total } = account.counts();
  return total > 0 ? `${message} (after ${total} records)` : message;
}

function tooManyHours(key: string): string {
  return `Cannot use "${key}": it tells of more than ${MAX_HOURS.toLocaleString("en")} different hours; split it by year`;
}

/** A log of which no record could be read is the wrong log, or the wrong settings: somebody must look. */
function nothingUsable(key: string, account: RecordAccount): string | undefined {
  const { total, rejected, ignored } = account.counts();
  const idle = (ignored["blank-line"] ?? 0) + (ignored.comment ?? 0);
  if (rejected === 0 || rejected + idle < total) return undefined;
  const first = account.rejections[0]!;
  return `Cannot use "${key}": none of its ${rejected} records could be read; the first, line ${first.line}: ${first.reason}`;
}
