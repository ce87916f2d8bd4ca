import { expect, test } from "vitest";
import { CATALOGUE, describeResponse } from "../../../lib/sip/catalogue/catalogue.ts";
import { RESPONSE_CODES } from "../../../lib/sip/response-codes.ts";

test("Every code from 0 to 999 has a meaning, an action and a probable cause", () => {
  for (let code = 0; code <= 999; code++) {
    const { meaning, action, causes, outcome } = describeResponse(code);
    expect([meaning, action, outcome, causes[0]?.[0]].every((text) => text)).toBe(true);
  }
});

test("Each registered code has a row in the catalogue, and each cause names its source", () => {
  expect(Object.keys(CATALOGUE)).toEqual(Object.keys(RESPONSE_CODES));
  for (const { causes, outcome, ask, responsible } of Object.values(CATALOGUE)) {
    for (const [text, source] of causes) expect([text.length > 10, source.length > 3]).toEqual([true, true]);
    // Where the provider has to act there is something to ask it.
    if (responsible === "provider") expect([outcome, ask]).not.toEqual([outcome, ""]);
  }
});

test("An unregistered final code has the meaning of x00 of its class, an unknown provisional one that of 183", () => {
  expect(describeResponse(499)).toMatchObject({
    treatedAs: 400,
    outcome: CATALOGUE[400].outcome,
    class: "request failure",
  });
  expect(describeResponse(599)).toMatchObject({ treatedAs: 500 });
  expect(describeResponse(150)).toMatchObject({ treatedAs: 183, outcome: "no answer" });
  expect(describeResponse(299)).toMatchObject({ treatedAs: 200, outcome: "answered" });
});

test("A number that is no response code at all still has a description", () => {
  for (const code of [-1, 7, 700, 1234, Number.NaN, 1e9]) expect(describeResponse(code).meaning).not.toBe("");
});

test("603 with the phrase Network Blocked is 603+, and so is an analytics Reason header", () => {
  expect(describeResponse(603)).toMatchObject({ label: "603", outcome: "rejected by callee" });
  expect(describeResponse(603, { reason: "Network Blocked" })).toMatchObject({
    label: "603+",
    outcome: "network blocked",
  });
  expect(describeResponse(603, { reason: "Decline (v=analytics1;url=https://example.com)" }).label).toBe(
    "603+",
  );
});

test("Nothing at all is told apart from SIP 0 by the stage of the call", () => {
  expect(describeResponse(0, { stage: "none" })).toMatchObject({ label: "none", outcome: "no response" });
  expect(describeResponse(0, { stage: "reached" }).label).toBe("0");
});

test("917 is our own block, not a response of the provider", () => {
  expect(describeResponse(917)).toMatchObject({ class: "local", outcome: "direction blocked", ask: "" });
});

test("A Q.850 cause is named beside the code, and an unknown one left out", () => {
  expect(describeResponse(503, { q850: 34 }).q850).toMatchObject({
    cause: 34,
    name: "No circuit/channel available",
  });
  expect(describeResponse(503, { q850: 126 }).q850).toBeNull();
});
