import { expect, test } from "vitest";
import { missedIn, REAL_DAY_STORIES } from "./planted-real-days.ts";

// planted-real-days.ts does the same with a hundred days.
test.for(Object.entries(REAL_DAY_STORIES))(
  "%s: found in 19 of 20 days as call centres have them",
  ([, story]) => {
    expect(missedIn(story, 20).length).toBeLessThanOrEqual(1);
  },
);
