import type { CallDirection } from "../../calls/call-attributes.ts";
import { COLUMN_MEANINGS } from "../../settings/settings.ts";

/** What a column of a one-row-per-call log can mean: what settings may name, and what only profiles know. */
export const MEANINGS = [...COLUMN_MEANINGS, "state", "ringing", "callerChannel", "context", "did"] as const;

/**
 * - `callId` Call-ID, else what links the rows of one call, else the record's id
 * - `start`, `answer`, `end` times
 * - `code` last SIP response, `reason` its phrase, `q850` a cause number, `cause` a cause in words
 * - `disposition` result in words, where there is no code; `answered` a yes or no
 * - `duration` from start to end, `talk` from answer to end, `ring` from the first 18x, `delay` from INVITE to the first 18x
 * - `ringing` since when it rang, a time
 * - `pickedUpBy` who or what did: a person, voicemail, an IVR, a queue, an answering machine
 * - `userAgent` of the caller (RFC 3261 §20.41)
 * - `state` of the record itself, where it may be unfinished
 * - `callerChannel`, `context`, `did` of an Asterisk: see channel-parties.ts
 */
export type Meaning = (typeof MEANINGS)[number];

/** What a 0 in the column of the code says: it depends on the vendor. */
export type ZeroCode = "nothing came back" | "not available" | "answered";

export type Ender = "us" | "them" | "caller" | "callee";

/** One vendor's layout of one row (or JSON object) per call. */
export interface RowProfile {
  readonly id: string;
  readonly title: string;
  /** Where the names and their meaning are documented. */
  readonly source: string;
  /** Names that together tell this layout from all others; of JSON, paths with dots. Case and punctuation do not matter. */
  readonly knownBy: readonly string[];
  /** Names of the columns, the one that counts first. */
  readonly columns: Readonly<Partial<Record<Meaning, readonly string[]>>>;
  /** Times without a zone are UTC; else they are in the zone of the source. */
  readonly utc?: boolean;
  /** Durations in milliseconds; else seconds. */
  readonly milliseconds?: readonly ("duration" | "talk" | "ring" | "delay")[];
  readonly zero: ZeroCode;
  /** The column of the code is a free text in which a code may stand; only what this matches is one. */
  readonly codePattern?: RegExp;
  /** Words in the column of the code that mean a response. */
  readonly words?: Readonly<Record<string, number>>;
  readonly endedBy?: Readonly<Record<string, Ender>>;
  readonly direction?: CallDirection;
  /** Words of this vendor besides the usual ones. */
  readonly directions?: Readonly<Record<string, CallDirection>>;
  /** Words of `state` that say "this record is not final". */
  readonly unfinished?: readonly string[];
  /** Gateway and direction follow from the channels at both ends; the gateway's column is that of the called one. */
  readonly channels?: "asterisk";
}
