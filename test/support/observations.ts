import fc from "fast-check";
import { PICKED_UP_BY } from "../../lib/calls/call-attributes.ts";
import { canonicalEvents, isSameEvent } from "../../lib/calls/merge-events.ts";
import type { Leg, Observation } from "../../lib/calls/observation.ts";
import type { Sighting } from "../../lib/calls/sighting.ts";
import { type Basis, type CallEvent, type EventKind, type Side, UNTIMED } from "../../lib/sip/call-event.ts";

/** All of them, by their type: one that is missing here would be stored untried. */
export const EVENT_KINDS = Object.keys({
  invite: true,
  response: true,
  connect: true,
  cancel: true,
  bye: true,
  "bye-response": true,
  reinvite: true,
  kill: true,
  finish: true,
  blocked: true,
  ringing: true,
  "dialog-lost": true,
  ack: true,
  unacknowledged: true,
  registration: true,
  keepalive: true,
  over: true,
} satisfies Record<EventKind, true>) as EventKind[];
const NOON_US = Date.UTC(2026, 10, 20, 12) * 1000;

const text = fc.oneof(fc.constant(""), fc.constantFrom("Busy Here", "+4930111", "тест", "a😀b"));

export const anyEvent: fc.Arbitrary<CallEvent> = fc.record({
  at: fc.oneof(
    fc.constant(0),
    // A place in a log without times.
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: -3_600_000_000, max: 3_600_000_000 }).map((d) => NOON_US + d),
  ),
  kind: fc.constantFrom(...EVENT_KINDS.filter((kind) => kind !== "registration" && kind !== "keepalive")),
  code: fc.constantFrom(0, 100, 180, 200, 486, 901),
  cseq: fc.integer({ min: 0, max: 3 }),
  by: fc.constantFrom<Side>("", "caller", "callee", "tag:a", "tag:b"),
  reason: text,
  q850: fc.constantFrom(0, 16, 17),
});

/** Events as one leg keeps them: no key twice. */
const events = fc.array(anyEvent, { maxLength: 12 }).map((all) => {
  const distinct: CallEvent[] = [];
  for (const event of all) if (!distinct.some((known) => isSameEvent(known, event))) distinct.push(event);
  return canonicalEvents(distinct);
});

const leg: fc.Arbitrary<Leg> = fc.record({
  hop: fc.constantFrom("10.0.0.1:5060|10.0.0.2:5060", "10.0.0.2:5060|10.0.0.3:5060", "log"),
  gateway: fc.constantFrom("", "alderwick", "fig"),
  basis: fc.constantFrom<Basis>("wire", "reported", "derived", "local"),
  whole: fc.boolean(),
  silentUntil: fc.constantFrom(UNTIMED, NOON_US, NOON_US + 40_000_000),
  callerTag: fc.constantFrom("", "a", "b"),
  callerAddress: fc.constantFrom("", "10.0.0.1:5060", "10.0.0.2:5060"),
  callerSince: fc.constantFrom(0, NOON_US, NOON_US + 1),
  events,
});

/** What one log saw of a call, with nothing known but what is given. */
export function legOf(known: Partial<Leg>): Leg {
  return {
    hop: "log",
    gateway: "",
    basis: "reported",
    whole: false,
    silentUntil: UNTIMED,
    callerTag: "",
    callerAddress: "",
    callerSince: 0,
    events: [],
    ...known,
  };
}

/** Observations of one and the same call. */
export const anyObservation: fc.Arbitrary<Observation> = fc.record({
  source: fc.constant("pbx"),
  callId: fc.constant("a84b4c76e66710@pc33.atlanta.example"),
  attributes: fc.record(
    {
      from: fc.constantFrom("1001", "+49301001"),
      to: fc.constantFrom("2002", "2003"),
      agent: fc.constantFrom("ann", "bob"),
      pickedUpBy: fc.constantFrom(...PICKED_UP_BY),
      scanner: fc.constant(true as const),
      link: fc.constantFrom("ab30317f1a784dc48ff824d0d3715d86", "a@b"),
      direction: fc.constantFrom("outbound" as const, "inbound" as const, "internal" as const),
      reportedTalkMs: fc.integer({ min: 0, max: 100_000 }),
    },
    { requiredKeys: [] },
  ),
  legs: fc
    .uniqueArray(leg, { selector: ({ hop, gateway }) => `${hop} ${gateway}`, minLength: 1, maxLength: 5 })
    .map((legs) => legs.sort((a, b) => (`${a.hop} ${a.gateway}` < `${b.hop} ${b.gateway}` ? -1 : 1))),
});

/** What one line of an event log says of a call, with nothing known but what is given. */
export function sightingOf(known: Partial<Sighting>): Sighting {
  return {
    callId: "a",
    hop: "log",
    basis: "reported",
    whole: false,
    live: true,
    heardAt: "",
    callerTag: "",
    callerAddress: "",
    gateway: "",
    events: [],
    attributes: {},
    ...known,
  };
}
