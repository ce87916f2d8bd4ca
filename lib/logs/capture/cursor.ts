/**
 * A place inside a packet. Each layer moves it inward: over its own header, to the end of its own
 * payload. One cursor serves all packets, because most packets are media and must cost next to nothing.
 */
export class Cursor {
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  end = 0;
  /** What stands at `at`: an EtherType before a network header, a protocol number before a transport header. */
  protocol = 0;
  /** Bytes that belong behind `end` and that the capture did not keep. */
  missing = 0;
  /** Number of the packet, and its time in epoch µs. */
  number = 0;
  time = 0;
  /** Offsets of the innermost addresses, and how long they are: 4 or 16 bytes. */
  source = 0;
  destination = 0;
  addressBytes = 0;
  sourcePort = 0;
  destinationPort = 0;
}

/** Why a layer could not be entered: a reason for the report, or nothing that concerns calls. */
export type Obstacle = "not-sip" | { readonly reason: string };

/** Moves the end inward where a header says that its payload is shorter than what follows it. */
export function limitTo(cursor: Cursor, end: number): void {
  if (end <= cursor.end) {
    cursor.end = end;
    cursor.missing = 0;
  } else {
    // A length beyond the packet is believed only as far as the capture has cut the packet.
    cursor.missing = Math.min(end - cursor.end, cursor.missing);
  }
}

const CUT_SHORT: Obstacle = {
  reason: "The capture kept too little of this packet to see what it carries",
};

/** The headers do not fit: the capture cut them off, or the packet is malformed and nothing of ours. */
export function tooShort(cursor: Cursor): Obstacle {
  return cursor.missing > 0 ? CUT_SHORT : "not-sip";
}
