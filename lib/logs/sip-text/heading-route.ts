import { hopOf } from "../sip/hop.ts";
import type { Route } from "../sip/message-sighting.ts";
import type { Heading } from "./trace-marker.ts";

/** Where a trace without headings was seen. */
const UNKNOWN_HOP = "sip-text";

/** The hop of a message with this heading; where the trace shows one end alone, that end. */
export function routeOf(heading: Heading | undefined): Route {
  const { from = "", to = "" } = heading ?? {};
  const hop = from !== "" && to !== "" ? hopOf(from, to) : from || to || UNKNOWN_HOP;
  return { hop, sender: from };
}
