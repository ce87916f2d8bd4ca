import { z } from "zod";

const zone = z.string().refine(isTimeZone, { error: "Not an IANA time zone, such as Europe/Berlin" });

/** What the owner of the logs knows about one source (the first folder under uploads/) and the log does not say. */
const sourceSettings = z.strictObject({
  /** Zone of time stamps that carry none. */
  zone: zone.default("UTC"),
  /** Addresses of our own servers ("10.0.0.5" or "10.0.0.5:5060"): their side is "us" in captures and traces. */
  ourAddresses: z.array(z.string()).default([]),
  /** Names of gateways by address or trunk name. */
  gateways: z.record(z.string(), z.string()).default({}),
  /** Order of day and month in dates such as 03/04/2026. Without it the log decides where one of the two is above 12. */
  dayFirst: z.boolean().optional(),
});

const settings = z.strictObject({
  /** Whether every upload gets a report of its own, besides the nightly ones. */
  reportEachUpload: z.boolean().default(true),
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
  return all.sources[source] ?? DEFAULT_SOURCE_SETTINGS;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
