import { expect, test } from "vitest";
import { createCollector } from "../../lib/calls/collector.ts";
import type { Sighting } from "../../lib/calls/sighting.ts";
import { type CallEvent, UNTIMED } from "../../lib/sip/call-event.ts";
import { sightingOf } from "../support/observations.ts";

// A log can show that nothing came back only if it would have shown what came.

const US = "10.0.0.1:5060";
const PROVIDER = "192.0.2.9:5060";
const ANOTHER = "198.51.100.7:5060";

test("an event log shows silence until its last line", () => {
  expect(silentUntil([line(0, "invite"), line(50, "invite", { callId: "b" })])).toBe(50);
});

test("a capture of both directions shows silence until its last message, whoever sent that", () => {
  const capture = [
    wire(0, US, PROVIDER),
    wire(1, PROVIDER, US, { callId: "b" }),
    wire(40, US, ANOTHER, { callId: "c" }),
  ];
  expect(silentUntil(capture)).toBe(40);
});

test("a capture of what we sent shows no silence, however long it is", () => {
  const capture = [wire(0, US, PROVIDER), wire(40, US, ANOTHER, { callId: "b" })];
  expect(silentUntil(capture)).toBe(UNTIMED);
});

test("a capture that never shows the other side shows its silence only where the INVITE is sent again", () => {
  const elsewhere = wire(40, ANOTHER, US, { callId: "b" });
  expect(silentUntil([wire(0, US, PROVIDER), elsewhere])).toBe(UNTIMED);
  expect(silentUntil([wire(0, US, PROVIDER), wire(0.5, US, PROVIDER), elsewhere])).toBe(40);
});

test.each([
  { what: "ack", branch: 7, because: "the branch of the INVITE acknowledges a failure" },
  { what: "ack", branch: 8, because: "a branch of its own acknowledges a 2xx" },
  { what: "prack", branch: 9, because: "only a provisional response is acknowledged so" },
] as const)(
  "$what with branch $branch shows that a response came which the log lacks: $because",
  ({ what, branch }) => {
    const invite = wire(0, US, PROVIDER, { branch: 7 });
    const answer = { ...invite, branch, events: [], aside: { what, at: 1, cseq: 1, by: "caller" } } as const;
    const later = wire(40, PROVIDER, US, { callId: "b" });
    expect(silentUntil([invite, later])).toBe(40);
    expect(silentUntil([invite, answer, later])).toBe(UNTIMED);
  },
);

test("a host is one host whatever the port", () => {
  const capture = [wire(0, "10.0.0.1:49152", PROVIDER), wire(40, "192.0.2.9:5061", US, { callId: "b" })];
  expect(silentUntil(capture)).toBe(40);
});

test("an INVITE that is sent again shows that nothing had come, in a capture of one direction too", () => {
  expect(silentUntil([wire(0, US, PROVIDER), wire(31.5, US, PROVIDER)])).toBe(31.5);
});

test("a trace without addresses shows silence once it has shown a response", () => {
  const bare = { hop: "sip-text", heardAt: "", callerAddress: "" };
  const trace = [wire(0, US, PROVIDER, bare), wire(35, US, PROVIDER, { ...bare, callId: "b" })];
  expect(silentUntil(trace)).toBe(UNTIMED);
  const answered = wire(36, PROVIDER, US, { ...bare, callId: "b", events: [event(36, "response", 486)] });
  expect(silentUntil([...trace, answered])).toBe(36);
});

test("a response to the last INVITE ends the silence, one to an earlier INVITE does not", () => {
  const login = [event(0, "invite"), event(1, "response", 407), { ...event(2, "invite"), cseq: 2 }];
  const log = (events: CallEvent[]) => [
    ...events.map((one) => line(0, "invite", { events: [one] })),
    line(60, "invite", { callId: "b" }),
  ];
  expect(silentUntil(log(login))).toBe(60);
  expect(silentUntil(log([...login, { ...event(3, "response", 180), cseq: 2 }]))).toBe(UNTIMED);
});

test("SIP 0 says that the request has arrived; the silence goes on", () => {
  expect(silentUntil([line(0, "invite"), line(1, "response"), line(50, "invite", { callId: "b" })])).toBe(50);
});

test("a table of calls shows no silence: each row tells what it tells", () => {
  const row = { live: false, whole: true };
  expect(silentUntil([line(0, "invite", row), line(50, "invite", { ...row, callId: "b" })])).toBe(UNTIMED);
});

/** Second until which the log shows that nothing came back to call "a". */
function silentUntil(log: readonly Sighting[]): number {
  let found = Number.NaN;
  const collector = createCollector({
    source: "pbx",
    onObservation({ callId, legs }) {
      if (callId === "a") found = legs[0]!.silentUntil / 1e6;
    },
  });
  for (const sighting of log) collector.add(sighting);
  collector.end();
  return found === 0 ? UNTIMED : found - START;
}

const START = 1_795_338_000;

function event(second: number, kind: CallEvent["kind"], code = 0): CallEvent {
  return { at: (START + second) * 1e6, kind, code, cseq: 1, by: "caller", reason: "", q850: 0 };
}

function line(second: number, kind: CallEvent["kind"], known: Partial<Sighting> = {}): Sighting {
  return sightingOf({ events: [event(second, kind)], ...known });
}

/** An INVITE on the wire. */
function wire(second: number, from: string, to: string, known: Partial<Sighting> = {}): Sighting {
  return line(second, "invite", {
    hop: [from, to].sort().join("|"),
    basis: "wire",
    heardAt: to,
    callerAddress: from,
    ...known,
  });
}
