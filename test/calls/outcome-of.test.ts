import fc from "fast-check";
import { expect, test } from "vitest";
import { callOf, outcomeOf } from "../../lib/calls/call-of.ts";
import { parseSettings } from "../../lib/settings/settings.ts";
import { anyObservation } from "../support/observations.ts";

test("the outcome that is counted while a log is read is the outcome that the report says", () => {
  const settings = [
    {},
    { ourAddresses: ["10.0.0.2"] },
    { overrides: [{ gateway: "fig", outcome: "congestion" }] },
    { overrides: [{ code: 486, outcome: "forbidden" }], ourAddresses: ["10.0.0.1"] },
  ].map((pbx) => parseSettings({ sources: { pbx } }));
  fc.assert(
    fc.property(anyObservation, fc.constantFrom(...settings), (observation, applied) => {
      expect(outcomeOf(observation, applied)).toBe(callOf(observation, applied).outcome);
    }),
  );
});
