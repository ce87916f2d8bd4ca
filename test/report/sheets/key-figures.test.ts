import { expect, test } from "vitest";
import { ratio } from "../../../lib/analysis/measures/ratio.ts";
import { keyFigures, ratioBasis } from "../../../lib/report/sheets/key-figures.ts";
import { EN } from "../../../lib/text/en/workbook.ts";
import { exampleContent } from "./example-content.ts";

const content = exampleContent(500);
const withAsr = (numerator: number, denominator: number) => ({
  ...content.totals,
  ratios: { ...content.totals.ratios, asr: ratio(numerator, denominator) },
});
const asr = (now: [number, number], before: [number, number]) =>
  keyFigures({ ...content, totals: withAsr(...now) }, [withAsr(...before)], EN)[2]!;

test("A ratio that rose is good news, in points, with the figure it had", () => {
  expect(asr([700, 1000], [655, 1000]).changes).toEqual([{ text: "▲ 4.5 points, was 65.5%", tint: "good" }]);
});

test("A ratio that fell is bad news", () => {
  expect(asr([600, 1000], [655, 1000]).changes).toEqual([{ text: "▼ 5.5 points, was 65.5%", tint: "bad" }]);
});

test("A ratio that a reader sees unchanged has not changed", () => {
  expect(asr([60_001, 100_000], [60_000, 100_000]).changes).toEqual([{ text: "= 60.0%", tint: undefined }]);
});

test("A ratio of nothing is n/a, then and now", () => {
  expect(asr([0, 0], [1, 2])).toMatchObject({ value: "n/a", basis: "n = 0", changes: [{ text: "n/a" }] });
});

const named = (name: string, totals: typeof content.totals) =>
  keyFigures({ ...content, totals }, [], EN).find((figure) => figure.name === name);

test("A ratio of a log that does not tell all results says between which bounds that of all calls is", () => {
  const outcomes = { ...content.totals.outcomes, "result not told": 150, incomplete: 50 };
  const { basis } = named(EN.summary.figure.asr, { ...withAsr(300, 600), outcomes })!;
  expect(basis).toMatch(/n = 600; with the 200 calls whose result is not told between 37.5% and 62.5%$/);
  for (const name of [EN.summary.figure.ner, EN.summary.figure.seer])
    expect(named(name, { ...withAsr(300, 600), outcomes })!.basis).toContain(
      "whose result is not told between",
    );
  expect(named(EN.summary.figure.asr, withAsr(300, 600))!.basis).not.toContain("not told");
});

test("Figures of people, directions and failover stand there where there is something to tell", () => {
  const { har, outbound, inbound, saved, lostAfterAll } = EN.summary.figure;
  for (const name of [har, outbound, inbound, saved, lostAfterAll])
    expect(named(name, { ...content.totals, directions: {} }), name).toBeUndefined();
  const told = {
    ...content.totals,
    pickedUpBy: { person: 5, voicemail: 4, queue: 3 },
    directions: { outbound: ratio(300, 400), inbound: ratio(90, 100) },
    failover: { saved: 35, lost: 2 },
  };
  expect(named(har, told)!.basis).toMatch(/without 4 by voicemail, 3 by a queue$/);
  expect(named(outbound, told)!.value).toBe(0.75);
  expect(named(inbound, told)!.value).toBe(0.9);
  expect([named(saved, told)!.value, named(lostAfterAll, told)!.value]).toEqual([35, 2]);
  // One direction alone is the ratio above.
  expect(named(outbound, { ...told, directions: { outbound: ratio(300, 400) } })).toBeUndefined();
});

test("A ratio of fewer than 100 calls says that it may be chance", () => {
  expect(ratioBasis(ratio(8, 10), EN)).toBe("49.0% – 94.3%, n = 10; fewer than 100: may be chance");
});

test.for([
  [420, "0.42 s"],
  [9_996, "10.00 s"],
  [42_400, "42 s"],
  [125_000, "2 min 5 s"],
  [119_800, "2 min 0 s"],
  [7_320_000, "2 h 2 min"],
  [null, "n/a"],
] as const)("%s ms are %s in a sentence", ([ms, words]) => {
  expect(EN.numbers.duration(ms)).toBe(words);
});
