import { expect, test } from "vitest";
import { callStates } from "../../../lib/logs/call-event-log/call-states.ts";

test("a call that was active lately is remembered, one that was silent for long starts anew", () => {
  const states = callStates(10);
  states.of("busy").attempts = 1;
  states.of("silent").attempts = 1;
  for (let i = 0; i < 100; i++) {
    states.of(`call ${i}`);
    states.of("busy");
  }
  expect(states.of("busy").attempts).toBe(1);
  expect(states.of("silent").attempts).toBe(0);
});
