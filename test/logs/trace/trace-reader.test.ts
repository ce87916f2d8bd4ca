import { expect, test } from "vitest";
import { BLOCK_BYTES } from "../../../lib/logs/text/text-blocks.ts";
import { sipTextFormat } from "../../../lib/logs/trace/sip-text-format.ts";
import { DEFAULT_SOURCE_SETTINGS } from "../../../lib/settings/settings.ts";
import { invite, request, response } from "../../support/sip-text.ts";
import { lines, readTrace, timeline } from "./read-trace.ts";

const HEADING = "2005/07/04 09:32:52.844249 192.168.1.2:5060 -> 212.242.33.35:5060\n";
const SENT = "<--- Received SIP request (541 bytes) from UDP:192.0.2.1:5060 --->\n";

function recognise(text: string): boolean {
  return sipTextFormat.recognise({ bytes: Buffer.from(text), text, complete: true });
}

test("a trace may arrive byte by byte", async () => {
  const trace = `${HEADING}${invite({ body: "v=0\r\n" })}\n\n${SENT}${lines(response("180 Ringing"))}\nother line\n`;
  const whole = await readTrace(trace);
  expect(whole.records).toBe(3);
  expect(await readTrace(trace, { chunkSize: 1 })).toEqual(whole);
  expect(await readTrace(trace, { chunkSize: 97 })).toEqual(whole);
});

test("a message reads the same wherever in it a block of the trace ends", async () => {
  const folded = invite({ headers: ["Reason: Q.850;", "  cause=17"], body: "v=0\r\n" });
  const trace = `${HEADING}${folded}\n${SENT}${lines(response("180 Ringing"))}\n`;
  const alone = await readTrace(`\n\n${trace}`);
  expect(timeline(alone)).toHaveLength(2);
  for (let before = 1; before < trace.length; before++) {
    const padding = `${" ".repeat(BLOCK_BYTES - before - 1)}\n\n`;
    expect(await readTrace(padding + trace)).toEqual(alone);
  }
});

test("messages without any heading are read, without time and place", async () => {
  const read = await readTrace(`${invite()}\n${response("180 Ringing")}\n${response("200 OK")}\n`);
  expect(timeline(read)).toEqual(["invite ?", "response 180 ?", "response 200 ?"]);
  expect(read.sightings[0]?.hop).toBe("sip-text");
});

test("a message that another heading interrupts counts if its headers identify the call", async () => {
  const whole = lines(invite());
  const read = await readTrace(
    `${SENT}${whole.slice(0, whole.indexOf("Content-Length"))}${SENT}${whole.slice(0, whole.indexOf("To:"))}${SENT}`,
  );
  expect(timeline(read)).toEqual(["invite ?"]);
  expect(read.rejected).toEqual([
    { line: 9, reason: "SIP message whose headers end before those that identify its call" },
  ]);
  expect(read.ignored).toEqual(["no-payload"]);
});

test("half a header at the end of a cut trace does not count", async () => {
  const whole = lines(invite());
  const read = await readTrace(`${SENT}${whole.slice(0, whole.indexOf("call-1") + 3)}`);
  expect(read.sightings).toEqual([]);
  expect(read.rejected).toHaveLength(1);
});

test("a damaged start line behind a heading is rejected at the heading's line", async () => {
  const read = await readTrace(`first line\n${SENT}SIP/2.0 2x0 OK OK/2.0\nCall-ID: a\n\n`);
  expect(read.rejected).toEqual([{ line: 2, reason: "The start line of a SIP message is damaged" }]);
});

test("a body that quotes a message is passed over, and a wrong Content-Length does no harm", async () => {
  const body = request("BYE", { callId: "quoted" });
  const read = await readTrace(`${HEADING}${request("NOTIFY", { body })}\n${HEADING}${invite()}\n`);
  expect(timeline(read)).toEqual(["invite 2005-07-04T09:32:52.844Z"]);
  const wrong = invite({ body: "v=0\r\n" }).replace(/Content-Length: \d+/, "Content-Length: 9999");
  expect(timeline(await readTrace(`${SENT}${wrong}\n${SENT}${response("200 OK")}\n`))).toEqual([
    "invite ?",
    "response 200 ?",
  ]);
});

