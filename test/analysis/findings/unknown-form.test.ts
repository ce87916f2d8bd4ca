import { expect, test } from "vitest";
import { gatherEvidence } from "../../../lib/analysis/findings/evidence.ts";
import { findUnknownForms } from "../../../lib/analysis/findings/unknown-form.ts";
import { findingTexts } from "../../../lib/text/en/findings.ts";
import { numbersOf, type Run, writtenDay } from "./written-day.ts";

const find = (...runs: Run[]) => findUnknownForms(gatherEvidence(writtenDay(runs), "UTC"));

/** Different numbers of one area, each dialled once. */
const dialled = (area: string, count: number, response: number, more: Partial<Run> = {}): Run => ({
  calls: count,
  response,
  to: numbersOf(area, count),
  gateway: "Alderwick",
  ...more,
});
const international = dialled("+44161496", 40, 180);
const national = dialled("0161496", 20, 404, { minute: 100 });

test("a gateway that knows no national number, and the same areas written internationally", () => {
  const calls = writtenDay([international, national]);
  const findings = findUnknownForms(gatherEvidence(calls, "UTC"));
  expect(findings).toMatchObject([
    {
      id: "number-format:Alderwick:0",
      kind: "number-format",
      gateway: "Alderwick",
      responsible: "us: settings",
      lost: 20,
      facts: { form: "0", knownForms: ["+"], unknown: { part: 20, of: 20 }, elsewhere: { part: 0, of: 40 } },
    },
  ]);
  expect(findingTexts(findings, calls, "UTC").get(findings[0]!)!.title).toBe(
    "Alderwick does not know numbers dialled with 0, but does know those of the same areas dialled with +",
  );
});

test("where no number is written with +, those with 00 tell which country is at home", () => {
  const findings = find(dialled("0044161496", 40, 180), national);
  expect(findings).toMatchObject([{ facts: { form: "0", knownForms: ["00"] } }]);
});

test("the same with 00 in front, and without any prefix", () => {
  expect(find(international, dialled("0044161496", 20, 404, { minute: 100 }))).toMatchObject([
    { facts: { form: "00" } },
  ]);
  expect(find(international, dialled("161496", 20, 404, { minute: 100 }))).toMatchObject([
    { facts: { form: "" } },
  ]);
  expect(find(dialled("+44161496", 20, 404), dialled("0161496", 40, 200, { minute: 100 }))).toMatchObject([
    { facts: { form: "+" } },
  ]);
});

test("other areas, another gateway and numbers that are unknown in every form tell nothing of the form", () => {
  expect(find(international, dialled("0113496", 20, 404, { minute: 100 }))).toEqual([]);
  expect(find(international, { ...national, gateway: "Bluefinch" })).toEqual([]);
  expect(find({ ...international, response: 404 }, national)).toEqual([]);
});

test("four numbers are too few, and so are six of ten", () => {
  expect(find(international, dialled("0161496", 4, 404, { minute: 100 }))).toEqual([]);
  expect(find(international, dialled("0161496", 5, 404, { minute: 100 }))).toHaveLength(1);
  const reached = dialled("0161497", 4, 180, { minute: 200 });
  expect(find(international, dialled("0161496", 6, 404, { minute: 100 }), reached)).toEqual([]);
});
