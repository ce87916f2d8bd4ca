import type { Call } from "../../calls/call.ts";
import { catalogueEntryFor } from "../../sip/catalogue/catalogue.ts";

/** Not a response: the settings, or what else the log tells of the call, say that the one received means something else. */
const OVERRULED = -1;

/**
 * The last response where it means what its code usually means: the settings and the evidence of the call know better
 * than a test. A 503 whose Q.850 cause says that the subscriber is busy is no failure of a server.
 */
export function plainResponse({ lastResponse, outcome, override }: Call): number {
  if (override?.outcome !== undefined) return OVERRULED;
  return outcome === catalogueEntryFor(lastResponse).outcome ? lastResponse : OVERRULED;
}

/** A server of the provider failed or had no room, by its code and by all else that the log tells. */
export function isServerFailure({ lastResponse, outcome, responsible, override }: Call): boolean {
  if (override?.outcome !== undefined || lastResponse < 500 || lastResponse >= 600) return false;
  return (
    responsible === "provider" &&
    (outcome === "provider failure" || outcome === "congestion" || outcome === "timeout")
  );
}
