import { expect, test } from "vitest";
import type { CallEvent } from "../../lib/sip/call-event.ts";
import { compareEvents, inOrder } from "../../lib/sip/event-order.ts";
import { call } from "./arbitrary-call.ts";

const kinds = (flow: string) =>
  inOrder(call(flow).events).map(({ kind, code }) => (kind === "response" ? code : kind));

test("of one second, as many logs write it: the answer, its mark, and only then who hung up", () => {
  expect(kinds("0 invite; 5 bye; 5 kill; 5 connect; 5 200; 5 180")).toEqual([
    "invite",
    180,
    200,
    "connect",
    "kill",
    "bye",
  ]);
  expect(kinds("5 finish; 5 bye; 5 bye-response; 5 reinvite; 5 connect")).toEqual([
    "connect",
    "reinvite",
    "finish",
    "bye",
    "bye-response",
  ]);
});

test("of one instant, progress comes before a block and our CANCEL, and the final response after it", () => {
  expect(kinds("1 invite; 1 200; 1 cancel; 1 183; 1 100")).toEqual(["invite", 100, 183, "cancel", 200]);
  expect(kinds("1 cancel; 1 blocked code 901; 1 183")).toEqual([183, "blocked", "cancel"]);
});

test("a second INVITE of the same instant comes after all that the first one led to", () => {
  expect(kinds("1 invite; 1 401; 1 invite; 1 100")).toEqual(["invite", 401, "invite", 100]);
});

test("an event without a time stands before the first that it may have caused", () => {
  expect(kinds("0 invite; - 180; 3 200; 60 bye")).toEqual(["invite", 180, 200, "bye"]);
  expect(kinds("0 invite; 3 200; - connect; 60 bye")).toEqual(["invite", 200, "connect", "bye"]);
  expect(kinds("0 invite; 3 200; - bye-response")).toEqual(["invite", 200, "bye-response"]);
  expect(kinds("- invite; - bye; - 200")).toEqual(["invite", 200, "bye"]);
});

test("events without a time come last where they are only sorted, and the same event is equal to itself", () => {
  const [invite, busy] = call("- invite; 3 486").events;
  expect(compareEvents(invite!, busy!)).toBeGreaterThan(0);
  expect(compareEvents(busy!, invite!)).toBeLessThan(0);
  expect(compareEvents(busy!, busy!)).toBe(0);
});

test("events of a log without times keep the order in which it shows them, also against cause and effect", () => {
  const placed = (...codes: number[]) =>
    codes.map((code, n) => ({ ...call(`0 ${code}`).events[0]!, at: n + 1 }));
  const order = (events: readonly CallEvent[]) => inOrder(events).map(({ code }) => code);
  const log = placed(183, 180, 100, 486, 181);
  expect(order(log)).toEqual([183, 180, 100, 486, 181]);
  expect(order([...log].reverse())).toEqual([183, 180, 100, 486, 181]);
});

test("beside events with times a place says nothing: what has none stands where it may have been caused", () => {
  const [late] = call("0 100").events;
  const timed = call("0 invite; 1 180; 2 200").events;
  const order = inOrder([{ ...late!, at: 999, cseq: 1 }, ...timed]);
  expect(order.map(({ kind, code }) => code || kind)).toEqual(["invite", 100, 180, 200]);
});
