import type { RecordSink } from "../format/log-format.ts";
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

export interface PacketReader extends PacketConsumer {
  /** The capture is over: settles the packets that waited for others. */
  end(): void;
}

/** Reads packets from the link layer up to SIP and tells the sink about each exactly once. */
export function createPacketReader(sink: RecordSink): PacketReader {
  const tally = new RecordTally(sink);
  const endpoints = new Endpoints();
  const connections = new TcpConnections(endpoints, tally);
  const fragments = new Fragments(tally, (cursor) => readTransport(cursor, 0));
  const cursor = new Cursor();
  const routeOf = (of: Cursor) => endpoints.routeOf(of);
  let packets = 0;

  function settle(number: number, obstacle: Obstacle): void {
    if (obstacle === "not-sip") tally.ignore("not-sip");
    else tally.reject(number, obstacle.reason);
  }

  function readNetwork(of: Cursor, depth: number): void {
    if (depth > MAX_DEPTH) {
      tally.reject(of.number, `Packet with more than ${MAX_DEPTH} tunnels in each other`);
      return;
    }
    const found = enterNetwork(of);
    if (found === undefined) readTransport(of, depth);
    else if (typeof found === "object" && "offset" in found) readFragment(of, found);
    else settle(of.number, found);
  }

  function readFragment(of: Cursor, fragment: FragmentOfDatagram): void {
    if (CARRIES_CALLS.has(of.protocol)) fragments.take(of, fragment);
    else tally.ignore("not-sip");
  }

  function readTransport(of: Cursor, depth: number): void {
    switch (of.protocol) {
      case PROTOCOL.UDP:
        readUdp(of, depth);
        break;
      case PROTOCOL.TCP:
        connections.take(of);
        break;
      case PROTOCOL.IPV4:
      case PROTOCOL.IPV6:
        readInner(of, depth, enterRaw(of));
        break;
      case PROTOCOL.GRE:
        readInner(of, depth, enterGre(of));
        break;
      default:
        tally.ignore("not-sip");
    }
  }

  function readInner(of: Cursor, depth: number, obstacle: Obstacle | undefined): void {
    if (obstacle) settle(of.number, obstacle);
    else readNetwork(of, depth + 1);
  }

  function readUdp(of: Cursor, depth: number): void {
    const obstacle = enterUdp(of);
    if (obstacle) {
      settle(of.number, obstacle);
      return;
    }
    const tunnel = enterUdpTunnel(of);
    if (tunnel !== "no-tunnel") {
      readInner(of, depth, tunnel);
      return;
    }
    const copy = enterHep(of);
    readMessage(of, copy === "no-tunnel" ? undefined : copy);
  }

  function readMessage(of: Cursor, obstacle: Obstacle | undefined): void {
    if (obstacle) {
      settle(of.number, obstacle);
    } else {
      tally.add(readDatagram(of, routeOf));
      tally.settle(of.number, "not-sip");
    }
  }

  return {
    packet(bytes, from, to, linkType, missing, at) {
      cursor.bytes = bytes;
      cursor.at = from;
      cursor.end = to;
      cursor.missing = missing;
      cursor.number = ++packets;
      cursor.time = at;
      cursor.addressBytes = 0;
      cursor.sourcePort = 0;
      cursor.destinationPort = 0;
      if (linkType === EXPORTED_PDU) {
        readMessage(cursor, enterExportedPdu(cursor));
        return;
      }
      const obstacle = enterLink(cursor, linkType);
      if (obstacle) settle(cursor.number, obstacle);
      else readNetwork(cursor, 0);
    },
    damaged(reason) {
      tally.reject(++packets, reason);
    },
    end() {
      fragments.end();
      connections.end();
    },
  };
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
