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
export function registrationId(hop: string, at: number): string {
  return `REGISTER ${hop} ${at}`;
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

/**
 * Which registrations of a log are worth keeping: those that were refused, and the first that was accepted
 * after them. A client registers every few minutes, and mostly nothing happens.
 */
export class RegistrationFilter {
  readonly #refused = new Set<string>();

  keeps({ hop, events }: Sighting): boolean {
    if (events[0]!.code < 300) return this.#refused.delete(hop);
    this.#refused.add(hop);
    return true;
  }
}
