import { Cursor } from "./cursor.ts";
import type { FragmentOfDatagram } from "./network-layer.ts";
import type { RecordTally } from "./record-tally.ts";

interface Part {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** A datagram of which parts have arrived. */
interface Datagram {
  readonly addresses: Buffer;
  readonly protocol: number;
  readonly numbers: number[];
  /** Sorted by offset. */
  readonly parts: Part[];
  /** When the last part arrived, epoch µs. */
  time: number;
  /** Bytes of its payload; -1 until the last part arrives. */
  length: number;
}

const MAX_DATAGRAMS = 512;
const MAX_PARTS = 128;
/** RFC 8200 §4.5 gives a datagram 60 seconds to arrive. */
const PATIENCE_US = 60_000_000;

/** Puts the datagrams together that IPv4 or IPv6 split. */
export class Fragments {
  readonly #open = new Map<string, Datagram>();
  readonly #tally: RecordTally;
  readonly #onDatagram: (cursor: Cursor) => void;

  /** `onDatagram` gets a cursor at a transport header and settles the packet of the cursor's number. */
  constructor(tally: RecordTally, onDatagram: (cursor: Cursor) => void) {
    this.#tally = tally;
    this.#onDatagram = onDatagram;
  }

  /** Takes the part at which the cursor stands. */
  take(cursor: Cursor, { id, offset, isLast }: FragmentOfDatagram): void {
    const { bytes, at, end, source, addressBytes, protocol, time } = cursor;
    const addresses = bytes.subarray(source, source + 2 * addressBytes);
    const key = `${addresses.toString("latin1")}${id}/${protocol}`;
    let datagram = this.#open.get(key);
    if (!datagram) {
      this.#expire(time);
      datagram = { addresses: Buffer.from(addresses), protocol, numbers: [], parts: [], time, length: -1 };
      this.#open.set(key, datagram);
    }
    datagram.time = time;
    datagram.numbers.push(cursor.number);
    insert(datagram.parts, { offset, bytes: Buffer.from(bytes.subarray(at, end)) });
    if (isLast) datagram.length = offset + (end - at) + cursor.missing;
    if (contiguousLength(datagram.parts) === datagram.length || datagram.parts.length >= MAX_PARTS) {
      this.#finish(key, datagram);
    }
  }

  /** The capture is over: what the incomplete datagrams hold is all there will be. */
  end(): void {
    for (const [key, datagram] of this.#open) this.#finish(key, datagram);
  }

  #expire(now: number): void {
    for (const [key, datagram] of this.#open) {
      if (this.#open.size < MAX_DATAGRAMS && now - datagram.time < PATIENCE_US) return;
      this.#finish(key, datagram);
    }
  }

  #finish(key: string, datagram: Datagram): void {
    this.#open.delete(key);
    const { addresses, numbers, parts, length } = datagram;
    const held = contiguousLength(parts);
    if (held === 0) {
      this.#tally.rejectAll(numbers, "IP fragment whose first part is not in the capture");
      return;
    }
    const cursor = new Cursor();
    cursor.number = numbers.pop()!;
    cursor.time = datagram.time;
    cursor.protocol = datagram.protocol;
    cursor.addressBytes = addresses.length / 2;
    cursor.destination = cursor.addressBytes;
    cursor.at = addresses.length;
    cursor.end = addresses.length + held;
    cursor.missing = length < 0 ? 1 : Math.max(0, length - held);
    cursor.bytes = Buffer.alloc(cursor.end);
    cursor.bytes.set(addresses);
    for (const part of parts) {
      if (part.offset < held) cursor.bytes.set(part.bytes, addresses.length + part.offset);
    }
    this.#onDatagram(cursor);
    this.#tally.settleParts(numbers);
  }
}

function insert(parts: Part[], part: Part): void {
  let at = parts.length;
  while (at > 0 && parts[at - 1]!.offset > part.offset) at--;
  parts.splice(at, 0, part);
}

/** Bytes from the beginning without a hole. */
function contiguousLength(parts: readonly Part[]): number {
  let length = 0;
  for (const { offset, bytes } of parts) {
    if (offset > length) break;
    length = Math.max(length, offset + bytes.length);
  }
  return length;
}
