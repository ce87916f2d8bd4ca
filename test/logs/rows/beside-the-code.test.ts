import { expect, test } from "vitest";
import { classify } from "../../../lib/sip/classify/classify.ts";
import { collect } from "../collect.ts";

// A row says more than its code: in words, in causes, in times. Each line is what it says and what became of the call.

async function verdictOf(row: Readonly<Record<string, string>>) {
  const told = { start: "2026-11-22 14:00:00", to: "+442079460000", ...row };
  const { sightings, rejected } = await collect(
    `${Object.keys(told).join(",")}\n${Object.values(told).join(",")}\n`,
  );
  expect(rejected).toEqual([]);
  const [{ basis, whole, events, attributes }] = sightings as [(typeof sightings)[number]];
  const ourSide = attributes.direction === "inbound" ? "callee" : "caller";
  return classify({ basis, whole, silentUntil: 0, events, callerTag: "", ourSide });
}

test.for<[what: string, row: Readonly<Record<string, string>>, outcome: string, responsible: string]>([
  // 0 is written for "nothing came back" and for "no code".
  ["0 alone", { sip_code: "0" }, "no response", "provider"],
  ["0 and busy", { sip_code: "0", status: "busy" }, "busy", "subscriber"],
  ["0 and no answer", { sip_code: "0", status: "no answer", duration: "30" }, "no answer", "subscriber"],
  ["0 and failed", { sip_code: "0", status: "failed" }, "result not told", "unknown"],
  ["0 and a cause", { sip_code: "0", hangup_cause: "UNALLOCATED_NUMBER" }, "invalid number", "number list"],
  ["0 and LOSE_RACE", { sip_code: "0", hangup_cause: "LOSE_RACE" }, "answered elsewhere", "nobody"],
  // A call that goes on has no result.
  ["100 and in progress", { sip_code: "100", status: "in-progress" }, "result not told", "unknown"],
  ["180 and ringing", { sip_code: "180", status: "ringing" }, "result not told", "unknown"],
  ["180, ringing, over", { sip_code: "180", status: "ringing", duration: "9" }, "no answer", "subscriber"],
  ["486 and in progress", { sip_code: "486", status: "in-progress" }, "busy", "subscriber"],
  // "Completed" is the state of a record, not an answer.
  ["486 and completed", { sip_code: "486", status: "completed", talk: "0" }, "busy", "subscriber"],
  ["503 and success", { sip_code: "503", status: "success" }, "congestion", "provider"],
  ["503, completed, talked", { sip_code: "503", status: "completed", talk: "60" }, "answered", "nobody"],
  ["completed alone", { status: "completed" }, "answered", "nobody"],
  // Causes and phrases that change what the code means.
  ["487 and LOSE_RACE", { sip_code: "487", hangup_cause: "LOSE_RACE" }, "answered elsewhere", "nobody"],
  ["503 and GATEWAY_DOWN", { sip_code: "503", hangup_cause: "GATEWAY_DOWN" }, "no response", "us: settings"],
  ["503, Q.850 in the text", { sip_code: "503", reason: "Q.850;cause=17" }, "busy", "subscriber"],
  ["408 and no answer", { sip_code: "408", reason: "No answer" }, "no answer", "subscriber"],
  ["487 and no answer", { sip_code: "487", reason: "No Answer" }, "no answer", "subscriber"],
  [
    "503, no answer, 33 s",
    { sip_code: "503", status: "no-answer", duration: "33" },
    "no answer",
    "subscriber",
  ],
  ["503, no answer, 1 s", { sip_code: "503", status: "no-answer", duration: "1" }, "congestion", "provider"],
  ["no answer, cause 127", { status: "no answer", q850: "127" }, "no answer", "subscriber"],
  ["cause 18", { hangup_cause: "NO_USER_RESPONSE" }, "no answer", "subscriber"],
  ["cause 26", { q850: "26" }, "answered elsewhere", "nobody"],
  // What our own switch gave up.
  ["time over", { hangup_cause: "ALLOTTED_TIMEOUT" }, "cancelled by us", "us: settings"],
  ["shut down", { hangup_cause: "SYSTEM_SHUTDOWN" }, "cancelled by us", "us: settings"],
  // Cause 16 before an answer is a CANCEL, and only the caller cancels.
  ["cause 16", { q850: "16" }, "cancelled by us", "us: settings"],
  ["cause 16, by us", { q850: "16", hangup_by: "caller" }, "cancelled by us", "us: settings"],
  ["cause 16, by them", { q850: "16", hangup_by: "callee" }, "result not told", "unknown"],
  // A 100 is a stall after 10 s only, whoever ended it.
  ["100 for 4 s", { sip_code: "100", duration: "4" }, "result not told", "unknown"],
  ["100 for 14 s", { sip_code: "100", duration: "14" }, "stalled", "provider"],
  // It rang, by whatever name and unit.
  ["486 after 25 s", { sip_code: "486", ring_seconds: "25", duration: "26" }, "no answer", "subscriber"],
  ["487 after 25,000 ms", { sip_code: "487", ring_duration_ms: "25000" }, "no answer", "subscriber"],
  ["480, PDD in ms", { sip_code: "480", pdd_ms: "1500", duration: "25" }, "no answer", "subscriber"],
  [
    "480, ringing since",
    { sip_code: "480", ringing_at: "2026-11-22 14:00:02", end_time: "2026-11-22 14:00:30" },
    "no answer",
    "subscriber",
  ],
])("%s: %s", async ([, row, outcome, responsible]) => {
  expect(await verdictOf(row)).toMatchObject({ outcome, responsible });
});

