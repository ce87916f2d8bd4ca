import fc from "fast-check";
import { type CallEvent, type EventKind, type Side, UNTIMED } from "../../lib/sip/call-event.ts";
import type { CallFacts } from "../../lib/sip/classify/classify.ts";

export const START = Date.UTC(2026, 10, 22, 9) * 1000;

/** Events as "seconds what", in one line: `0 invite; 0.1 100; 0.5 180 Ringing; 20 cancel by caller`. */
export function call(flow: string, facts: Partial<CallFacts> = {}): CallFacts {
  let cseq = 0;
  const events = flow.split(";").map((step): CallEvent => {
    const [, seconds, what, rest = ""] = /^\s*(\S+)\s+(\S+)\s*(.*)$/.exec(step)!;
    const code = Number(what);
    const by = /\bby (\S+)/.exec(rest)?.[1] ?? "";
    if (what === "invite") cseq++;
    return {
      at: seconds === "-" ? 0 : START + Math.round(Number(seconds) * 1e6),
      kind: Number.isNaN(code) ? (what as EventKind) : "response",
      code: code || Number(/\bcode (\d+)/.exec(rest)?.[1] ?? 0),
      cseq,
      by: by as Side,
      reason: Number.isNaN(code) ? (/"(.*)"/.exec(rest)?.[1] ?? "") : rest.replace(/\s*q850 \d+/, ""),
      q850: Number(/q850 (\d+)/.exec(rest)?.[1] ?? 0),
    };
  });
  return {
    basis: "wire",
    whole: false,
    silentUntil: UNTIMED,
    callerTag: "",
    ourSide: "caller",
    events,
    ...facts,
  };
}

/** Any event at all, likely or not: times and codes meet often. */
export const arbitraryEvent: fc.Arbitrary<CallEvent> = fc
  .record({
    at: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 60 }).map((second) => START + second * 1_000_000),
    ),
    kind: fc.constantFrom<EventKind[]>(
      "invite",
      "response",
      "response",
      "response",
      "response",
      "connect",
      "cancel",
      "bye",
      "bye-response",
      "reinvite",
      "ack",
      "unacknowledged",
      "kill",
      "finish",
      "blocked",
    ),
    code: fc.oneof(
      fc.constantFrom(0, 100, 180, 183, 199, 200, 401, 407, 486, 487, 408, 481, 503, 603, 910, 302),
      fc.integer({ min: 100, max: 999 }),
    ),
    cseq: fc.integer({ min: 0, max: 3 }),
    by: fc.constantFrom<Side[]>("", "caller", "callee", "tag:a", "tag:b"),
    reason: fc.constantFrom("", "Ringing", "Call completed elsewhere", "Network Blocked", "limit exceeded"),
    q850: fc.constantFrom(0, 16, 17, 19, 34, 38),
  })
  .map((event) => ({
    ...event,
    code: event.kind === "response" ? event.code : event.kind === "blocked" ? 901 : 0,
  }));
