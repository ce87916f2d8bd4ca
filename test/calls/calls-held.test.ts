import { expect, test } from "vitest";
import { callsHeld } from "../../lib/calls/calls-held.ts";

function held(limit: number) {
  const gone: string[] = [];
  return { gone, calls: callsHeld<string>(limit, (call) => gone.push(call)) };
}

test("no more calls are held than the limit, and each is handed over once", () => {
  const { gone, calls } = held(10);
  for (let i = 0; i < 1_000; i++) {
    calls.set(`call-${i}`, `call-${i}`);
    expect(i + 1 - gone.length).toBeLessThanOrEqual(10);
  }
  calls.end();
  expect(gone).toEqual(Array.from({ length: 1_000 }, (_, i) => `call-${i}`));
});

test("a call of which something is read now and then is held, one that fell silent is handed over", () => {
  const { gone, calls } = held(4);
  calls.set("long call", "long call");
  for (let i = 0; i < 20; i++) {
    calls.set(`call-${i}`, `call-${i}`);
    expect(calls.get("long call")).toBe("long call");
  }
  expect(gone).toContain("call-0");
  expect(calls.get("call-0")).toBeUndefined();
  expect(gone).not.toContain("long call");
});
