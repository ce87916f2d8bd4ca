import { SPACE } from "../message/ascii.ts";
import type { TraceHeading } from "./trace-marker.ts";

const LETTER_U = 0x55;
const LETTER_T = 0x54;
const ZERO = 0x30;
const TIME = Buffer.from("0000/00/00 00:00:00.000000", "latin1");
/** The last time, with dashes: in the form in which most logs write theirs, which is read the fastest. */
const STAMP = Buffer.from("0000-00-00 00:00:00.000000", "latin1");
const ARROW = Buffer.from(" -> ", "latin1");
/** "[AP] #1234567", flags of TCP and the packet's number, may follow the ends. */
const MAX_REST = 24;

const MAX_KNOWN = 10_000;
type KnownHeadings = Map<string, TraceHeading>;
/** The first heading between the same ends, as each tool writes it. */
const KNOWN = { ngrep: new Map() as KnownHeadings, sngrep: new Map() as KnownHeadings };

/**
 * The heading that ngrep, sipgrep or sngrep gave to a packet, if it has their usual form:
 * "U 2005/07/04 09:32:52.844249 10.0.0.1:5060 -> 10.0.0.2:5060 #1". Every second line of some traces
 * is one, and they differ in their times alone: `read` has to read the first between the same ends.
 */
export function ngrepHeading(
  bytes: Buffer,
  from: number,
  to: number,
  read: (line: string) => TraceHeading | undefined,
): TraceHeading | undefined {
  const first = bytes[from];
  const tool = (first === LETTER_U || first === LETTER_T) && bytes[from + 1] === SPACE ? "ngrep" : "sngrep";
  const time = tool === "ngrep" ? from + 2 : from;
  const ends = time + TIME.length + 1;
  if (ends >= to || !takeTime(bytes, time)) return undefined;
  const endsTo = endOfEnds(bytes, ends, to);
  if (endsTo < 0) return undefined;
  const key = bytes.toString("latin1", ends, endsTo);
  const known = KNOWN[tool].get(key);
  if (known) {
    const { marker, from, to } = known;
    return { marker, time: STAMP.toString("latin1"), from, to };
  }
  const heading = read(bytes.toString("latin1", from, to));
  if (heading?.marker.id === tool) {
    if (KNOWN[tool].size >= MAX_KNOWN) KNOWN[tool].clear();
    KNOWN[tool].set(key, { ...heading });
  }
  return heading;
}

/** Copies the digits of the time, which a space follows, to {@link STAMP}. Returns false if there is none. */
function takeTime(bytes: Buffer, from: number): boolean {
  for (let at = 0; at < TIME.length; at++) {
    const byte = bytes[from + at]!;
    if (TIME[at] !== ZERO) {
      if (byte !== TIME[at]) return false;
    } else {
      if (byte < ZERO || byte > ZERO + 9) return false;
      STAMP[at] = byte;
    }
  }
  return bytes[from + TIME.length] === SPACE;
}

/** Offset behind "10.0.0.1:5060 -> 10.0.0.2:5060"; -1 if something else stands there, or follows. */
function endOfEnds(bytes: Buffer, from: number, to: number): number {
  const arrow = bytes.indexOf(SPACE, from);
  for (let at = 0; at < ARROW.length; at++) if (bytes[arrow + at] !== ARROW[at]) return -1;
  const receiver = arrow + ARROW.length;
  const space = bytes.indexOf(SPACE, receiver);
  const end = space < 0 || space > to ? to : space;
  if (end <= receiver || to - end > MAX_REST) return -1;
  for (let at = end; at < to; at++) if (!isRest(bytes[at]!)) return -1;
  return end;
}

/** Spaces, "#", brackets, letters, digits. */
function isRest(byte: number): boolean {
  const lower = byte | 0x20;
  return (
    byte === SPACE ||
    byte === 0x23 ||
    byte === 0x5b ||
    byte === 0x5d ||
    (lower >= 0x61 && lower <= 0x7a) ||
    (byte >= ZERO && byte <= ZERO + 9)
  );
}
