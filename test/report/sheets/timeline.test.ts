import { expect, test } from "vitest";
import { timeline } from "../../../lib/report/sheets/timeline.ts";

test("Responses are listed with the seconds after the INVITE", () => {
  expect(timeline({ responses: [100, 180, 200], responseOffsetsMs: [20, 1310, 12_345] })).toBe(
    "100 +0.02 s, 180 +1.31 s, 200 +12.3 s",
  );
});

test("A response whose time is in no log stands alone", () => {
  expect(timeline({ responses: [100, 486], responseOffsetsMs: [null, null] })).toBe("100, 486");
});

test("A call without responses has no timeline", () => {
  expect(timeline({ responses: [], responseOffsetsMs: [] })).toBe("");
});
