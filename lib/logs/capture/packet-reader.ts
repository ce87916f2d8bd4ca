import type { RecordSink } from "../format/log-format.ts";
import type { HeaderTable } from "../message/header-table.ts";
import { u16 } from "./byte-order.ts";
import type { PacketConsumer } from "./capture-file.ts";
import { Cursor, limitTo, type Obstacle, tooShort } from "./cursor.ts";
import { readDatagram } from "./datagram.ts";
import { Endpoints } from "./endpoints.ts";
import { EXPORTED_PDU, enterExportedPdu } from "./exported-pdu.ts";
import { Fragments } from "./fragments.ts";
import { enterHep } from "./hep.ts";
import { enterLink, enterRaw } from "./link-layer.ts";
import { enterNetwork, type FragmentOfDatagram, PROTOCOL } from "./network-layer.ts";
import { RecordTally } from "./record-tally.ts";
import { TcpConnections } from "./tcp-connections.ts";
import { enterGre, enterUdpTunnel } from "./tunnels.ts";

/** Tunnels in tunnels: more than any network builds. */
const MAX_DEPTH = 8;
const CARRIES_CALLS: ReadonlySet<number> = new Set(Object.values(PROTOCOL));

/** Reads packets from the link layer up to SIP and tells the sink about each exactly once. */
export class PacketReader implements PacketConsumer {
  readonly #tally: RecordTally;
  readonly #endpoints = new Endpoints();
  readonly #connections: TcpConnections;
  readonly #fragments: Fragments;
  readonly #cursor = new Cursor();
  readonly #headers: HeaderTable;
  #packets = 0;

  constructor(sink: RecordSink, headers: HeaderTable) {
    this.#headers = headers;
    this.#tally = new RecordTally(sink);
    this.#connections = new TcpConnections(this.#endpoints, this.#tally, headers);
    this.#fragments = new Fragments(this.#tally, (datagram) => this.#readTransport(datagram, 0));
  }

  packet(bytes: Buffer, from: number, to: number, linkType: number, missing: number, at: number): void {
    const cursor = this.#cursor;
    cursor.bytes = bytes;
    cursor.at = from;
    cursor.end = to;
    cursor.missing = missing;
    cursor.number = ++this.#packets;
    cursor.time = at;
    cursor.addressBytes = 0;
    cursor.sourcePort = 0;
    cursor.destinationPort = 0;
    if (linkType === EXPORTED_PDU) {
      this.#readMessage(cursor, enterExportedPdu(cursor));
      return;
    }
    const obstacle = enterLink(cursor, linkType);
    if (obstacle) this.#settle(cursor.number, obstacle);
    else this.#readNetwork(cursor, 0);
  }

  damaged(reason: string): void {
    this.#tally.reject(++this.#packets, reason);
  }

  /** The capture is over: settles the packets that waited for others. */
  end(): void {
    this.#fragments.end();
    this.#connections.end();
  }

  #readNetwork(cursor: Cursor, depth: number): void {
    if (depth > MAX_DEPTH) {
      this.#tally.reject(cursor.number, `Packet with more than ${MAX_DEPTH} tunnels in each other`);
      return;
    }
    const found = enterNetwork(cursor);
    if (found === undefined) this.#readTransport(cursor, depth);
    else if (typeof found === "object" && "offset" in found) this.#readFragment(cursor, found);
    else this.#settle(cursor.number, found);
  }

  #readFragment(cursor: Cursor, fragment: FragmentOfDatagram): void {
    if (CARRIES_CALLS.has(cursor.protocol)) this.#fragments.take(cursor, fragment);
    else this.#tally.ignore("not-sip");
  }

  #readTransport(cursor: Cursor, depth: number): void {
    switch (cursor.protocol) {
      case PROTOCOL.UDP:
        this.#readUdp(cursor, depth);
        break;
      case PROTOCOL.TCP:
        this.#connections.take(cursor);
        break;
      case PROTOCOL.IPV4:
      case PROTOCOL.IPV6:
        this.#readInner(cursor, depth, enterRaw(cursor));
        break;
      case PROTOCOL.GRE:
        this.#readInner(cursor, depth, enterGre(cursor));
        break;
      default:
        this.#tally.ignore("not-sip");
    }
  }

  #readInner(cursor: Cursor, depth: number, obstacle: Obstacle | undefined): void {
    if (obstacle) this.#settle(cursor.number, obstacle);
    else this.#readNetwork(cursor, depth + 1);
  }

  #readUdp(cursor: Cursor, depth: number): void {
    const obstacle = enterUdp(cursor);
    if (obstacle) {
      this.#settle(cursor.number, obstacle);
      return;
    }
    const tunnel = enterUdpTunnel(cursor);
    if (tunnel !== "no-tunnel") {
      this.#readInner(cursor, depth, tunnel);
      return;
    }
    const copy = enterHep(cursor);
    this.#readMessage(cursor, copy === "no-tunnel" ? undefined : copy);
  }

  #readMessage(cursor: Cursor, obstacle: Obstacle | undefined): void {
    if (obstacle) {
      this.#settle(cursor.number, obstacle);
    } else {
      this.#tally.add(readDatagram(cursor, this.#routeOf, this.#headers));
      this.#tally.settle(cursor.number, "not-sip");
    }
  }

  readonly #routeOf = (cursor: Cursor) => this.#endpoints.routeOf(cursor);

  #settle(number: number, obstacle: Obstacle): void {
    if (obstacle === "not-sip") this.#tally.ignore("not-sip");
    else this.#tally.reject(number, obstacle.reason);
  }
}

function enterUdp(cursor: Cursor): Obstacle | undefined {
  const { bytes, at } = cursor;
  if (cursor.end - at < 8) return tooShort(cursor);
  cursor.sourcePort = u16(bytes, at);
  cursor.destinationPort = u16(bytes, at + 2);
  const length = u16(bytes, at + 4);
  // Zero is a jumbogram (RFC 2675 §4) or left to the network card.
  if (length >= 8) limitTo(cursor, at + length);
  cursor.at = at + 8;
  return undefined;
}
