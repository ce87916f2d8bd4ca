import { expect, test } from "vitest";
import { groupRetries } from "../../lib/analysis/measures/retries.ts";
import { explainBlock } from "../../lib/calls/allowed-prefixes.ts";
import { destinationFinder } from "../../lib/numbering/destination.ts";
import { plainNumber, subscriberPart } from "../../lib/numbering/plain-number.ts";

test.for([
  ["+44 161 496 0123", "+441614960123"],
  ["0161/496-0123", "01614960123"],
  ["(0161) 496.0123", "01614960123"],
  ["+49(0)30123456", "+49030123456"],
  ["*21#", "*21#"],
  ["8 800", "8800"],
  ["44+161", "44161"],
  ["conference-1", "conference-1"],
  ["дежурный 2", "дежурный 2"],
  ["", ""],
] as const)("%s is plainly %s", ([written, plain]) => {
  expect(plainNumber(written)).toBe(plain);
});

test("a number written with a slash is one number to retries, destinations and allowed prefixes alike", () => {
  const [slash, plain] = ["0161/4960123", "01614960123"];
  const at = (to: string, start: number) => ({
    to,
    start,
    end: start,
    gateway: "A",
    answered: false,
    direction: "outbound" as const,
  });
  expect(groupRetries([at(slash, 0), at(plain, 1)])).toHaveLength(1);
  const destinationOf = destinationFinder();
  expect(destinationOf(slash)).toEqual(destinationOf(plain));
  expect(explainBlock(slash, "A", { B: ["01614"] }).allowedOn).toEqual(
    explainBlock(plain, "A", { B: ["01614"] }).allowedOn,
  );
});

test("a subscriber is the same under +7, 7, 8 and 00", () => {
  const forms = ["+74951234567", "74951234567", "84951234567", "0074951234567"].map(subscriberPart);
  expect(new Set(forms)).toEqual(new Set(["951234567"]));
  expect(subscriberPart("101")).toBe("");
  expect(subscriberPart("1234567")).toBe("1234567");
});
