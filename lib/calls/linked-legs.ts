import { subscriberPart } from "../numbering/plain-number.ts";
import { isChallenge } from "../sip/response-codes.ts";
import type { Call } from "./call.ts";
import { callOfAttempts } from "./call-of-attempts.ts";
import { type JoinedCalls, joinedCalls } from "./joined-calls.ts";
import { hostOf } from "./our-side.ts";

/**
 * Makes one call of the legs that an exchange between them gave Call-IDs of their own (a B2BUA, RFC 7092):
 * they share a session, or one names the Call-ID of another. The legs that leave or enter our side are
 * the call, as several attempts where there are several; where addresses do not tell, the legs of one caller
 * or the first leg are.
 *
 * @param calls in order of start
 */
export function joinLinkedLegs(calls: readonly Call[]): JoinedCalls {
  const groups = linkedGroups(calls);
  if (groups.length === 0) return { calls, legs: [] };
  const joined = new Map<Call, Call>();
  const legs = new Set<Call>();
  for (const group of groups) {
    for (const way of waysOf(group)) joined.set(way[0]!, callOfLegs(way, group));
    for (const leg of group) if (!joined.has(leg)) legs.add(leg);
  }
  return joinedCalls(calls, joined, legs);
}

/** Calls of one source that share a link, each group in order of start; a call alone is none. */
function linkedGroups(calls: readonly Call[]): readonly (readonly Call[])[] {
  const links = new Set<string>();
  for (const { link } of calls) if (link !== "") links.add(link);
  if (links.size === 0) return [];
  /** Of each call with a link the first one known of its group, found over others that were taken for it. */
  const before = new Map<Call, Call>();
  const firstOf = (call: Call): Call => {
    let first = call;
    for (let next = before.get(first); next !== undefined; next = before.get(first)) first = next;
    return first;
  };
  const firstWith = new Map<string, Call>();
  const linked: Call[] = [];
  for (const call of calls) {
    const keys = [call.link, call.callId].filter((key) => key !== "" && links.has(key));
    if (keys.length > 0) linked.push(call);
    for (const key of keys.map((one) => `${call.source}\n${one}`)) {
      const [known, own] = [firstWith.get(key), firstOf(call)];
      if (known === undefined) firstWith.set(key, call);
      else if (firstOf(known) !== own) before.set(own, firstOf(known));
    }
  }
  const groups = new Map<Call, Call[]>();
  for (const call of linked) {
    const first = firstOf(call);
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [call]);
    else group.push(call);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The legs that are calls of their own: those that go out, those that come in; else all of one caller, else the first leg. */
function waysOf(group: readonly Call[]): readonly (readonly Call[])[] {
  const outbound = group.filter((leg) => leg.direction === "outbound");
  const inbound = group.filter((leg) => leg.direction === "inbound");
  const isOurs = (leg: Call) => outbound.some((onward) => isFarPhone(leg, onward));
  const ways = [inbound.filter((leg) => !isOurs(leg)), outbound].filter((legs) => legs.length > 0);
  if (ways.length > 0) return ways;
  return haveOneCaller(group) ? [group] : [[group[0]!]];
}

/**
 * Whether a call that seems to come in is that of a phone of ours far away, which dials what then goes out: it has
 * the short number of an extension, or our server asks it for a login.
 */
function isFarPhone(leg: Call, onward: Call): boolean {
  const number = subscriberPart(leg.to) || leg.to;
  if (number === "" || number !== (subscriberPart(onward.to) || onward.to)) return false;
  return EXTENSION.test(leg.from) || leg.responses.some(isChallenge);
}

const EXTENSION = /^\d{2,6}$/;

/** Where no settings tell our addresses, legs from one host to others are the attempts of an exchange. */
function haveOneCaller(legs: readonly Call[]): boolean {
  const caller = hostOf(legs[0]!.callerAddress);
  return caller !== "" && legs.every(({ callerAddress }) => hostOf(callerAddress) === caller);
}

/** Legs that leave our side one after the other are attempts; a call that came in is its first leg. */
function callOfLegs(legs: readonly Call[], group: readonly Call[]): Call {
  const agent = group.find((leg) => leg.agent !== "")?.agent ?? "";
  const [first] = legs as [Call];
  const call = legs.length === 1 || first.direction === "inbound" ? first : callOfAttempts(legs);
  return { ...call, agent };
}
