import { createHash } from "node:crypto";
import { type Settings, settingsOf } from "../../settings/settings.ts";
import { isLive, type Snapshot } from "../../store/snapshot.ts";
import type { CallsOfSnapshot } from "../read-calls.ts";

/*
 * A report is due when its inputs differ, and a new revision only when its calls do. The first is
 * cheap and asked every hour; the second needs the calls.
 */

/**
 * Stands for everything that a report is made from: the facts of every UTC hour that is looked
 * at, the settings of their sources and the zone. It hashes the content of the hours, not the
 * files that brought it, so that an identical upload, under the same key or another, is nothing new.
 */
export function fingerprintOf(snapshot: Snapshot, settings: Settings, zone: string): string {
  const wanted = new Set(snapshot.hours);
  const live = snapshot.files.filter(isLive);
  const facts = new Set<string>();
  for (const { source, hours } of live) {
    for (const [hour, digest] of Object.entries(hours)) {
      if (wanted.has(hour)) facts.add(`${source} ${hour} ${digest}`);
    }
  }
  const hash = createHash("sha256").update(zone).update("\n");
  for (const fact of [...facts].sort()) hash.update(fact).update("\n");
  hash.update(meaningOf(settings, live));
  return hash.digest("base64url");
}

/** Stands for the calls themselves and for everything that is concluded about them. */
export function factsDigestOf(
  { calls, fragments, scans, legs, signs }: CallsOfSnapshot,
  settings: Settings,
): string {
  const hash = createHash("sha256").update(meaningOf(settings, calls));
  for (const call of calls) hash.update(JSON.stringify(call)).update("\n");
  hash.update("fragments\n");
  for (const call of fragments) hash.update(JSON.stringify(call)).update("\n");
  hash.update("scans\n");
  for (const call of scans) hash.update(JSON.stringify(call)).update("\n");
  hash.update(`legs ${legs.length}`).update(JSON.stringify(signs));
  return hash.digest("base64url");
}

/** What the settings say about these sources. Which reports are wanted does not change what is in them. */
function meaningOf(settings: Settings, parts: Iterable<{ readonly source: string }>): string {
  const { reportEachUpload: _, sources: __, ...all } = settings;
  const names = new Set<string>();
  for (const { source } of parts) names.add(source);
  return canonical([all, [...names].sort().map((source) => [source, settingsOf(settings, source)])]);
}

/** JSON that does not depend on the order in which somebody wrote the keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
