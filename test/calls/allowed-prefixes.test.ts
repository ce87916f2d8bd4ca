import { expect, test } from "vitest";
import { explainBlock } from "../../lib/calls/allowed-prefixes.ts";

const ALLOWED = { telco: ["+49", "+4930"], world: ["+1", "+4"], local: ["8 800"] };

test("A blocked number names the gateways that would let it out, the longest prefix first", () => {
  const { allowedOn, responsible } = explainBlock("+44 20 7946 0000", "telco", { ...ALLOWED, uk: ["+44"] });
  expect(allowedOn).toEqual([
    { gateway: "uk", prefix: "+44" },
    { gateway: "world", prefix: "+4" },
  ]);
  expect(responsible).toBe("us: settings");
});

test("A prefix that the settings allow on the very gateway shows that they are out of date", () => {
  expect(explainBlock("+49 30 1234", "telco", ALLOWED)).toMatchObject({ allowedHere: "+4930" });
});

test("Spaces and brackets in numbers and prefixes mean nothing", () => {
  expect(explainBlock("8 (800) 555-35-35", "telco", ALLOWED).allowedOn).toEqual([
    { gateway: "local", prefix: "8 800" },
  ]);
});

test("A number that no gateway allows was probably mistyped", () => {
  expect(explainBlock("00999", "telco", ALLOWED)).toMatchObject({ allowedOn: [], responsible: "us: agent" });
});

test("Without allowed directions in the settings the block is explained as a setting", () => {
  expect(explainBlock("+1", "telco", {})).toMatchObject({ responsible: "us: settings" });
});

test("Of gateways that allow it by equally long prefixes the first by name comes first", () => {
  const gateways = { zeta: ["+44"], alpha: ["+44"], beta: ["+4420"], gamma: ["+4"] };
  expect(explainBlock("+442079460000", "telco", gateways).allowedOn.map(({ gateway }) => gateway)).toEqual([
    "beta",
    "alpha",
    "zeta",
    "gamma",
  ]);
});

test("The gateway on which the call was blocked is not among those that would let it out", () => {
  const gateways = { telco: ["+44"], world: ["+4"], fig: ["+49"] };
  expect(explainBlock("+442079460000", "telco", gateways)).toMatchObject({
    allowedHere: "+44",
    allowedOn: [{ gateway: "world", prefix: "+4" }],
  });
});
