import type { CallEvent } from "../sip/call-event.ts";
import { isChallenge } from "../sip/response-codes.ts";
import { boundedCallId } from "./bounds.ts";
import { isAnswer } from "./gateway-attempts.ts";
import type { Leg, Observation } from "./observation.ts";
import { hostOf } from "./our-side.ts";
import { shortTag } from "./short-tag.ts";
import type { Sighting } from "./sighting.ts";

/** More would be a log of nothing else; what is beyond counts as the first call of its Call-ID. */
const MAX_REUSED = 100_000;

/** Calls of one Call-ID, each with its identity. */
interface Namesakes {
  readonly byTag: Map<string, string>;
  newest: string;
}

/**
 * Call-IDs that a caller gave to more than one call. RFC 3261 §8.1.1.4 forbids it, and some devices count on
 * the From tag alone, which never changes within a call (§8.1.1.3, §12.2.1.1).
 */
export class ReusedCallIds {
  readonly #reused = new Map<string, Namesakes>();

  /** Identity of the call that a record is about. */
  idOf(callId: string, sighting: Sighting): string {
    if (this.#reused.size === 0) return callId;
    const known = this.#reused.get(callId);
    return known === undefined ? callId : (known.byTag.get(callerTagOf(sighting)) ?? known.newest);
  }

  /** Identity of another call with this Call-ID, which the record of its INVITE begins. */
  add(callId: string, first: Pick<Observation, "legs">, { callerTag }: Sighting): string {
    const id = boundedCallId(`${callId};from-tag=${callerTag}`);
    let known = this.#reused.get(callId);
    if (known === undefined) {
      if (this.#reused.size >= MAX_REUSED) return id;
      known = { byTag: new Map(first.legs.map((leg) => [leg.callerTag, callId])), newest: id };
      this.#reused.set(callId, known);
    }
    known.newest = id;
    known.byTag.set(shortTag(callerTag), id);
    return id;
  }
}

/** "" where the record does not say who called: it names the sender of the request by the From tag. */
function callerTagOf({ callerTag, events, aside }: Sighting): string {
  if (callerTag !== "") return shortTag(callerTag);
  const by = events[0]?.by ?? aside?.by ?? "";
  return by.startsWith("tag:") ? shortTag(by.slice(4)) : "";
}

/**
 * Whether an INVITE begins another call than the one that is known by its Call-ID: the caller has taken a new From
 * tag. Some do so when they log in, and an exchange that tries the next server may: these are one call.
 */
export function beginsAnotherCall({ legs }: Pick<Observation, "legs">, sighting: Sighting): boolean {
  const { hop, callerTag, callerAddress, events } = sighting;
  const [invite] = events;
  if (callerTag === "" || invite?.kind !== "invite") return false;
  const tag = shortTag(callerTag);
  const others = legs.filter((leg) => leg.callerTag !== "" && leg.callerTag !== tag);
  if (others.length === 0 || legs.some((leg) => leg.callerTag === tag)) return false;
  const own = others.find((leg) => leg.hop === hop);
  if (own) return isOfCaller(own, callerAddress) && !meetsChallenge(own, invite);
  return others.some((leg) => isOfCaller(leg, callerAddress) && leg.events.some(isSettled));
}

function isOfCaller(leg: Leg, callerAddress: string): boolean {
  return hostOf(leg.callerAddress) === hostOf(callerAddress);
}

function meetsChallenge({ events }: Leg, { cseq }: CallEvent): boolean {
  const final = events.findLast(({ kind, code }) => kind === "response" && code >= 200);
  return final !== undefined && isChallenge(final.code) && cseq > final.cseq;
}

/** Nobody tries another server for such a call. */
function isSettled(event: CallEvent): boolean {
  return isAnswer(event) || event.kind === "cancel" || event.kind === "bye" || event.kind === "bye-response";
}
