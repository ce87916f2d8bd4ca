import { endpointOf, hopOf } from "../message/hop.ts";
import type { MessageRoute } from "../message/message-sighting.ts";
import { u16, u32 } from "./byte-order.ts";
import type { Cursor } from "./cursor.ts";

/** One end of a hop, with a number that no other end has. */
export interface Endpoint {
  readonly id: number;
  readonly text: string;
}

const MAX_ENDPOINTS = 50_000;
const MAX_ROUTES = 100_000;

/** Remembers the texts of addresses and hops: a capture repeats a few of them in every packet. */
export class Endpoints {
  readonly #byIpv4 = new Map<number, Endpoint>();
  readonly #byIpv6 = new Map<string, Endpoint>();
  readonly #routes = new Map<number, MessageRoute>();
  #lastId = 0;

  sourceOf(cursor: Cursor): Endpoint {
    return this.#endpoint(cursor.bytes, cursor.source, cursor.addressBytes, cursor.sourcePort);
  }

  destinationOf(cursor: Cursor): Endpoint {
    return this.#endpoint(cursor.bytes, cursor.destination, cursor.addressBytes, cursor.destinationPort);
  }

  routeOf(cursor: Cursor): MessageRoute {
    const source = this.sourceOf(cursor);
    const destination = this.destinationOf(cursor);
    const key = pairKey(source, destination);
    let route = this.#routes.get(key);
    if (!route) {
      if (this.#routes.size >= MAX_ROUTES) this.#routes.clear();
      route = { hop: hopOf(source.text, destination.text), sender: source.text, receiver: destination.text };
      this.#routes.set(key, route);
    }
    return route;
  }

  #endpoint(bytes: Buffer, at: number, addressBytes: number, port: number): Endpoint {
    if (addressBytes === 4) {
      const key = u32(bytes, at) * 0x10000 + port;
      return (
        this.#byIpv4.get(key) ?? this.#remember(this.#byIpv4, key, endpointOf(ipv4Text(bytes, at), port))
      );
    }
    const key = bytes.toString("latin1", at, at + addressBytes) + port;
    return (
      this.#byIpv6.get(key) ??
      this.#remember(this.#byIpv6, key, endpointOf(ipv6Text(bytes, at, addressBytes), port))
    );
  }

  #remember<Key>(known: Map<Key, Endpoint>, key: Key, text: string): Endpoint {
    if (known.size >= MAX_ENDPOINTS) known.clear();
    const endpoint = { id: ++this.#lastId, text };
    known.set(key, endpoint);
    return endpoint;
  }
}

/** One number for a direction between two ends. */
export function pairKey(source: Endpoint, destination: Endpoint): number {
  return source.id * 0x400_0000 + destination.id;
}

function ipv4Text(bytes: Buffer, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/** The form of RFC 5952: the longest run of zero groups becomes "::". No address at all becomes "". */
function ipv6Text(bytes: Buffer, at: number, addressBytes: number): string {
  const groups: number[] = [];
  for (let i = 0; i < addressBytes; i += 2) groups.push(u16(bytes, at + i));
  let runAt = -1;
  let runLength = 1;
  for (let from = 0; from < groups.length; from++) {
    let to = from;
    while (groups[to] === 0) to++;
    if (to - from > runLength) {
      runAt = from;
      runLength = to - from;
    }
  }
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(":");
  if (runAt < 0) return text(groups);
  return `${text(groups.slice(0, runAt))}::${text(groups.slice(runAt + runLength))}`;
}
