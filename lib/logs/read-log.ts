import { detect } from "./detect.ts";
import { inBatches } from "./format/in-batches.ts";
import {
  type LogFormat,
  type ReadContext,
  type RecordSink,
  UnreadableLogError,
} from "./format/log-format.ts";
import { decompress, type PlainLog } from "./packed/decompress.ts";
import { headOf } from "./text/head.ts";
import { SAMPLE_BYTES, sampleOf } from "./text/sample.ts";

export interface LogRead {
  /** Of a zip with several logs: the format of the first that could be read. */
  readonly format: LogFormat;
  /** What a person should know about the log as a whole. */
  readonly notes: readonly string[];
}

/** The Teams admin centre puts the query of an export beside its tables. */
const PARAMETERS = /(?:^|\/)parameters\.json$/i;

/**
 * Reads an upload from its first byte to its last: unpacks it, finds out what it is, and hands
 * every record to the sink.
 *
 * @throws {UnreadableLogError} if the log as a whole cannot be read; reading it again would fail again.
 */
export async function readLog(
  bytes: AsyncIterable<Uint8Array>,
  context: ReadContext,
  sink: RecordSink,
): Promise<LogRead> {
  const notes = new Set<string>();
  const refusals: UnreadableLogError[] = [];
  const batched = inBatches(sink);
  let first: LogFormat | undefined;
  for await (const log of decompress(bytes)) {
    if (PARAMETERS.test(log.name)) {
      sink.ignore("other-record");
      continue;
    }
    const prefix = log.name === "" ? "" : `"${log.name}": `;
    try {
      const format = await readOne(log, context, {
        ...batched,
        reject: prefix === "" ? batched.reject : (line, reason) => sink.reject(line, prefix + reason),
        note: (text) => notes.add(prefix + text),
      });
      batched.flush();
      first ??= format;
    } catch (error) {
      batched.flushAfter(error);
      // One file of a zip that is no log must not hide the others; it stays visible as rejected.
      if (!(error instanceof UnreadableLogError) || prefix === "") throw error;
      refusals.push(error);
    }
  }
  if (!first)
    throw (
      refusals[0] ?? new UnreadableLogError(`Cannot detect log format of "${context.key}": the zip is empty`)
    );
  for (const refusal of refusals) sink.reject(refusal.line, refusal.message);
  for (const note of notes) sink.note?.(note);
  return { format: first, notes: [...notes] };
}

async function readOne(log: PlainLog, context: ReadContext, sink: RecordSink): Promise<LogFormat> {
  const { head, complete, all } = await headOf(log.bytes, SAMPLE_BYTES);
  try {
    const format = detect(sampleOf(head, complete), log.name || context.key, context.settings);
    await format.read({ [Symbol.asyncIterator]: () => ({ next: () => all.next() }) }, context, sink);
    // A reader may stop at damage in the log; whether the package around it is whole must not depend on that.
    while (!(await all.next()).done);
    return format;
  } finally {
    await all.return?.();
  }
}
