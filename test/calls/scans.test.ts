import { expect, test } from "vitest";
import type { Call } from "../../lib/calls/call.ts";
import { partScans } from "../../lib/calls/scans.ts";
import { DEFAULT_SETTINGS, parseSettings } from "../../lib/settings/settings.ts";
import { isScanner } from "../../lib/sip/scanners.ts";
import { BLANK } from "../analysis/findings/generated-day.ts";

const STRANGER = "203.0.113.66:5071";

/** A call from an address that is not known, refused by us. */
function refused(to: string, more: Partial<Call> = {}): Call {
  return {
    ...BLANK,
    callId: to,
    from: "100",
    to,
    callerAddress: STRANGER,
    gateway: STRANGER,
    direction: "inbound",
    outcome: "forbidden",
    stage: "reached",
    lastResponse: 403,
    ...more,
  };
}

/** One number behind many prefixes, as a program tries them that looks for the way out. */
const PREFIXES = ["", "0", "00", "9", "900", "9011", "011", "+", "810", "7", "99900", "1"];
const prefixed = (more: Partial<Call> = {}) => PREFIXES.map((head) => refused(`${head}441614960020`, more));
const scansOf = (calls: readonly Call[], settings = DEFAULT_SETTINGS) => partScans(calls, settings).scans;

test("whoever names itself a scanner is one, and only then", () => {
  for (const agent of ["friendly-scanner", "sipcli/v1.8", "Sundayddr", "pplsip", "SIPVicious OSS"])
    expect(isScanner(agent), agent).toBe(true);
  for (const agent of [
    "",
    "Asterisk PBX 20.5.0",
    "Zoiper rv2.10",
    "PortSIP VoIP SDK",
    "eyeBeam",
    "SIPp",
    "Cisco-SIPGateway",
  ])
    expect(isScanner(agent), agent).toBe(false);
});

test("calls that are known as scans are taken out, and nothing else is lost", () => {
  const own = { ...BLANK, callId: "own", outcome: "answered", answered: true } as const;
  const scan = refused("1", { outcome: "scan" });
  expect(partScans([own, scan], DEFAULT_SETTINGS)).toEqual({ calls: [own], scans: [scan] });
});

test("an address that dials one number behind many prefixes and is always refused is a scanner", () => {
  expect(scansOf(prefixed())).toHaveLength(PREFIXES.length);
  // Without our addresses in the settings a capture does not tell directions.
  expect(scansOf(prefixed({ direction: "" }))).toHaveLength(PREFIXES.length);
  // In records there are no addresses, but the number that the caller shows.
  expect(scansOf(prefixed({ callerAddress: "", gateway: "default" }))).toHaveLength(PREFIXES.length);
});

test("it is none once somebody picked up or a phone rang", () => {
  for (const known of [
    { outcome: "answered", answered: true } as const,
    { outcome: "no answer", stage: "progress" } as const,
    { outcome: "busy", stage: "progress" } as const,
  ])
    expect(scansOf([...prefixed(), refused("441614960020", known)])).toEqual([]);
});

test("it is none if it dials many numbers, each in one form, or one number in a few forms", () => {
  expect(scansOf(Array.from({ length: 40 }, (_, n) => refused(`44161496${1000 + n}`)))).toEqual([]);
  expect(scansOf(prefixed().slice(0, 4))).toEqual([]);
});

test("a stranger who counts through extensions, or dials the world, is a scanner; numbers of one area may be ours", () => {
  const extensions = Array.from({ length: 20 }, (_, n) => refused(`${100 + n}`));
  expect(scansOf(extensions)).toHaveLength(20);
  expect(scansOf(extensions.slice(1))).toEqual([]);
  expect(scansOf(Array.from({ length: 30 }, (_, n) => refused(`${n + 1}0972590000${100 + n}`)))).toHaveLength(
    30,
  );
  // One of them is known here.
  const rang = { ...BLANK, callId: "ours", to: "105", direction: "inbound", stage: "progress" } as const;
  expect(scansOf([...extensions, rang])).toEqual([]);
  // Our own calls go out over this gateway.
  expect(scansOf([...extensions, { ...BLANK, callId: "out", gateway: STRANGER }])).toEqual([]);
  const bare = extensions.map((call) => ({
    ...call,
    direction: "" as const,
    gateway: "",
    callerAddress: "",
  }));
  expect(scansOf(bare)).toEqual([]);
  expect(scansOf([...bare, { ...BLANK, callId: "out", gateway: "Alderwick" }])).toHaveLength(20);
});

test("our own addresses, gateways that the settings name and calls that go out are no strangers", () => {
  const settings = (known: object) => parseSettings({ sources: { pbx: known } });
  expect(scansOf(prefixed(), settings({ gateways: { "203.0.113.66": "Alderwick" } }))).toEqual([]);
  expect(scansOf(prefixed({ direction: "" }), settings({ ourAddresses: ["203.0.113.66"] }))).toEqual([]);
  expect(scansOf(prefixed({ direction: "outbound" }))).toEqual([]);
});
