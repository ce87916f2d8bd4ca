import type { Settings } from "../settings/settings.ts";
import { settingsOf } from "../settings/settings.ts";
import { gatewayOf } from "./gateway-name.ts";
import type { Observation } from "./observation.ts";
import { remoteAddress } from "./our-side.ts";
import type { Sighting } from "./sighting.ts";

/** What a gateway said to our login. It is stored like a call, and is none. */
export interface Registration {
  readonly source: string;
  /** By the name of the settings, else its address. */
  readonly gateway: string;
  /** Epoch µs. */
  readonly at: number;
  readonly code: number;
  readonly reason: string;
}

/** Identity of a registration: nothing else happens between two ends in the same microsecond. */
export function registrationId({ hop, events }: Pick<Sighting, "hop" | "events">): string {
  return `REGISTER ${hop} ${events[0]!.at}`;
}

export function isRegistration({ events }: Pick<Sighting, "events">): boolean {
  return events.length === 1 && events[0]!.kind === "registration";
}

/** The registration that an observation is, undefined if it is a call. */
export function registrationOf({ source, legs }: Observation, settings: Settings): Registration | undefined {
  const [leg] = legs;
  if (!leg || !isRegistration(leg)) return undefined;
  const { at, code, reason } = leg.events[0]!;
  return {
    source,
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

/**
 * Which registrations of a log are worth keeping: those that were refused, and the first that was accepted
 * after them, or after a call that was refused for the account. A client registers every few minutes, and
 * mostly nothing happens.
 */
export class RegistrationFilter {
  /** By hop, the refusal that was kept last. */
  readonly #refused = new Map<string, { readonly at: number; readonly code: number }>();
  /** Hops on which the next acceptance is news. */
  readonly #doubted = new Set<string>();
  /** Call-IDs of clients that were challenged and have not been accepted since. */
  readonly #challenged = new Set<string>();
  /** By hop, how often a client that had answered a challenge was challenged again. */
  readonly #again = new Map<string, number>();

  keeps({ hop, callId, events }: Sighting): boolean {
    const { code, at } = events[0]!;
    if (code < 300) {
      this.#challenged.delete(callId);
      this.#again.delete(hop);
      this.#refused.delete(hop);
      return this.#doubted.delete(hop);
    }
    if (isMetAtOnce(code) || (isChallenge(code) && !this.#isRefusal(hop, callId))) return false;
    const last = this.#refused.get(hop);
    if (last === undefined && this.#refused.size >= MAX_REMEMBERED) return false;
    if (last?.code === code && at - last.at < REPEATED_US) return false;
    this.#refused.set(hop, { at, code });
    this.#doubted.add(hop);
    return true;
  }

  /** Tells of a call whose INVITE the server refused: whether it still takes the login is news. */
  doubt(hop: string): void {
    if (this.#doubted.size < MAX_REMEMBERED) this.#doubted.add(hop);
  }

  /**
   * A challenge is met with a login, and the next one says that the login was wrong, or only that the
   * challenge had grown old (RFC 7616 §3.3): twice in a row it was wrong.
   */
  #isRefusal(hop: string, callId: string): boolean {
    if (!this.#challenged.has(callId)) {
      if (this.#challenged.size < MAX_REMEMBERED) this.#challenged.add(callId);
      return false;
    }
    const again = (this.#again.get(hop) ?? 0) + 1;
    if (again === 1 && this.#again.size >= MAX_REMEMBERED) return false;
    this.#again.set(hop, again);
    return again > 1;
  }
}

/** The client asks again elsewhere (RFC 3261 §10.2.8), for longer (§10.2.8, 423), or as the server demands (421, 494). */
function isMetAtOnce(code: number): boolean {
  return code < 400 || code === 420 || code === 421 || code === 423 || code === 494;
}

function isChallenge(code: number): boolean {
  return code === 401 || code === 407;
}
