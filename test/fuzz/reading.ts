import { createCollector } from "../../lib/calls/collector.ts";
import type { Observation } from "../../lib/calls/observation.ts";
import { accountingSink } from "../../lib/ingest/accounting-sink.ts";
import { RecordAccount } from "../../lib/ingest/record-account.ts";
import { UnreadableLogError } from "../../lib/logs/format/log-format.ts";
import { readLog } from "../../lib/logs/read-log.ts";
import { DEFAULT_SOURCE_SETTINGS, type SourceSettings } from "../../lib/settings/settings.ts";

/** All that reading one log results in, as an upload would. */
export interface Reading {
  readonly format: string;
  /** Why the log as a whole was refused; "" if it was read. */
  readonly refusal: string;
  readonly counts: ReturnType<RecordAccount["counts"]>;
  readonly rejections: RecordAccount["rejections"];
  readonly notes: readonly string[];
  readonly observations: readonly Observation[];
}

/** @throws whatever reading throws, except the refusal of a log. */
export async function readAsUpload(
  chunks: AsyncIterable<Uint8Array>,
  settings: Partial<SourceSettings> = {},
): Promise<Reading> {
  const account = new RecordAccount();
  const observations: Observation[] = [];
  const notes: string[] = [];
  const collector = createCollector({ source: "fuzz", onObservation: (o) => observations.push(o) });
  let format = "";
  let refusal = "";
  try {
    const read = await readLog(
      chunks,
      {
        key: "uploads/fuzz/a.log",
        writtenAtMs: Date.UTC(2026, 10, 23),
        settings: { ...DEFAULT_SOURCE_SETTINGS, ...settings },
      },
      accountingSink(collector, account, notes),
    );
    format = read.format.id;
  } catch (error) {
    if (!(error instanceof UnreadableLogError)) throw error;
    refusal = error.message;
  }
  collector.end();
  return { format, refusal, counts: account.counts(), rejections: account.rejections, notes, observations };
}
