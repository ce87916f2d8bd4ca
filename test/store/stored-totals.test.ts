import { expect, test } from "vitest";
import { totalsFrom } from "../../lib/store/stored-totals.ts";
import { exampleContent } from "../report/sheets/example-content.ts";
import { NO_CALLS } from "../support/totals.ts";

test.for([
  ["no calls", NO_CALLS],
  ["a day of calls", exampleContent(300).totals],
] as const)("the totals of %s are read back as they were stored", ([, totals]) => {
  const read = totalsFrom(JSON.stringify(totals));
  expect(read).toEqual(JSON.parse(JSON.stringify(totals)));
  expect(Object.keys(read!)).toEqual(Object.keys(totals));
});

test("totals that lack a figure are not guessed at", () => {
  for (const figure of Object.keys(NO_CALLS)) {
    expect(totalsFrom(JSON.stringify({ ...NO_CALLS, [figure]: undefined }))).toBeNull();
  }
  expect(totalsFrom("{}")).toBeNull();
  expect(totalsFrom("null")).toBeNull();
});

test("figures that a newer release adds do no harm", () => {
  expect(totalsFrom(JSON.stringify({ ...NO_CALLS, saved: 3 }))).toEqual(NO_CALLS);
});
