import { mayBeRead } from "../sip/sip-message.ts";
import { indexOfVersion, readStartLine } from "../sip/start-line.ts";
import { isStartLike } from "./line-shapes.ts";
import { dressOf, HeadBuffer, isBlank, type LineDress, type LinePart } from "./message-lines.ts";
import type { SplitMessage } from "./split-messages.ts";
import type { Marker } from "./trace-marker.ts";

const DOT = 0x2e;
const ZERO = 0x30;

/** The headers of the message in hand, as they were on the wire. Headers that nobody reads are left out. */
export class MessageHead {
  readonly buffer = new HeadBuffer();
  dress: LineDress = { hasUuid: false, indent: 0, isDotted: false };
  /** The last line has no CR where it should have one: the packet ended in the middle of it. */
  isLineOpen = false;
  /** The last line was one of those that are read. */
  isLineKept = false;
  /** The next line goes on with the last one. */
  private goesOn = false;

  /** Begins with a bare line if that is a start line. */
  begin(bytes: Buffer, line: LinePart, marker: Marker | undefined): "begun" | "damaged" | "none" {
    const { buffer } = this;
    const { from, to } = line;
    const mayFollowJunk = marker?.showsPacketHeaders === true;
    const dress = dressOf(bytes, line);
    const start = line.from;
    line.from = from;
    const isLikely = mayFollowJunk ? indexOfVersion(bytes, from, to) >= 0 : isStartLike(bytes, start, to);
    if (!isLikely) return "none";
    // Without a heading only "SIP/2.0." tells that a dot is no part of the line.
    const isDotted = bytes[to - 1] === DOT && (marker?.showsCrAsDot === true || bytes[to - 2] === ZERO);
    buffer.length = 0;
    buffer.add(bytes, start, isDotted ? to - 1 : to);
    const found = readStartLine(buffer.bytes, 0, buffer.length);
    if (typeof found === "string") return found === "damaged" ? "damaged" : "none";
    if (found.from > 0 && !mayFollowJunk) return "none";
    this.dress = { ...dress, isDotted };
    this.isLineOpen = false;
    this.isLineKept = false;
    this.goesOn = false;
    return "begun";
  }

  /** Adds a line without its dress. Returns false if the headers have become too long. */
  add(bytes: Buffer, line: LinePart, isOpen: boolean): boolean {
    const first = bytes[line.from]!;
    // What goes on from the line before is kept as that was.
    if (!isBlank(first) && !this.goesOn) this.isLineKept = mayBeRead(first);
    this.isLineOpen = isOpen;
    this.goesOn = false;
    return !this.isLineKept || this.buffer.add(bytes, line.from, line.to);
  }

  /** Goes on with the headers that an earlier packet began. */
  resume({ head, isLineOpen, isLineKept, isDotted }: SplitMessage): void {
    this.buffer.load(head, isLineOpen && isLineKept);
    this.isLineKept = isLineKept;
    this.goesOn = isLineOpen;
    this.dress = { hasUuid: false, indent: 0, isDotted };
  }
}