test.for([
  [403, "Unauthorized Caller ID", "caller-refused"],
  [403, "A-number blocked", "caller-refused"],
  [403, "From number not verified", "caller-refused"],
  [403, "Your number is not allowed", "caller-refused"],
  [503, "Calling number is blacklisted", "caller-refused"],
  [607, "Caller blocked", "caller-refused"],
  [403, "Not enough money", "balance"],
  [480, "No more channels", "channel-limit"],
  [503, "All circuits are busy now", "channel-limit"],
  [502, "Max concurrent calls exceeded", "channel-limit"],
  [504, "Calls per second limit exceeded", "call-rate"],
  [429, "Too Many Requests", "call-rate"],
  // Not of the caller, nor of channels.
  [404, "Unallocated call number, no free route", "final-response"],
  [403, "Destination number not allowed from your account", "final-response"],
  [404, "Number unknown", "final-response"],
] as const)("%i %s is decided by %s", async ([code, reason, rule]) => {
  expect(await verdictOf({ sip_code: String(code), reason: `"${reason}"` })).toMatchObject({ rule });
});

test.for([
  ["Inbound call", "inbound"],
  ["Incoming Call", "inbound"],
  ["inbound-dial", "inbound"],
  ["Received", "inbound"],
  ["outbound-api", "outbound"],
] as const)("a direction of %s is %s", async ([word, direction]) => {
  const { sightings } = await collect(`start,to,sip_code,direction\n2026-11-22 14:00:00,200,486,${word}\n`);
  expect(sightings[0]?.attributes.direction).toBe(direction);
});

test.for([
  ["customer", "finish"],
  ["Far End", "finish"],
  ["B-Party", "finish"],
  ["destination", "finish"],
  ["Agent Hangup", "kill"],
  ["A-Party", "kill"],
] as const)("a call that %s ended has a %s", async ([word, kind]) => {
  const { sightings } = await collect(
    `start,to,sip_code,talk,hangup_by\n2026-11-22 14:00:00,200,200,9,${word}\n`,
  );
  expect(sightings[0]?.events.at(-1)?.kind).toBe(kind);
});
