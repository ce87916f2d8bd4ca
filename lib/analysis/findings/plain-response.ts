import type { Call } from "../../calls/call.ts";

/** Not a response: the settings say that the one received means something else at this provider. */
const OVERRIDDEN = -1;

/** The last response where it means what it means everywhere; the settings know better than a test. */
export function plainResponse({ lastResponse, override }: Call): number {
  return override?.outcome === undefined ? lastResponse : OVERRIDDEN;
}
