import { type CallEvent, type EventKind, isTime, UNTIMED } from "./call-event.ts";

/** Kinds that follow each other once per INVITE, in the order in which one causes the next. */
const INVITE_RANK: Partial<Record<EventKind, number>> = { invite: 0, ringing: 3, blocked: 4, cancel: 5 };
const FINAL_RANK = 6;

/** Kinds that come after the INVITE is settled. */
const LATER_RANK: Partial<Record<EventKind, number>> = {
  connect: 0,
  ack: 1,
  unacknowledged: 2,
  reinvite: 3,
  "dialog-lost": 4,
  kill: 5,
  finish: 6,
  bye: 7,
  "bye-response": 8,
  registration: 9,
  keepalive: 10,
  over: 11,
};
const LATER = 2 ** 40;

/** Orders events that carry the same time: by INVITE, then cause before effect. */
function causalRank(event: CallEvent): number {
  if (event.kind === "response") return event.cseq * 8 + responseRank(event.code);
  const rank = INVITE_RANK[event.kind];
  return rank === undefined ? LATER + LATER_RANK[event.kind]! : event.cseq * 8 + rank;
}

function responseRank(code: number): number {
  if (code >= 200) return FINAL_RANK;
  if (code > 100) return 3;
  return code === 100 ? 2 : 1;
}

function compareTies(a: CallEvent, b: CallEvent): number {
  return (
    causalRank(a) - causalRank(b) ||
    a.cseq - b.cseq ||
    a.code - b.code ||
    (a.by < b.by ? -1 : a.by > b.by ? 1 : 0)
  );
}

/** By time or place, then cause before effect; what has neither last. Only the same event compares as 0. */
export function compareEvents(a: CallEvent, b: CallEvent): number {
  if (a.at === b.at) return compareTies(a, b);
  if (a.at === UNTIMED) return 1;
  return b.at === UNTIMED ? -1 : a.at - b.at;
}

/**
 * The events of one call in the order in which they happened: by time, then cause before effect; where no
 * log says a time, by their place in the log. What has no time among others that have stands before the
 * first one that it may have caused. The order depends on the set of events only. Returns the same array
 * if it is in order already.
 */
export function inOrder(events: readonly CallEvent[]): readonly CallEvent[] {
  return areInOrder(events) ? events : sorted(events);
}

/** All have a time, or all a place, and none comes before the one before it: as most calls are read. */
function areInOrder(events: readonly CallEvent[]): boolean {
  let before = events[0];
  if (before === undefined) return true;
  if (before.at === UNTIMED) return false;
  const timed = isTime(before.at);
  for (let i = 1; i < events.length; i++) {
    const event = events[i]!;
    if (event.at === UNTIMED || isTime(event.at) !== timed) return false;
    if (before.at >= event.at && compareEvents(before, event) > 0) return false;
    before = event;
  }
  return true;
}

function sorted(events: readonly CallEvent[]): CallEvent[] {
  const timed = events.some(({ at }) => isTime(at));
  const isKnown = ({ at }: CallEvent) => (timed ? isTime(at) : at !== UNTIMED);
  const known = events.filter(isKnown).sort(compareEvents);
  const loose = events.filter((event) => !isKnown(event)).sort(compareTies);
  if (known.length === 0) return loose;
  for (const event of loose) {
    const rank = causalRank(event);
    const place = known.findIndex((other) => causalRank(other) > rank);
    known.splice(place < 0 ? known.length : place, 0, event);
  }
  return known;
}
