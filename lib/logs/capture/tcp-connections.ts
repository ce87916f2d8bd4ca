import type { HeaderTable } from "../message/header-table.ts";
import { indexOfMessage, indexOfVersion, readStartLine } from "../message/start-line.ts";
import type { Cursor } from "./cursor.ts";
import { skipKeepAlive } from "./datagram.ts";
import { type Endpoints, pairKey } from "./endpoints.ts";
import type { RecordTally } from "./record-tally.ts";
import { SipStream } from "./sip-stream.ts";
import { TcpDirection } from "./tcp-direction.ts";
import { enterTcp, type TcpSegment } from "./tcp-segment.ts";

const SIP_TLS_PORT = 5061;
const MAX_DIRECTIONS = 5_000;
const MAX_HELD_BYTES = 1 << 25;
const IDLE_US = 60_000_000;
/** Segments between two looks at the memory that waiting data takes. */
const CHECK_EVERY = 1024;

/** Finds the TCP connections that carry SIP, by what they carry, and follows each of their directions. */
export class TcpConnections {
  readonly #directions = new Map<number, TcpDirection>();
  readonly #endpoints: Endpoints;
  readonly #tally: RecordTally;
  readonly #segment: TcpSegment = { sequence: 0, isSyn: false, isFin: false, isReset: false };
  readonly #headers: HeaderTable;
  #segments = 0;

  constructor(endpoints: Endpoints, tally: RecordTally, headers: HeaderTable) {
    this.#headers = headers;
    this.#endpoints = endpoints;
    this.#tally = tally;
  }

  /** Takes the segment whose header the cursor stands at and settles its packet, now or later. */
  take(cursor: Cursor): void {
    const segment = this.#segment;
    const tally = this.#tally;
    const obstacle = enterTcp(cursor, segment);
    const hasPayload = cursor.at < cursor.end;
    if (obstacle === "not-sip") tally.ignore("not-sip");
    else if (obstacle) tally.reject(cursor.number, obstacle.reason);
    else if (this.#directions.size > 0) this.#takeOfConnection(cursor, hasPayload);
    else if (hasPayload && beginsSip(cursor)) this.#takeOfConnection(cursor, true);
    else tally.ignore(hasPayload ? otherTraffic(cursor) : "no-payload");
  }

  /** The capture is over. */
  end(): void {
    for (const direction of this.#directions.values()) direction.end();
    this.#directions.clear();
  }

  #takeOfConnection(cursor: Cursor, hasPayload: boolean): void {
    const segment = this.#segment;
    const tally = this.#tally;
    const endpoints = this.#endpoints;
    if (!hasPayload && !segment.isSyn && !segment.isReset) {
      tally.ignore("no-payload");
      return;
    }
    const key = pairKey(endpoints.sourceOf(cursor), endpoints.destinationOf(cursor));
    let direction = this.#directions.get(key);
    if (direction && segment.isSyn) {
      this.#close(key, direction);
      direction = undefined;
    }
    if (hasPayload) {
      if (!direction && beginsSip(cursor)) direction = this.#open(key, cursor);
      if (direction) direction.take(cursor, segment.sequence);
      else tally.ignore(otherTraffic(cursor));
    } else {
      tally.ignore("no-payload");
    }
    if (direction && segment.isReset) this.#close(key, direction);
    if (++this.#segments % CHECK_EVERY === 0) this.#release(cursor.time);
  }

  #open(key: number, cursor: Cursor): TcpDirection {
    if (this.#directions.size >= MAX_DIRECTIONS) this.#release(cursor.time);
    const stream = new SipStream(this.#endpoints.routeOf(cursor), this.#tally, this.#headers);
    const direction = new TcpDirection(stream, this.#tally, this.#segment.sequence);
    this.#directions.set(key, direction);
    return direction;
  }

  #close(key: number, direction: TcpDirection): void {
    this.#directions.delete(key);
    direction.end();
  }

  /** Forgets what is idle, and the oldest half if that is not enough. A direction that goes on is found again. */
  #release(now: number): void {
    let held = 0;
    for (const [key, direction] of this.#directions) {
      if (now - direction.lastAt > IDLE_US) this.#close(key, direction);
      else held += direction.heldBytes;
    }
    if (this.#directions.size < MAX_DIRECTIONS && held < MAX_HELD_BYTES) return;
    let surplus = this.#directions.size / 2;
    for (const [key, direction] of this.#directions) {
      if (surplus-- <= 0) return;
      this.#close(key, direction);
    }
  }
}

/** A message begins in this segment, or somewhere in it if the capture began in the middle of the connection. */
function beginsSip({ bytes, at, end }: Cursor): boolean {
  const start = skipKeepAlive(bytes, at, end);
  if (start >= end) return false;
  const line = readStartLine(bytes, start, end);
  if (typeof line === "object" || line === "unfinished") return true;
  return indexOfVersion(bytes, start, end) >= 0 && indexOfMessage(bytes, start, end) >= 0;
}

function otherTraffic({
  bytes,
  at,
  end,
  sourcePort,
  destinationPort,
}: Cursor): "no-payload" | "encrypted" | "not-sip" {
  if (skipKeepAlive(bytes, at, end) >= end) return "no-payload";
  const isTls = bytes[at]! >= 0x14 && bytes[at]! <= 0x17 && bytes[at + 1] === 0x03;
  return isTls && (sourcePort === SIP_TLS_PORT || destinationPort === SIP_TLS_PORT) ? "encrypted" : "not-sip";
}
