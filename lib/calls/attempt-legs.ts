import { type CallEvent, UNTIMED } from "../sip/call-event.ts";
import { compareEvents, inOrder } from "../sip/event-order.ts";
import type { DecidingLeg } from "./deciding-leg.ts";
import { decisiveAttempt, decisiveAttemptOver } from "./gateway-attempts.ts";
import { isSameEvent } from "./merge-events.ts";
import type { Leg } from "./observation.ts";

/** Whether a call may have been tried more than once. */
export function mayHaveAttempts(legs: readonly Leg[]): boolean {
  if (legs.length > 1) return true;
  let invites = 0;
  for (const { kind } of legs[0]!.events) if (kind === "invite") invites++;
  return invites > 1;
}

/**
 * What was seen of each attempt of a call, in order of start: one leg for each hop, for each gateway
 * where a log names several, and for each INVITE that follows a failure. Empty where the call was tried once.
 *
 * @param hops the legs by hop that the call is judged by, of `all`
 */
export function attemptLegs(
  { hops, decisive: decisiveHop, endings }: DecidingLeg,
  all: readonly Leg[],
): readonly Leg[] {
  const tried = hops
    .flatMap((hop) => attemptsOn(hop, all))
    .flatMap(oneByOne)
    .filter(isAttempt);
  if (tried.length < 2) return NONE;
  const decisive = decisiveAttemptOver(decisiveHop.hop, tried);
  return tried
    .map((leg) => (leg === decisive && endings.length > 0 ? withEvents(leg, endings) : leg))
    .map((leg, _, legs) => untilTheNext(leg, legs))
    .sort((a, b) => firstAt(a) - firstAt(b));
}

const NONE: readonly Leg[] = [];
const NEVER = Number.MAX_SAFE_INTEGER;

/** A BYE alone that went another way than the INVITE is none. */
function isAttempt({ whole, events }: Leg): boolean {
  return whole || events.some(({ kind }) => kind === "invite" || kind === "response" || kind === "blocked");
}

/**
 * Failures that the caller meets by asking the same server again: with credentials (RFC 3261 §22), as the
 * response demands (§8.1.3.5, RFC 4028 §6, RFC 4412, RFC 8224 §6.2.2), at another address (§8.1.3.4), or later (§14.1).
 */
const ASKED_AGAIN: ReadonlySet<number> = new Set([
  401, 407, 413, 414, 415, 416, 417, 420, 421, 422, 428, 433, 436, 437, 438, 491, 494,
]);

function endsAttempt({ kind, code }: CallEvent): boolean {
  return kind === "response" && code >= 400 && code < 700 && !ASKED_AGAIN.has(code);
}

/** The attempts over one gateway that came one after the other. */
function oneByOne(leg: Leg): readonly Leg[] {
  const attempts: CallEvent[][] = [[]];
  let failed = false;
  for (const event of inOrder(leg.events)) {
    if (event.kind === "invite" && failed) {
      attempts.push([]);
      failed = false;
    }
    attempts.at(-1)!.push(event);
    failed ||= endsAttempt(event);
  }
  if (attempts.length === 1) return [leg];
  return attempts.map((events, i) => {
    const isLast = i === attempts.length - 1;
    return { ...leg, events, silentUntil: isLast ? leg.silentUntil : UNTIMED };
  });
}

function attemptsOn(hop: Leg, all: readonly Leg[]): readonly Leg[] {
  const legs = all.filter((leg) => leg.hop === hop.hop);
  const named = legs.filter(({ gateway }) => gateway !== "").sort((a, b) => firstAt(a) - firstAt(b));
  if (named.length < 2) return [hop];
  // A record of the whole call that names no gateway is about none of the attempts.
  const unnamed = legs.find(({ gateway, whole }) => gateway === "" && !whole)?.events ?? [];
  const lost = unnamed.filter((event) => !named.some((leg) => leg.events.some((e) => isSameEvent(e, event))));
  if (lost.length === 0) return named;
  const owners = lost.map((event) => ownerOf(event, named));
  return named.map((leg) =>
    owners.includes(leg)
      ? withEvents(
          leg,
          lost.filter((_, i) => owners[i] === leg),
        )
      : leg,
  );
}

/** An INVITE opens the attempt that is seen next; anything else belongs to the one that ran. */
function ownerOf({ kind, at }: CallEvent, attempts: readonly Leg[]): Leg {
  if (kind === "invite") return attempts.find((leg) => firstAt(leg) >= at) ?? attempts.at(-1)!;
  if (at === UNTIMED) return decisiveAttempt(attempts);
  return attempts.findLast((leg) => firstAt(leg) <= at) ?? attempts[0]!;
}

/** Whoever tries the next gateway has given up an attempt of which nothing more is heard. */
function untilTheNext(leg: Leg, legs: readonly Leg[]): Leg {
  if (leg.whole || leg.events.some(isEnd)) return leg;
  const last = lastAt(leg);
  let next = NEVER;
  for (const other of legs)
    if (other !== leg && firstAt(other) >= last) next = Math.min(next, firstAt(other));
  if (next === NEVER) return leg;
  return withEvents(leg, [{ at: next, kind: "kill", code: 0, cseq: 0, by: "", reason: "", q850: 0 }]);
}

function isEnd({ kind, code }: CallEvent): boolean {
  return kind === "response" ? code >= 200 : kind !== "invite" && kind !== "ringing";
}

function withEvents(leg: Leg, more: readonly CallEvent[]): Leg {
  return { ...leg, events: [...leg.events, ...more].sort(compareEvents) };
}

/** Epoch µs of the first event that has a time. */
function firstAt({ events }: Leg): number {
  return events.find(({ at }) => at !== UNTIMED)?.at ?? NEVER;
}

function lastAt({ events }: Leg): number {
  return events.reduce((last, { at }) => Math.max(last, at), UNTIMED);
}
