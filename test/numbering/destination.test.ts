import { expect, test } from "vitest";
import { destinationFinder, internationalForm } from "../../lib/numbering/destination.ts";

const destinationOf = destinationFinder();

test.for([
  ["+442079460123", "+44", "+4420", "GB"],
  ["+447781123456", "+44", "+4477", "GG"],
  ["+12125550123", "+1", "+1212", "US"],
  ["+12425550123", "+1", "+1242", "BS"],
  ["+14165550123", "+1", "+1416", "CA"],
  ["+77012345678", "+7", "+770", "KZ"],
  ["+74951234567", "+7", "+749", "RU"],
  ["+4416140001", "+44", "+4416", "GB"],
  ["+80012345678", "+800", "+80012", ""],
  ["+99912345678", "+999", "+99912", ""],
  ["380441234567", "+380", "+38044", "UA"],
  ["0033199001234", "+33", "+3319", "FR"],
  ["+49 (30) 123-456", "+49", "+4930", "DE"],
  ["84951234567", "84", "84951", ""],
  ["0301234567", "03", "03012", ""],
  ["101", "101", "101", ""],
  ["conference-1", "conference-1", "conference-1", ""],
  ["alice", "alice", "alice", ""],
] as const)("%s leads to %s, prefix %s, country %s", ([number, zone, prefix, country]) => {
  expect(destinationOf(number)).toMatchObject({ zone, prefix, country });
});

test("numbers that lead to one destination share one object, whatever came between", () => {
  const first = destinationOf("+442079460000");
  destinationOf("+33199000000");
  expect(destinationOf("+442079469999")).toBe(first);
  expect(first.countryName).toBe("United Kingdom");
});

test("an 8 in front of ten digits is the national form of +7, and not Vietnam", () => {
  expect(internationalForm("84951234567")).toBe("");
  expect(internationalForm("+84951234567")).toBe("84951234567");
});
