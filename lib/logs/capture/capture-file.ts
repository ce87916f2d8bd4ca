import type { ByteWindow } from "../text/byte-window.ts";

/** Takes the packets of a capture in their order. The bytes are valid during the call only. */
export interface PacketConsumer {
  /**
   * @param linkType Number of the link layer's type, as tcpdump.org lists them.
   * @param missing Bytes of the packet that the capture did not keep.
   * @param at Epoch µs; 0 = the capture does not say.
   */
  packet(bytes: Buffer, from: number, to: number, linkType: number, missing: number, at: number): void;
  /** A packet that the file announces and does not hold as it should. */
  damaged(reason: string): void;
}

/** Reads one kind of capture file. */
export interface CaptureFile {
  /** Reads what is complete in the window. Returns false if nothing after this point can be read. */
  consume(window: ByteWindow): boolean;
  /** The file is over: what is left in the window is incomplete. */
  end(window: ByteWindow): void;
}

/** No network has packets of this size: a length beyond it is damage. */
export const MAX_PACKET_BYTES = 1 << 22;
