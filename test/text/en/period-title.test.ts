import { expect, test } from "vitest";
import { periodTitle } from "../../../lib/text/en/period-title.ts";

test.for([
  ["day", "2026-11-22", "Sunday 22 November 2026"],
  ["week", "2026-W47", "Week 47 of 2026, 16 November – 22 November"],
  ["month", "2026-11", "November 2026"],
  ["set", "3 files", "3 files"],
] as const)("a %s is written as a person says it", ([kind, label, title]) => {
  expect(periodTitle(kind, label)).toBe(title);
});