test("a sentence that mentions SIP is no message", async () => {
  const read = await readTrace(`The INVITE sip:a@b SIP/2.0\nnta: received SIP/2.0 200 OK\n\nOK SIP/2.0\n`);
  expect(read.sightings).toEqual([]);
  expect(read.ignored).toEqual(["other-record", "other-record", "other-record"]);
});

test("a line of two megabytes is rejected, and the next message is read", async () => {
  const read = await readTrace(`${"x".repeat(2_000_000)}\n${HEADING}${invite()}\n`);
  expect(read.rejected).toEqual([{ line: 1, reason: "Line of more than 1 MB" }]);
  expect(timeline(read)).toEqual(["invite 2005-07-04T09:32:52.844Z"]);
});

test("headers without an end are given up at a bound", async () => {
  const endless = `${invite().split("\r\n\r\n")[0]}\n${`Contact: ${"y".repeat(1_000)}\n`.repeat(100)}`;
  const read = await readTrace(`${HEADING}${endless}\n${HEADING}${invite()}\n`);
  expect(read.rejected).toEqual([{ line: 1, reason: "SIP message whose headers do not end" }]);
  expect(read.sightings).toHaveLength(1);
});

test("a trace in UTF-16, as an editor saved it, is read too", async () => {
  const text = `\ufeff${HEADING}${invite()}\n`;
  const read = await readTrace(Buffer.from(text, "utf16le") as unknown as string);
  expect(timeline(read)).toEqual(["invite 2005-07-04T09:32:52.844Z"]);
});

test("what a person should know about the times is noted", async () => {
  const notes: string[] = [];
  const text = `recv 40 bytes from udp/[192.0.2.1]:5060 at 01:00:00.000000:\n${invite()}\n${SENT}${invite()}\n`;
  await sipTextFormat.read(
    (async function* () {
      yield Buffer.from(text);
    })(),
    {
      key: "a",
      writtenAtMs: Date.UTC(2026, 0, 2),
      settings: DEFAULT_SOURCE_SETTINGS,
    },
    { use() {}, ignore() {}, reject() {}, note: (note) => notes.push(note) },
  );
  expect(notes).toEqual([
    "Times without a date, dated by the lines around them or by when the log was written: 1",
    "Messages without a time: 1",
  ]);
});

test.for([
  ["a heading of Asterisk", `[2026-01-08 20:28:01] NOTICE[1] x.c: y\n${SENT}`],
  ["a heading of sngrep", HEADING],
  [
    "tcpdump with a message",
    `2005-07-04 09:32:52.8 IP 10.0.0.1.5060 > 10.0.0.2.5060: SIP\nE..x.INVITE sip:a@b SIP/2.0\n`,
  ],
  [
    "SIPp's short trace",
    "2026-11-22\t14:22:14.347132\t1795357334.347132\tS\t1@a\tCSeq:1 INVITE\tINVITE sip:2@b SIP/2.0",
  ],
  ["Chime's message log", '{"voice_connector_id":"a","sip_message":"INVITE sip:a@b SIP/2.0\\r\\n"}'],
  ["three bare messages", `x\n${invite()}\n${response("180 Ringing")}\n${response("200 OK")}`],
  ["one message and nothing else", invite()],
] as const)("%s is recognised", ([, text]) => {
  expect(recognise(text)).toBe(true);
});

test.for([
  ["tcpdump without SIP", "2005-07-04 09:32:52.8 IP 10.0.0.1.53 > 10.0.0.2.53: UDP\n"],
  [
    "a CSV with phrases of responses",
    'id,reason\n1,"SIP/2.0 486 Busy Here"\n2,"SIP/2.0 404 Not Found"\n3,"SIP/2.0 200 OK"\n4,"SIP/2.0 200 OK"',
  ],
  [
    "an Asterisk log without a trace",
    "[2026-01-08 20:28:01] NOTICE[1] chan_sip.c: Peer 'a' is now Reachable\n",
  ],
  ["nothing", ""],
] as const)("%s is not recognised", ([, text]) => {
  expect(recognise(text)).toBe(false);
});
