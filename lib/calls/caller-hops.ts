import { sideOf } from "../sip/classify/sides.ts";
import { compareEvents } from "../sip/event-order.ts";
import type { Leg } from "./observation.ts";
import { hostOf, otherEnd } from "./our-side.ts";

/**
 * The hops over which the same caller tried one server after the other, or several at once, with the same Call-ID
 * (RFC 3263 §4.3): one leg for each server. Over TCP and TLS every connection has a port of its own (RFC 3261 §18.1.1).
 *
 * @param legs one for each hop, the given one among them
 */
export function callerHops(leg: Leg, legs: readonly Leg[]): readonly Leg[] {
  if (leg.callerAddress === "") return [leg];
  return oneForEachServer(
    legs.filter((other) => other === leg || isSameCaller(leg, other)).map((other) => seenFrom(leg, other)),
  );
}

/** The other leg in words of the one: an exchange may take another From tag for the next server. */
export function seenFrom({ callerTag }: Leg, other: Leg): Leg {
  if (other.callerTag === "" || other.callerTag === callerTag) return other;
  return {
    ...other,
    events: other.events.map((event) => ({ ...event, by: sideOf(event.by, other.callerTag) })),
  };
}

/** Two servers on one host, of which one passes the call to the other, are two callers. */
export function isSameCaller(leg: Leg, other: Leg): boolean {
  if (other.callerAddress === "" || hostOf(other.callerAddress) !== hostOf(leg.callerAddress)) return false;
  return serverAskedOver(leg) !== other.callerAddress && serverAskedOver(other) !== leg.callerAddress;
}

/** Who is asked over the leg, "address:port". */
export function serverAskedOver({ hop, callerAddress }: Leg): string {
  return otherEnd(hop, callerAddress);
}

function oneForEachServer(hops: readonly Leg[]): readonly Leg[] {
  const servers: Leg[] = [];
  for (const hop of hops) {
    const known = servers.findIndex(
      (leg) => serverAskedOver(leg) === serverAskedOver(hop) && goesOn(leg, hop),
    );
    if (known < 0) servers.push(hop);
    else servers[known] = joined(servers[known]!, hop);
  }
  return servers;
}

/** The CSeq counts on from one connection to the next; the same INVITE again is another attempt of a proxy. */
function goesOn(a: Leg, b: Leg): boolean {
  const asked = invitesOf(a);
  return !invitesOf(b).some((cseq) => asked.includes(cseq));
}

function invitesOf({ events }: Leg): readonly number[] {
  return events.filter(({ kind }) => kind === "invite").map(({ cseq }) => cseq);
}

function joined(a: Leg, b: Leg): Leg {
  const events = [...a.events, ...b.events].sort(compareEvents);
  const last = events.findLast(({ kind }) => kind === "invite");
  const asking = last !== undefined && b.events.includes(last) ? b : a;
  const first = a.callerSince <= b.callerSince ? a : b;
  return { ...first, events, silentUntil: asking.silentUntil };
}
