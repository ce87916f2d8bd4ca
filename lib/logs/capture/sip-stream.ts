import type { HeaderTable } from "../message/header-table.ts";
import { type MessageRoute, sightMessage } from "../message/message-sighting.ts";
import { isSufficient, readSipMessage } from "../message/sip-message.ts";
import { indexOfMessage, readStartLine } from "../message/start-line.ts";
import { skipKeepAlive } from "./datagram.ts";
import type { RecordTally } from "./record-tally.ts";

/** More header bytes than any message has that a real server sends (RFC 3261 §18.1.1 wonders at 1,300). */
const MAX_HEAD_BYTES = 1 << 16;
const MAX_HEAD_PACKETS = 256;
const MAX_BODY_BYTES = 1 << 20;

const LOST = "Part of a SIP message over TCP whose beginning is not in the capture";
const UNFINISHED = "Part of a SIP message over TCP whose end is not in the capture";
const ENDLESS = "Part of a SIP message over TCP whose headers do not end";

/**
 * Cuts the bytes of one direction of a TCP connection into SIP messages (RFC 3261 §18.3). A message
 * counts as soon as its headers are complete; its body is only passed over.
 */
export class SipStream {
  readonly #route: MessageRoute;
  readonly #tally: RecordTally;
  readonly #headers: HeaderTable;
  /** Headers that are not complete yet, and the numbers of the packets that brought them. */
  #head: Buffer | undefined;
  #headPackets: number[] = [];
  /** Time of the last bytes, epoch µs. */
  #time = 0;
  /** Bytes of a body that are still to come. */
  #bodyLeft = 0;
  /** Bytes are missing directly before the next ones. */
  #isAfterGap = false;

  constructor(route: MessageRoute, tally: RecordTally, headers: HeaderTable) {
    this.#headers = headers;
    this.#route = route;
    this.#tally = tally;
  }

  /** Takes the next bytes of the stream and settles the packet that brought them, now or later. */
  take(bytes: Buffer, from: number, to: number, number: number, time: number): void {
    this.#time = time;
    if (this.#bodyLeft > 0 && this.#head === undefined && beginsMessage(bytes, from, to)) this.#bodyLeft = 0;
    if (this.#head === undefined) {
      this.#read(bytes, from, to, number);
    } else {
      const joined = Buffer.concat([this.#head, bytes.subarray(from, to)]);
      this.#head = undefined;
      this.#read(joined, 0, joined.length, number);
    }
  }

  /** `missing` bytes are lost: they are passed over if they belong to a body. */
  skip(missing: number): void {
    if (this.#head === undefined && missing <= this.#bodyLeft) {
      this.#bodyLeft -= missing;
      return;
    }
    this.#giveUp(UNFINISHED);
    this.#bodyLeft = 0;
    this.#isAfterGap = true;
  }

  /** Nothing more will come. */
  end(): void {
    this.#giveUp(UNFINISHED);
  }

  get heldBytes(): number {
    return this.#head?.length ?? 0;
  }

  #read(bytes: Buffer, from: number, to: number, number: number): void {
    const tally = this.#tally;
    let at = from;
    let isPart = false;
    let isLost = false;
    while (at < to) {
      if (this.#bodyLeft > 0) {
        const step = Math.min(this.#bodyLeft, to - at);
        this.#bodyLeft -= step;
        at += step;
        isPart = true;
        continue;
      }
      at = skipKeepAlive(bytes, at, to);
      if (at >= to) break;
      const start = indexOfMessage(bytes, at, to);
      if (start !== at) {
        isPart = true;
        isLost = this.#isAfterGap;
      }
      if (start < 0) break;
      this.#isAfterGap = false;
      const message = readSipMessage(bytes, start, to, true, this.#headers);
      if (typeof message === "string" || message.bodyAt < 0) {
        if (this.#keep(bytes, start, to, number)) return;
        break;
      }
      this.#settleHead();
      tally.add(sightMessage(bytes, message, this.#route, this.#time));
      at = message.bodyAt;
      this.#bodyLeft = bodyLength(bytes, at, to, message.contentLength);
    }
    if (isLost && tally.isEmpty) tally.add({ reason: LOST });
    tally.settle(number, isPart ? "part-of-message" : "no-payload");
  }

  /** Holds headers until their end arrives. The packet is settled with them if nothing else settles it. */
  #keep(bytes: Buffer, start: number, to: number, number: number): boolean {
    if (to - start > MAX_HEAD_BYTES || this.#headPackets.length >= MAX_HEAD_PACKETS) {
      this.#tally.rejectAll(this.#headPackets, ENDLESS);
      this.#headPackets = [];
      this.#tally.add({ reason: ENDLESS });
      return false;
    }
    this.#head = Buffer.from(bytes.subarray(start, to));
    if (this.#tally.isEmpty) this.#headPackets.push(number);
    else this.#tally.settle(number, "part-of-message");
    return true;
  }

  #settleHead(): void {
    if (this.#headPackets.length === 0) return;
    this.#tally.ignoreAll(this.#headPackets, "part-of-message");
    this.#headPackets = [];
  }

  /** The rest of the headers is lost: what has arrived may still identify the call. */
  #giveUp(reason: string): void {
    const head = this.#head;
    const headPackets = this.#headPackets;
    this.#head = undefined;
    this.#headPackets = [];
    const last = headPackets.pop();
    if (head === undefined || last === undefined) return;
    const message = readSipMessage(head, 0, head.length, true, this.#headers);
    if (typeof message === "string" || !isSufficient(message)) {
      this.#tally.rejectAll([...headPackets, last], reason);
      return;
    }
    this.#tally.ignoreAll(headPackets, "part-of-message");
    this.#tally.add(sightMessage(head, message, this.#route, this.#time));
    this.#tally.settle(last, "part-of-message");
  }
}

/** A message that begins where a body should go on: the Content-Length was wrong. */
function beginsMessage(bytes: Buffer, from: number, to: number): boolean {
  if (typeof readStartLine(bytes, from, to) === "string") return false;
  const message = readSipMessage(bytes, from, to, true);
  return typeof message === "object" && message.callIdTo > message.callIdFrom;
}

/** Bytes of the body at `at`: what Content-Length says, unless something else than a message follows there. */
function bodyLength(bytes: Buffer, at: number, to: number, contentLength: number): number {
  if (contentLength <= 0 || contentLength > MAX_BODY_BYTES) return 0;
  const next = at + contentLength < to ? skipKeepAlive(bytes, at + contentLength, to) : to;
  if (next >= to) return contentLength;
  const line = readStartLine(bytes, next, to);
  return typeof line === "object" || line === "unfinished" ? contentLength : 0;
}
