import { expect, test } from "vitest";
import { invite, request, response } from "../../support/sip-text.ts";
import { lines, readTrace, timeline } from "./read-trace.ts";

const INVITE = lines(invite({ body: "v=0\r\ns=-\r\n" }));
const BUSY = lines(response("486 Busy Here"));

test("Asterisk's PJSIP logger: the time comes from the log's prefix, the own end is named asterisk", async () => {
  const read = await readTrace(`[2026-01-08 20:28:00] NOTICE[934] loader.c: 300 modules
[2026-01-08 20:28:01] VERBOSE[934] res_pjsip_logger.c: <--- Transmitting SIP request (541 bytes) to UDP:192.0.2.1:5060 --->
${INVITE}

    -- Called PJSIP/200@trunk
[2026-01-08 20:28:02.250] VERBOSE[934] res_pjsip_logger.c: <--- Received SIP response (400 bytes) from UDP:192.0.2.1:5060 --->
${BUSY}
`);
  expect(timeline(read)).toEqual([
    "invite 2026-01-08T20:28:01.000Z",
    "response 486 2026-01-08T20:28:02.250Z",
  ]);
  expect(read.sightings[0]).toMatchObject({ hop: "192.0.2.1:5060|asterisk", callerAddress: "asterisk" });
  expect(read.ignored).toEqual(["other-record", "other-record"]);
  expect(read.rejected).toEqual([]);
});

test("Asterisk's console without log prefixes shows no times", async () => {
  const read = await readTrace(
    `<--- Received SIP request (541 bytes) from UDP:192.0.2.1:5060 --->\n${INVITE}`,
  );
  expect(timeline(read)).toEqual(["invite ?"]);
  expect(read.sightings[0]?.callerAddress).toBe("192.0.2.1:5060");
});

test("a line of the console between two headers is no part of them", async () => {
  const broken = INVITE.replace(
    "Call-ID: call-1\n",
    "Call-ID: call-1\n    -- Executing [200@default:1] Dial\n",
  );
  const read = await readTrace(
    `<--- Received SIP request (541 bytes) from UDP:192.0.2.1:5060 --->\n${broken}`,
  );
  expect(read.sightings[0]?.callId).toBe("call-1");
  expect(read.ignored).toEqual(["other-record"]);
});

test("Asterisk's chan_sip: reading, transmitting, retransmitting, keep-alives", async () => {
  const read = await readTrace(
    `[Mar 30 13:35:40] VERBOSE[1234] chan_sip.c:
[Mar 30 13:35:40] <--- SIP read from UDP:192.0.2.1:5060 --->
${INVITE}
<------------->
--- (9 headers 2 lines) ---

<--- Reliably Transmitting (no NAT) to 192.0.2.1:5060 --->
${BUSY}

<------------>
[Mar 30 13:35:41] <--- SIP read from UDP:192.0.2.1:5060 --->
jaK
<------------->
[Mar 30 13:35:42] Reliably Transmitting (NAT) to 192.0.2.9:5060:
${lines(request("BYE", { cseq: 2 }))}
---
[Mar 30 13:35:43] Retransmitting #1 (NAT) to 192.0.2.9:5060:
${lines(request("BYE", { cseq: 2 }))}
---
`,
    { writtenAt: "2026-04-02T00:00:00Z" },
  );
  expect(timeline(read)).toEqual([
    "invite 2026-03-30T13:35:40.000Z",
    "response 486 ?",
    "bye 2026-03-30T13:35:42.000Z",
    "bye 2026-03-30T13:35:43.000Z",
  ]);
  expect(read.sightings.map((sighting) => sighting.hop)).toEqual([
    "192.0.2.1:5060|asterisk",
    "192.0.2.1:5060|asterisk",
    "192.0.2.9:5060|asterisk",
    "192.0.2.9:5060|asterisk",
  ]);
  expect(read.ignored).toContain("no-payload");
  expect(read.rejected).toEqual([]);
});

const FREESWITCH = (
  prefix: string,
) => `${prefix}2021-04-02 17:28:11.060938 [DEBUG] mod_sofia.c:154 SOFIA ROUTING
${prefix}send 1052 bytes to udp/[192.0.2.1]:5060 at 17:28:11.062511:
${prefix}   ------------------------------------------------------------------------
${INVITE.trimEnd().replace(/^(?=.)/gm, `${prefix}   `)}
${prefix}   ------------------------------------------------------------------------
${prefix}recv 400 bytes from udp/[192.0.2.1]:5060 at 00:00:01.500000:
${prefix}   ------------------------------------------------------------------------
${BUSY.trimEnd().replace(/^(?=.)/gm, `${prefix}   `)}

${prefix}   ------------------------------------------------------------------------
`;

test.for([
  ["as it is", ""],
  ["with a session's UUID before each line", "0b8f4d5e-93c7-4f0c-9d3e-1f2a3b4c5d6e "],
  ["with colours", "\x1b[36m"],
] as const)("FreeSWITCH's siptrace %s has no dates: they come from the log around it", async ([, prefix]) => {
  const read = await readTrace(FREESWITCH(prefix));
  expect(timeline(read)).toEqual([
    "invite 2021-04-02T17:28:11.062Z",
    "response 486 2021-04-03T00:00:01.500Z",
  ]);
  expect(read.sightings[0]).toMatchObject({
    callId: "call-1",
    hop: "192.0.2.1:5060|freeswitch",
    callerAddress: "freeswitch",
  });
  expect(read.rejected).toEqual([]);
});

test("a time of day without any date is dated by when the trace was written, in the source's zone", async () => {
  const trace = (time: string) =>
    `recv 400 bytes from udp/[192.0.2.1]:5060 at ${time}:\n   -----------------------\n${INVITE}`;
  const at = async (time: string, zone: string) =>
    timeline(await readTrace(trace(time), { writtenAt: "2026-07-02T01:30:00Z", settings: { zone } }))[0];
  expect(await at("01:00:00.000000", "UTC")).toBe("invite 2026-07-02T01:00:00.000Z");
  expect(await at("23:00:00.000000", "UTC")).toBe("invite 2026-07-01T23:00:00.000Z");
  expect(await at("03:00:00.000000", "Europe/Berlin")).toBe("invite 2026-07-02T01:00:00.000Z");
  expect(await at("04:00:00.000000", "Europe/Berlin")).toBe("invite 2026-07-01T02:00:00.000Z");
});
