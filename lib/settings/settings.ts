import { z } from "zod";
import { isTimeZone } from "../time/time-zone.ts";
import { override } from "./override.ts";

const zone = z.string().refine(isTimeZone, { error: "Not an IANA time zone, such as Europe/Berlin" });

/** What a column of a table with one row per call can mean. */
export const COLUMN_MEANINGS = [
  "callId",
  "start",
  "answer",
  "end",
  "code",
  "reason",
  "q850",
  "cause",
  "disposition",
  "answered",
  "endedBy",
  "from",
  "to",
  "gateway",
  "agent",
  "direction",
  "duration",
  "talk",
  "ring",
  "delay",
  "pickedUpBy",
  "userAgent",
] as const;

/** What the owner of the logs knows about one source (the first folder under uploads/) and the log does not say. */
const sourceSettings = z.strictObject({
  /** Zone of time stamps that carry none. */
  zone: zone.default("UTC"),
  /** Addresses of our own servers ("10.0.0.5" or "10.0.0.5:5060"): their side is "us" in captures and traces. */
  ourAddresses: z.array(z.string()).default([]),
  /** Names of gateways by address or trunk name. */
  gateways: z.record(z.string(), z.string()).default({}),
  /** Headers of an INVITE by which our own exchange links the legs of a call: "X-My-Leg". */
  linkHeaders: z
    .array(z.string().regex(/^[!%'*+.\w`~-]{2,64}$/, { error: "Not the name of a header" }))
    .default([]),
  /** Order of day and month in dates such as 03/04/2026. Without it the log decides where one of the two is above 12. */
  dayFirst: z.boolean().optional(),
  /** Id of the format that the logs of this source have, where detection cannot know. */
  format: z.string().optional(),
  /** Names of the columns of the owner's own table by meaning; a number counts columns from 1 where there is no header. */
  columns: z.partialRecord(z.enum(COLUMN_MEANINGS), z.union([z.string().min(1), z.int().min(1)])).optional(),
  /** What the owner's own words for a result mean, as SIP response codes: "Angenommen": 200. Case does not matter. */
  results: z.record(z.string().min(1), z.int().min(0).max(999)).default({}),
  /** Regular expression that finds the trunk in the name of an Asterisk channel: its first group, else what it matches. */
  asteriskTrunk: z.string().refine(isPattern, { error: "Not a regular expression" }).optional(),
  /** What some responses mean at some providers; the first row that fits decides. */
  overrides: z.array(override).default([]),
  /** Prefixes that each gateway may dial: explains which 9XX is due to the settings. */
  allowedPrefixes: z.record(z.string(), z.array(z.string().min(1))).default({}),
});

const settings = z.strictObject({
  /** Whether every upload gets a report of its own, besides the nightly ones. */
  reportEachUpload: z.boolean().default(true),
  /** Whether the network effectiveness ratio counts calls to numbers that do not exist as a success of the network. */
  nerCountsInvalidNumber: z.boolean().default(false),
  /** A call to the same number within so many minutes is another attempt to reach it. */
  retryMinutes: z.number().positive().max(1440).default(15),
  sources: z.record(z.string(), sourceSettings).default({}),
});

export type SourceSettings = z.infer<typeof sourceSettings>;
export type Settings = z.infer<typeof settings>;

export const DEFAULT_SOURCE_SETTINGS: SourceSettings = sourceSettings.parse({});
export const DEFAULT_SETTINGS: Settings = settings.parse({});

/** @throws {TypeError} with one readable line for each mistake. */
export function parseSettings(value: unknown): Settings {
  const result = settings.safeParse(value);
  if (!result.success) throw new TypeError(`Cannot use settings: ${z.prettifyError(result.error)}`);
  return result.data;
}

export function settingsOf(all: Settings, source: string): SourceSettings {
  // A folder may be called "constructor".
  return Object.hasOwn(all.sources, source) ? all.sources[source]! : DEFAULT_SOURCE_SETTINGS;
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return pattern.length <= 200;
  } catch {
    return false;
  }
}
