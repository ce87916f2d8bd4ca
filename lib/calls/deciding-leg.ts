import type { SourceSettings } from "../settings/settings.ts";
import { BASES, type CallEvent, type EventKind, UNTIMED } from "../sip/call-event.ts";
import { isChallenge } from "../sip/response-codes.ts";
import { callerHops, isSameCaller, seenFrom, serverAskedOver } from "./caller-hops.ts";
import { courseOf } from "./course-of-attempts.ts";
import { isNamedGateway } from "./gateway-name.ts";
import { legsByHop } from "./legs-by-hop.ts";
import type { Leg } from "./observation.ts";
import { hostOf, leavesOurAddresses, otherEnd } from "./our-side.ts";

/** What of a call decides how it ended. */
export interface DecidingLeg {
  readonly leg: Leg;
  /** The leg and those over which the same caller tried other servers, see {@link callerHops}. */
  readonly hops: readonly Leg[];
  /** Of the hops the one that gave the call its result. */
  readonly decisive: Leg;
  /** What other legs alone know of how the call ended. */
  readonly endings: readonly CallEvent[];
  /** All of them. */
  readonly events: readonly CallEvent[];
}

const NO_EVENTS: readonly CallEvent[] = [];

export function decidingLeg(all: readonly Leg[], settings: SourceSettings): DecidingLeg {
  const legs = legsByHop(all);
  const leg = legs.length === 1 ? legs[0]! : bestLeg(legs, settings);
  if (legs.length === 1) return { leg, hops: legs, decisive: leg, endings: NO_EVENTS, events: leg.events };
  const hops = callerHops(leg, legs);
  const { events, decisive, silentUntil } = courseOf(hops);
  const endings = endingsBeside(leg, legs, events);
  return { leg: { ...leg, silentUntil }, hops, decisive, endings, events: [...events, ...endings] };
}

/**
 * One Call-ID crosses several hops, and they may end differently. The hop that leaves our own
 * addresses decides where settings name them, else the one where the call was first seen; the
 * wire before a record of it.
 */
function bestLeg(legs: readonly Leg[], settings: SourceSettings): Leg {
  let best: Leg | undefined;
  let bestRank: readonly number[] = [];
  for (const leg of legs) {
    const rank = [
      hasStart(leg) ? 0 : 1,
      leg.basis === "wire" ? 0 : 1,
      // A block in one log is why the others show nothing: it goes before their reports.
      leg.basis === "local" ? 0 : 1,
      BASES.indexOf(leg.basis),
      leavesOurAddresses(leg, settings) ? 0 : 1,
      // A phone of ours far away has an address that is not ours, too: it is asked for its login.
      isNamedGateway(otherEnd(leg.hop, leg.callerAddress), settings) ? 0 : 1,
      isAskedForLogin(leg) ? 1 : 0,
      firstAt(leg),
    ];
    if (!best || compareRanks(rank, bestRank) < 0) {
      best = leg;
      bestRank = rank;
    }
  }
  return best!;
}

/** By a server of ours: of a call that comes from a provider it asks none. */
function isAskedForLogin({ events }: Leg): boolean {
  return events.some(({ kind, code }) => kind === "response" && isChallenge(code));
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function hasStart(leg: Leg): boolean {
  return leg.whole || leg.events.some((event) => event.kind === "invite" || event.kind === "blocked");
}

function firstAt(leg: Leg): number {
  for (const event of leg.events) if (event.at !== UNTIMED) return event.at;
  return Number.MAX_SAFE_INTEGER;
}

const ENDINGS: ReadonlySet<EventKind> = new Set([
  "bye",
  "bye-response",
  "kill",
  "finish",
  "connect",
  "dialog-lost",
]);
/** Of a leg that the INVITE did not take: the requests of a dialog may take a shorter way (RFC 3261 §16.6). */
const IN_DIALOG: ReadonlySet<EventKind> = new Set(["reinvite", "response"]);

/** A BYE may bypass the hop that decides, and the platform's own log knows who ended a call: neither is lost. */
function endingsBeside(
  deciding: Leg,
  legs: readonly Leg[],
  events: readonly CallEvent[],
): readonly CallEvent[] {
  const known = new Set(events.map((event) => event.kind));
  const isTerminated = events.some(({ kind, code }) => kind === "response" && code === 487);
  return legs
    .filter((leg) => leg !== deciding && !isSameCaller(deciding, leg))
    .flatMap((leg) => {
      const isShortcut = leg.basis === "wire" && leg.events.some(isReinvite) && !hasStart(leg);
      const cancels = isTerminated && isBefore(leg, deciding);
      return seenFrom(deciding, leg).events.filter(
        ({ kind }) =>
          (isShortcut && IN_DIALOG.has(kind)) ||
          (!known.has(kind) && (ENDINGS.has(kind) || (cancels && kind === "cancel"))),
      );
    });
}

function isReinvite({ kind }: CallEvent): boolean {
  return kind === "reinvite";
}

/** Whether the one who sends the INVITE on over a leg got it over the other one: his CANCEL follows on that of his caller. */
function isBefore(leg: Leg, next: Leg): boolean {
  if (leg.callerAddress === "" || next.callerAddress === "") return false;
  return hostOf(serverAskedOver(leg)) === hostOf(next.callerAddress);
}
