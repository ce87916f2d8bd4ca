import { hopOf } from "../message/hop.ts";
import type { MessageRoute } from "../message/message-sighting.ts";
import type { TraceHeading } from "./trace-marker.ts";

/** Where a trace without headings was seen. */
const UNKNOWN_HOP = "sip-text";

/** A trace repeats a few routes in every heading: by the sender, and by the receiver. */
const ROUTES = new Map<string, Map<string, MessageRoute>>();
const MAX_ROUTES = 10_000;
let routes = 0;

/** The hop of a message with this heading; where the trace shows one end alone, that end. */
export function routeOf(heading: TraceHeading | undefined): MessageRoute {
  const { from = "", to = "" } = heading ?? {};
  return ROUTES.get(from)?.get(to) ?? remember(from, to);
}

function remember(from: string, to: string): MessageRoute {
  if (++routes > MAX_ROUTES) {
    ROUTES.clear();
    routes = 1;
  }
  const hop = from !== "" && to !== "" ? hopOf(from, to) : from || to || UNKNOWN_HOP;
  const route = { hop, sender: from, receiver: to };
  const ofSender = ROUTES.get(from) ?? new Map<string, MessageRoute>();
  ROUTES.set(from, ofSender.set(to, route));
  return route;
}
