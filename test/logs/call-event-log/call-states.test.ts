import { expect, test } from "vitest";
import { callStates } from "../../../lib/logs/call-event-log/call-states.ts";

test("a call that was active lately is remembered, one that ended long ago starts anew", () => {
  const states = callStates(10);
  states.of("busy").attempts = 1;
  Object.assign(states.of("ended"), { attempts: 1, ended: true });
  for (let i = 0; i < 9; i++) states.of(`call ${i}`);
  expect(states.of("ended").attempts).toBe(1);
  for (let i = 0; i < 100; i++) {
    states.of(`another call ${i}`);
    states.of("busy");
  }
  expect(states.of("busy").attempts).toBe(1);
  expect(states.of("ended").attempts).toBe(0);
});

test("a long talk is remembered while any number of calls come and end", () => {
  const states = callStates(10, 1);
  states.of("talk").attempts = 1;
  for (let i = 0; i < 1_000; i++) states.of(`call ${i}`).ended = true;
  expect(states.of("talk").attempts).toBe(1);
});

test("of calls that never end only the latest are remembered", () => {
  const states = callStates(10, 20);
  for (let i = 0; i < 1_000; i++) states.of(`call ${i}`).attempts = 1;
  expect(states.of("call 985").attempts).toBe(1);
  expect(states.of("call 0").attempts).toBe(0);
});
