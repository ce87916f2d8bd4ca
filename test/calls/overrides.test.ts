import { expect, test } from "vitest";
import { measure } from "../../lib/analysis/measures/metrics.ts";
import { callOf } from "../../lib/calls/call-of.ts";
import { overrideFor } from "../../lib/calls/overrides.ts";
import { parseSettings } from "../../lib/settings/settings.ts";
import { explain } from "../../lib/text/en/explain.ts";
import { call } from "../sip/arbitrary-call.ts";
import { legOf } from "../support/observations.ts";

function callWith(flow: string, source: object, { gateway = "", to = "" } = {}) {
  return callOf(
    { source: "pbx", callId: "1", attributes: { to }, legs: [legOf({ gateway, events: call(flow).events })] },
    parseSettings({ sources: { pbx: source } }),
  );
}

test("403 is what the settings say that it means at this gateway, and at no other", () => {
  const overrides = [
    {
      gateway: "telco",
      code: 403,
      outcome: "congestion",
      responsible: "us: settings",
      cause: "All channels are in use",
    },
  ];
  const here = callWith("0 invite; 1 403 Forbidden", { overrides }, { gateway: "telco" });
  expect([here.outcome, here.responsible]).toEqual(["congestion", "us: settings"]);
  expect(explain(here)).toContain("By the settings: all channels are in use.");
  expect(callWith("0 invite; 1 403 Forbidden", { overrides }, { gateway: "other" }).outcome).toBe(
    "forbidden",
  );
});

test("An override looks at a part of the reason text in any case of letters", () => {
  const overrides = [{ code: 480, reason: "no CREDIT", outcome: "forbidden" }];
  expect(callWith("0 invite; 1 480 Sorry, no credit left", { overrides }).outcome).toBe("forbidden");
  expect(callWith("0 invite; 1 480 Temporarily Unavailable", { overrides }).outcome).toBe(
    "callee unavailable",
  );
});

test("An override by Q.850 cause leaves the same code without the cause alone", () => {
  const overrides = [{ q850: 1, outcome: "invalid number", responsible: "number list" }];
  expect(callWith("0 invite; 1 500 Oops q850 1", { overrides }).outcome).toBe("invalid number");
  expect(callWith("0 invite; 1 500 Oops q850 41", { overrides }).outcome).toBe("provider failure");
});

test("The first override that fits decides", () => {
  const overrides = [
    { code: 503, reason: "maintenance", outcome: "provider failure" },
    { code: 503, outcome: "congestion", responsible: "us: settings" },
  ];
  expect(callWith("0 invite; 1 503 Maintenance", { overrides }).responsible).toBe("provider");
  expect(callWith("0 invite; 1 503 Busy", { overrides }).responsible).toBe("us: settings");
});

test("No override turns an answered call into a failure", () => {
  const overrides = [{ code: 200, outcome: "busy", cause: "Mailbox" }];
  expect(callWith("0 invite; 1 200; 2 finish", { overrides })).toMatchObject({
    outcome: "answered",
    answered: true,
  });
});

test("A code that the settings count as success counts in NER and not in ASR", () => {
  const overrides = [{ code: 404, countsAsSuccess: true }];
  const { ratios } = measure([callWith("0 invite; 1 404", { overrides })]);
  expect([ratios.ner.value, ratios.asr.value]).toEqual([1, 0]);
});

test("9XX stands for every local block", () => {
  const overrides = [{ code: "9XX", responsible: "us: agent" }];
  expect(callWith("0 blocked code 917", { overrides }).responsible).toBe("us: agent");
});

test("A block is a matter of settings if another gateway may dial the prefix, else of the agent", () => {
  const allowedPrefixes = { telco: ["+49", "+43"], world: ["+1"] };
  const blocked = (to: string) =>
    callWith("0 blocked code 917", { allowedPrefixes }, { gateway: "telco", to });
  expect(blocked("+1 555 0100").responsible).toBe("us: settings");
  expect(blocked("+999 1234").responsible).toBe("us: agent");
});

test("An override that says nothing, or that always holds, is refused with its place", () => {
  const refused = (row: object) => () => parseSettings({ sources: { pbx: { overrides: [row] } } });
  expect(refused({ code: 403 })).toThrow(/needs a result[\s\S]*sources\.pbx\.overrides\[0\]/);
  expect(refused({ outcome: "busy" })).toThrow(/needs a condition/);
  expect(refused({ code: 403, outcome: "answered" })).toThrow(/outcome/);
});

test("One condition is enough for an override, and a row without any never holds", () => {
  const told = callWith("0 invite; 1 486 Busy Here q850 17", {}, { gateway: "fig" });
  for (const condition of [{ gateway: "fig" }, { code: 486 }, { reason: "busy" }, { q850: 17 }] as const) {
    const override = { ...condition, outcome: "congestion" } as const;
    expect(overrideFor(told, [override])).toBe(override);
  }
  expect(overrideFor(told, [{ outcome: "congestion" }])).toBeNull();
});
