import { expect, test } from "vitest";
import { textHeight } from "../../lib/workbook/text-height.ts";

test("A short text takes one line of 15 points", () => {
  expect(textHeight("busy", 20)).toBe(15);
});

test("A text wraps between its words", () => {
  expect(textHeight("aaaaa bbbbb ccccc", 12)).toBe(30);
  expect(textHeight("aaaaa bbbbb ccccc", 6)).toBe(45);
});

test("A word that is longer than the line is broken", () => {
  expect(textHeight("a".repeat(40), 10)).toBe(60);
});

test("Every line feed starts a line", () => {
  expect(textHeight("a\nb\nc", 20)).toBe(45);
});

test("A bigger font needs more room", () => {
  expect(textHeight("aaaaa bbbbb", 12, 22)).toBe(60);
});
