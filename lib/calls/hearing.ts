import { UNTIMED } from "../sip/call-event.ts";
import type { Leg } from "./observation.ts";
import { hostOf, otherEnd } from "./our-side.ts";
import type { Sighting } from "./sighting.ts";

/** Hosts of one log that are remembered; of others the log is taken to show one direction. */
const MAX_HOSTS = 10_000;
const BOTH = "both";

/**
 * Up to when a log was written, and whose incoming messages it shows. Only a log that would have
 * shown a response can show that none came: a capture of what one side sent never does, and one that never
 * shows the other side only where the request is sent again, as nobody does who has a response.
 */
export class Hearing {
  #until = UNTIMED;
  /** Hosts to which a message was seen to come. */
  readonly #hosts = new Set<string>();
  /** Hosts from which a message was seen to come. */
  readonly #senders = new Set<string>();
  /** Hops without addresses on which a response was seen. */
  readonly #answeredHops = new Set<string>();
  /** Who was seen to receive on a hop: one end, or {@link BOTH}. Nearly every message is on one that is known. */
  readonly #receivers = new Map<string, string>();

  take({ heardAt, hop, basis, events }: Sighting): void {
    for (const { at, kind } of events) {
      if (at > this.#until) this.#until = at;
      if (kind === "response" && basis === "wire" && heardAt === "") remember(this.#answeredHops, hop);
    }
    const known = this.#receivers.get(hop);
    if (known === heardAt || known === BOTH) return;
    if (this.#receivers.size < MAX_HOSTS) this.#receivers.set(hop, known === undefined ? heardAt : BOTH);
    remember(this.#hosts, hostOf(heardAt));
    remember(this.#senders, hostOf(otherEnd(hop, heardAt)));
  }

  /** Whether a response to whoever sent this request would have been seen. */
  hears({ callerAddress }: Sighting): boolean {
    return this.#hosts.has(hostOf(callerAddress));
  }

  /**
   * Epoch µs up to which a response would have been seen on this leg; UNTIMED if none would have been.
   *
   * @param sentAgain its INVITE was sent again
   */
  untilOn({ basis, hop, callerAddress }: Leg, sentAgain: boolean): number {
    if (basis !== "wire") return this.#until;
    return this.#hearsOn(hop, callerAddress, sentAgain) ? this.#until : UNTIMED;
  }

  #hearsOn(hop: string, callerAddress: string, sentAgain: boolean): boolean {
    if (!hop.includes("|")) return this.#answeredHops.has(hop);
    if (!this.#hosts.has(hostOf(callerAddress))) return false;
    return sentAgain || this.#senders.has(hostOf(otherEnd(hop, callerAddress)));
  }
}

function remember(known: Set<string>, name: string): void {
  if (known.size < MAX_HOSTS) known.add(name);
}
