import type { Sighting } from "../../calls/sighting.ts";
import type { SourceSettings } from "../../settings/settings.ts";
import type { IgnoreRule } from "./record-counts.ts";

/**
 * Receives what a reader finds. Every record of the log ends in exactly one of the three calls; a
 * record that is used may arrive after some that stand behind it and are ignored or rejected.
 */
export interface RecordSink {
  /** A record that belongs to a call: one sighting, or several where one packet carries several messages. */
  use(record: readonly Sighting[]): void;
  /** A record that is understood and says nothing about a call; `rule` is one of IGNORE_RULES. */
  ignore(rule: IgnoreRule): void;
  /** A record that should have been understood. `line` counts from 1; of a capture: the packet's number. */
  reject(line: number, reason: string): void;
  /** A word for a result that nobody knows; its record is used all the same, and tells no result. */
  unknownResult?(word: string): void;
  /** What a person should know about the log as a whole ("times carry no zone"); not a record. */
  note?(text: string): void;
}

/** What a reader may know besides the bytes. */
export interface ReadContext {
  /** Object key, for messages only: never for detection. */
  readonly key: string;
  /** When the log was written (the object's Last-Modified), epoch ms: dates logs without a year or a date. */
  readonly writtenAtMs: number;
  readonly settings: SourceSettings;
}

/** The first bytes of a log, after decompression, as detection sees them. */
export interface LogSample {
  readonly bytes: Uint8Array;
  /** The same bytes as text with a byte order mark removed (UTF-8, or UTF-16 by its mark). */
  readonly text: string;
  /** The sample is the whole log. */
  readonly complete: boolean;
}

export interface LogFormat {
  /** Stable id, as stored with the file: "call-event-csv", "capture". */
  readonly id: string;
  /** As people call it. */
  readonly title: string;
  /** True if this reader should have the log. Formats are asked in the order of the table. */
  recognise(sample: LogSample): boolean;
  /** Reads the whole log. Throws {@link UnreadableLogError} only if nothing after this point can be read. */
  read(bytes: AsyncIterable<Uint8Array>, context: ReadContext, sink: RecordSink): Promise<void>;
}

/** A deterministic failure of the whole log: reading it again would fail again. */
export class UnreadableLogError extends SyntaxError {
  override readonly name = "UnreadableLogError";
  /** Line (or packet) where reading ended; 0 where there is none. */
  readonly line: number;

  constructor(message: string, line = 0, options?: ErrorOptions) {
    super(message, options);
    this.line = line;
  }
}
