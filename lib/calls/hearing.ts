import { UNTIMED } from "../sip/call-event.ts";
import type { Leg } from "./observation.ts";
import { hostOf } from "./our-side.ts";
import type { Sighting } from "./sighting.ts";

/** Hosts of one log that are remembered; of others the log is taken to show one direction. */
const MAX_HOSTS = 10_000;

/**
 * Up to when a log was written, and whose incoming messages it shows. Only a log that would have
 * shown a response can show that none came: a capture of what one side sent never does.
 */
export class Hearing {
  #until = UNTIMED;
  /** Hosts to which a message was seen to come. */
  readonly #hosts = new Set<string>();
  /** Hops without addresses on which a response was seen. */
  readonly #answeredHops = new Set<string>();
  #lastHeardAt = "";

  take({ heardAt, hop, basis, events }: Sighting): void {
    for (const { at, kind } of events) {
      if (at > this.#until) this.#until = at;
      if (kind === "response" && basis === "wire" && heardAt === "") remember(this.#answeredHops, hop);
    }
    if (heardAt === this.#lastHeardAt) return;
    this.#lastHeardAt = heardAt;
    remember(this.#hosts, hostOf(heardAt));
  }

  /** Whether a response to whoever sent this request would have been seen. */
  hears({ callerAddress }: Sighting): boolean {
    return this.#hosts.has(hostOf(callerAddress));
  }

  /** The end of a hop to which alone messages were seen to come; "" if they came to both. */
  onlyEndOf(hop: string): string {
    const heard = hop.split("|").filter((end) => this.#hosts.has(hostOf(end)));
    return heard.length === 1 ? heard[0]! : "";
  }

  /** Epoch µs up to which a response would have been seen on this leg; UNTIMED if none would have been. */
  untilOn({ basis, hop, callerAddress }: Leg): number {
    if (basis !== "wire") return this.#until;
    const hears = hop.includes("|") ? this.#hosts.has(hostOf(callerAddress)) : this.#answeredHops.has(hop);
    return hears ? this.#until : UNTIMED;
  }
}

function remember(known: Set<string>, name: string): void {
  if (known.size < MAX_HOSTS) known.add(name);
}
