import type { Settings } from "../settings/settings.ts";
import { settingsOf } from "../settings/settings.ts";
import type { EventKind } from "../sip/call-event.ts";
import { isChallenge } from "../sip/response-codes.ts";
import { gatewayOf } from "./gateway-name.ts";
import type { Observation } from "./observation.ts";
import { remoteAddress } from "./our-side.ts";
import type { Sighting } from "./sighting.ts";

/** What a gateway said to a REGISTER or OPTIONS, or that it said nothing. It is stored like a call, and is none. */
export interface GatewaySign {
  readonly source: string;
  /** By the name of the settings, else its address. */
  readonly gateway: string;
  readonly method: "REGISTER" | "OPTIONS";
  /** Epoch µs: of the response, or of the first request that nobody answered. */
  readonly at: number;
  /** 0 = no response came. */
  readonly code: number;
  readonly reason: string;
}

const METHODS: Partial<Record<EventKind, GatewaySign["method"]>> = {
  registration: "REGISTER",
  keepalive: "OPTIONS",
};

export function isGatewaySign({ events }: Pick<Sighting, "events">): boolean {
  return events.length === 1 && METHODS[events[0]!.kind] !== undefined;
}

/** Identity of a sign: nothing else happens between two ends in the same microsecond. */
export function signId({ hop, events }: Pick<Sighting, "hop" | "events">): string {
  const { kind, at } = events[0]!;
  return `${METHODS[kind]} ${hop} ${at}`;
}

/** The sign that an observation is, undefined if it is a call. */
export function gatewaySignOf({ source, legs }: Observation, settings: Settings): GatewaySign | undefined {
  const [leg] = legs;
  if (!leg || !isGatewaySign(leg)) return undefined;
  const { kind, at, code, reason } = leg.events[0]!;
  return {
    source,
    method: METHODS[kind]!,
    at,
    code,
    reason,
    gateway: gatewayOf(remoteAddress(leg, "caller"), settingsOf(settings, source)),
  };
}

/** More would be an attack on a registrar, from ever new ports. */
const MAX_REMEMBERED = 10_000;
/** One refusal says what the next ones of the same minute say. */
const REPEATED_US = 60e6;
/** A request over UDP is sent eleven times in 32 s (RFC 3261 §17.1.2.2); a client may give up sooner, and ask again. */
const SENT_IN_VAIN = 5;
const UNANSWERED_US = 31e6;

/** What is known of the requests of one kind over one hop. */
interface Exchange {
  /** The newest requests, to which nothing has come back: how many, and since when. */
  asked: number;
  since: number;
  /** The refusal or silence that was kept last; code -1 = none. */
  keptAt: number;
  keptCode: number;
  /** The next response that refuses nothing is news. */
  doubted: boolean;
  /** How often a client that had answered a challenge was challenged again. */
  again: number;
}

/**
 * Which signs of a log are worth keeping: registrations that were refused, requests that nobody answered, and
 * the first that went well after them, or after a call that was refused for the account. A client asks every
 * few minutes, and mostly nothing happens.
 */
export class SignFilter {
  readonly #exchanges = new Map<string, Exchange>();
  /** Call-IDs of clients that were challenged and have not been accepted since. */
  readonly #challenged = new Set<string>();

  /**
   * @param hears whether the log would have shown a response
   * @returns what to keep, undefined if it is nothing
   */
  take(sighting: Sighting, hears: boolean): Sighting | undefined {
    const { kind, code, at } = sighting.events[0]!;
    const exchange = this.#exchangeOf(kind, sighting.hop);
    if (exchange === undefined) return undefined;
    if (code === 0) return hears && isUnanswered(exchange, at) ? asSilence(sighting, exchange) : undefined;
    exchange.asked = 0;
    if (kind === "registration" && code >= 300)
      return this.#refused(sighting, exchange) ? sighting : undefined;
    this.#challenged.delete(sighting.callId);
    exchange.again = 0;
    exchange.keptCode = -1;
    if (!exchange.doubted) return undefined;
    exchange.doubted = false;
    return sighting;
  }

  /** Tells of a call whose INVITE the server refused: whether it still takes the login is news. */
  doubt(hop: string): void {
    const exchange = this.#exchangeOf("registration", hop);
    if (exchange !== undefined) exchange.doubted = true;
  }

  #exchangeOf(kind: EventKind, hop: string): Exchange | undefined {
    const key = `${kind} ${hop}`;
    const known = this.#exchanges.get(key);
    if (known !== undefined || this.#exchanges.size >= MAX_REMEMBERED) return known;
    const exchange = { asked: 0, since: 0, keptAt: 0, keptCode: -1, doubted: false, again: 0 };
    this.#exchanges.set(key, exchange);
    return exchange;
  }

  #refused({ callId, events }: Sighting, exchange: Exchange): boolean {
    const { code, at } = events[0]!;
    if (isMetAtOnce(code) || (isChallenge(code) && !this.#isRefusal(callId, exchange))) return false;
    if (exchange.keptCode === code && at - exchange.keptAt < REPEATED_US) return false;
    keep(exchange, at, code);
    return true;
  }

  /**
   * A challenge is met with a login, and the next one says that the login was wrong, or only that the
   * challenge had grown old (RFC 7616 §3.3): twice in a row it was wrong.
   */
  #isRefusal(callId: string, exchange: Exchange): boolean {
    if (!this.#challenged.has(callId)) {
      if (this.#challenged.size < MAX_REMEMBERED) this.#challenged.add(callId);
      return false;
    }
    exchange.again++;
    return exchange.again > 1;
  }
}

/** Counts a request. Once for each silence it is true that nobody answers any more. */
function isUnanswered(exchange: Exchange, at: number): boolean {
  if (exchange.asked === 0) exchange.since = at;
  exchange.asked++;
  return exchange.keptCode !== 0 && exchange.asked >= SENT_IN_VAIN && at - exchange.since >= UNANSWERED_US;
}

function asSilence(sighting: Sighting, exchange: Exchange): Sighting {
  keep(exchange, exchange.since, 0);
  return { ...sighting, events: [{ ...sighting.events[0]!, at: exchange.since }] };
}

function keep(exchange: Exchange, at: number, code: number): void {
  exchange.keptAt = at;
  exchange.keptCode = code;
  exchange.doubted = true;
}

/** The client asks again elsewhere (RFC 3261 §10.2.8), for longer (§10.2.8, 423), or as the server demands (421, 494). */
function isMetAtOnce(code: number): boolean {
  return code < 400 || code === 420 || code === 421 || code === 423 || code === 494;
}
