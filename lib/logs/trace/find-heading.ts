import { ngrepHeading } from "./ngrep-heading.ts";
import { traceEnd } from "./trace-end.ts";
import type { Marker, TraceHeading } from "./trace-marker.ts";
import { TRACE_MARKERS } from "./trace-markers.ts";

/** No heading is shorter ("U a:1 -> b:2") or longer. */
const MIN_HEADING = 12;
const MAX_HEADING = 1024;

/** The markers that may head a line with this first byte: most lines of a body share it with few of them. */
const MARKERS_BY_FIRST_BYTE = Array.from({ length: 256 }, (_, byte) =>
  TRACE_MARKERS.filter(({ begins }) => begins?.includes(String.fromCharCode(byte)) ?? true),
);

/** The heading that the line `[from, to)` is; undefined if it is none. */
export function findHeading(bytes: Buffer, from: number, to: number): TraceHeading | undefined {
  if (to - from < MIN_HEADING || to - from > MAX_HEADING) return undefined;
  return ngrepHeading(bytes, from, to, readHeading) ?? readHeading(bytes.toString("latin1", from, to));
}

/** The heading that a line is; undefined if it is none. */
export function readHeading(line: string): TraceHeading | undefined {
  if (line.length > MAX_HEADING) return undefined;
  for (const marker of MARKERS_BY_FIRST_BYTE[line.charCodeAt(0)] ?? TRACE_MARKERS) {
    if (!line.includes(marker.word)) continue;
    const found = marker.pattern.exec(line)?.groups;
    if (!found) continue;
    const heading = { marker, time: "", from: "", to: "" };
    takeOver(heading, found);
    return heading;
  }
  return undefined;
}

/** Reads a further line of the heading. Returns false if the line is none. */
export function readSecondLine(heading: TraceHeading, line: string): boolean {
  const match = line.length <= MAX_HEADING ? heading.marker.second?.exec(line) : null;
  if (!match) return false;
  if (match.groups) takeOver(heading, match.groups);
  return true;
}

function takeOver(heading: TraceHeading, found: Record<string, string | undefined>): void {
  const { marker } = heading;
  if (found.time !== undefined) heading.time = found.time.replace("\t", " ");
  if (found.from !== undefined && found.to !== undefined) {
    heading.from = endOf(found.from, marker);
    heading.to = endOf(found.to, marker);
  }
  const remote = found.remote === undefined ? "" : endOf(found.remote, marker);
  if (found.sent !== undefined) {
    heading.from = marker.id;
    heading.to = remote;
  } else if (found.received !== undefined) {
    heading.from = remote;
    heading.to = marker.id;
  }
}

/** A trace repeats a few ends in every heading. */
const KNOWN_ENDS = { dot: new Map<string, string>(), colon: new Map<string, string>() };
const MAX_KNOWN_ENDS = 10_000;

function endOf(text: string, marker: Marker): string {
  const portAfterDot = marker.showsPortAfterDot === true;
  const known = portAfterDot ? KNOWN_ENDS.dot : KNOWN_ENDS.colon;
  let end = known.get(text);
  if (end === undefined) {
    end = traceEnd(text, portAfterDot);
    if (known.size >= MAX_KNOWN_ENDS) known.clear();
    known.set(text, end);
  }
  return end;
}
