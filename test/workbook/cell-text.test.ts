import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText, literalText, noRepairs, textElementBody } from "../../lib/workbook/cell-text.ts";

test("Control characters, U+FFFE, U+FFFF and lone surrogates become U+FFFD and are counted", () => {
  const repairs = noRepairs();
  expect(cleanText("a\u0000b\u001Fc\u007Fd\uFFFEe\uFFFFf\uD800g\uDC00", repairs)).toBe(
    "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uFFFD",
  );
  expect(repairs.replacedCharacters).toBe(7);
});

test("Tabs, line feeds, emoji and Cyrillic stay as they are", () => {
  const repairs = noRepairs();
  expect(cleanText("\tзанято 📞\nbusy", repairs)).toBe("\tзанято 📞\nbusy");
  expect(repairs).toEqual(noRepairs());
});

test("Carriage returns become line feeds, as every XML reader would make them", () => {
  expect(cleanText("a\r\nb\rc", noRepairs())).toBe("a\nb\nc");
});

test("A text of 32,768 characters is cut to the 32,767 that a cell holds, and counted", () => {
  const repairs = noRepairs();
  expect(cleanText("x".repeat(32_767), repairs)).toHaveLength(32_767);
  expect(repairs.cutCells).toBe(0);
  expect(cleanText("x".repeat(32_768), repairs)).toHaveLength(32_767);
  expect(repairs.cutCells).toBe(1);
});

test("The cut never falls inside an emoji", () => {
  expect(cleanText(`${"x".repeat(32_766)}📞`, noRepairs())).toBe("x".repeat(32_766));
});

test("A cell keeps at most 253 line feeds", () => {
  const repairs = noRepairs();
  expect(cleanText("a\n".repeat(400), repairs).split("\n")).toHaveLength(254);
  expect(repairs.cutCells).toBe(1);
});

test("Text that looks like an escape of the format is escaped, so that it is read back as written", () => {
  expect(literalText("_x0041_ _x41_ _x00e9_")).toBe("_x005F_x0041_ _x41_ _x005F_x00e9_");
});

test("Space at the ends of a text is kept", () => {
  expect(textElementBody(" a", noRepairs())).toBe(' xml:space="preserve"> a');
  expect(textElementBody("a b", noRepairs())).toBe(">a b");
});

test("Whatever a log contains, what is written is legal XML and does not change when cleaned again", () => {
  const nasty = fc
    .string({ unit: "binary", maxLength: 60 })
    .chain((text) =>
      fc
        .constantFrom("", "\uD83D", "\uFFFE", "\u0000", "_x000D_", "\r\n")
        .map((extra) => text + extra + text),
    );
  fc.assert(
    fc.property(nasty, (text) => {
      const clean = cleanText(text, noRepairs());
      expect(clean).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F\uFFFE\uFFFF]/);
      expect(() => encodeURIComponent(clean)).not.toThrow();
      const again = noRepairs();
      expect(cleanText(clean, again)).toBe(clean);
      expect(again).toEqual(noRepairs());
    }),
  );
});
