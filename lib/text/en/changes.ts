import type { Totals } from "../../analysis/content/totals.ts";
import { OUTCOMES } from "../../sip/outcomes.ts";

/** Sentences: what a new revision shows differently from the one before. */
export function changesSince(
  before: { readonly revision: number; readonly totals: Totals | null },
  now: Totals,
): string[] {
  const old = before.totals;
  if (old === null) return [`Since revision ${before.revision}: its figures cannot be compared`];
  const changes = [
    changed("calls", old.calls, now.calls),
    changed("answered", old.answered, now.answered),
    ...OUTCOMES.filter((outcome) => outcome !== "answered").map((outcome) =>
      changed(outcome, old.outcomes[outcome] ?? 0, now.outcomes[outcome] ?? 0),
    ),
  ].filter((sentence) => sentence !== "");
  if (changes.length > 0) return changes.map((change) => `Since revision ${before.revision}: ${change}`);
  return [`Since revision ${before.revision}: other files or settings, the same counts`];
}

function changed(what: string, before: number, now: number): string {
  return before === now ? "" : `${what} ${before} → ${now}`;
}
