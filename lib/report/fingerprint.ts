import { createHash } from "node:crypto";
import type { Settings } from "../settings/settings.ts";
import { isLive, type Snapshot } from "../store/snapshot.ts";

/**
 * Stands for everything that a report is made from: the facts of every UTC hour, the settings
 * and the zone. It hashes the content of the hours, not the files that brought it, so that an
 * identical upload, under the same key or another, re-issues nothing.
 */
export function fingerprintOf(snapshot: Snapshot, settings: Settings, zone: string): string {
  const wanted = new Set(snapshot.hours);
  const facts = new Set<string>();
  for (const file of snapshot.files.filter(isLive)) {
    for (const [hour, { digest }] of Object.entries(file.hours)) {
      if (wanted.has(hour)) facts.add(`${file.source} ${hour} ${digest}`);
    }
  }
  const hash = createHash("sha256");
  for (const fact of [...facts].sort()) hash.update(fact).update("\n");
  // Which reports are wanted does not change what is in them.
  const { reportEachUpload: _, ...meaning } = settings;
  hash.update(zone).update(JSON.stringify(meaning));
  return hash.digest("base64url");
}
