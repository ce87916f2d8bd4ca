import { expect, test } from "vitest";
import { ENDS, FIN, ipTcp, type Packet, RESET, START, SYN } from "../../support/capture-writer.ts";
import { invite, request, response } from "../../support/sip-text.ts";
import type { Collected } from "../collect.ts";
import { readPackets, said } from "./read-capture.ts";

const FIRST = 0xffffff00;

/** Segments of a stream that begins with sequence number FIRST, so that it wraps on the way. */
function segments(stream: string, ...offsets: number[]): Buffer[] {
  return offsets.map((from, i) =>
    ipTcp(stream.slice(from, offsets[i + 1] ?? stream.length), { sequence: FIRST + from }),
  );
}

function read(packets: readonly (Buffer | Packet)[]): Promise<Collected> {
  return readPackets(packets, { linkType: 101 });
}

const TWO = invite({ body: "v=0\r\n" }) + request("CANCEL");

test("two messages in one segment are one record with two sightings", async () => {
  const result = await read(segments(TWO, 0));
  expect(said(result)).toEqual(["invite", "cancel"]);
  expect(result.records).toBe(1);
});

test("one message over four segments counts with the segment that completes its headers", async () => {
  const text = invite({ body: "v=0\r\n" });
  const result = await read(segments(text, 0, 20, 100, text.indexOf("v=0") + 2));
  expect(said(result)).toEqual(["invite"]);
  expect(result.ignored).toEqual(["part-of-message", "part-of-message", "part-of-message"]);
  expect(result.records).toBe(4);
});

test("segments out of order are put in order", async () => {
  const [a, b, c] = segments(TWO, 0, 200, 400) as [Buffer, Buffer, Buffer];
  for (const order of [
    [a, c, b],
    [a, b, c],
  ]) {
    const result = await read(order);
    expect(said(result)).toEqual(["invite", "cancel"]);
    expect(result.records).toBe(3);
  }
});

test("retransmitted segments are repeated, and what they add is read", async () => {
  const [a, b] = segments(TWO, 0, 200) as [Buffer, Buffer];
  const [, overlapping] = segments(TWO, 0, 150) as [Buffer, Buffer];
  const result = await read([a, a, b, b]);
  expect(said(result)).toEqual(["invite", "cancel"]);
  expect(result.ignored.sort()).toEqual(["part-of-message", "repeated", "repeated"]);
  expect(said(await read([a, overlapping]))).toEqual(["invite", "cancel"]);
});

test("a segment that was lost costs its message and no other", async () => {
  const three = TWO + request("BYE", { cseq: 2 });
  const cancel = three.indexOf("CANCEL sip");
  const [a, , c] = segments(three, 0, cancel + 30, three.indexOf("BYE sip")) as [Buffer, Buffer, Buffer];
  const result = await read([a, c]);
  expect(said(result)).toEqual(["invite", "bye"]);
  expect(result.records).toBe(2);
});

test("a message without its end is rejected, unless its headers already identify the call", async () => {
  const text = invite();
  const short = await read(segments(text.slice(0, 90), 0, 40));
  expect(short.rejected).toEqual([
    { line: 1, reason: "Part of a SIP message over TCP whose end is not in the capture" },
    { line: 2, reason: "Part of a SIP message over TCP whose end is not in the capture" },
  ]);
  const long = await read(segments(text.slice(0, text.indexOf("Content-Length")), 0, 40));
  expect(said(long)).toEqual(["invite"]);
  expect(long.ignored).toEqual(["part-of-message"]);
});

test("a capture that begins in the middle of a connection is read from the next message on", async () => {
  const result = await read(segments(`a=sendrecv\r\n${response("180 Ringing")}`, 0));
  expect(said(result)).toEqual(["response 180"]);
});

test("a missing, too small or too large Content-Length does not lose the next message", async () => {
  const body = "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\n";
  const of = (length: string) =>
    invite({ body }).replace(/Content-Length: \d+\r\n/, length) + request("CANCEL");
  for (const length of [
    "",
    "Content-Length: 3\r\n",
    "Content-Length: 40\r\n",
    "Content-Length: 99999999\r\n",
  ]) {
    expect(said(await read(segments(of(length), 0)))).toEqual(["invite", "cancel"]);
  }
  const text = of("Content-Length: 999\r\n");
  expect(said(await read(segments(text, 0, text.indexOf("CANCEL sip"))))).toEqual(["invite", "cancel"]);
});

test("a body that quotes another message is not read as a message", async () => {
  const body = request("BYE", { callId: "quoted" });
  const text = request("REFER", { body }) + invite();
  const result = await read(segments(text, 0));
  expect(said(result)).toEqual(["invite"]);
});

test("keep-alives and control segments carry no payload", async () => {
  const result = await read([
    ipTcp("", { sequence: FIRST - 1, flags: SYN }),
    ...segments(`${invite()}\r\n\r\n`, 0),
    ipTcp("\r\n\r\n", { sequence: FIRST + invite().length + 4 }),
    ipTcp("\0", { sequence: FIRST + invite().length + 7 }),
    ipTcp("", { sequence: FIRST + invite().length + 8, flags: FIN }),
  ]);
  expect(said(result)).toEqual(["invite"]);
  expect(result.ignored).toEqual(["no-payload", "no-payload", "no-payload", "no-payload"]);
});

test("a new connection on the same ports begins anew", async () => {
  const [first] = segments(invite(), 0) as [Buffer];
  const second = ipTcp(invite({ callId: "second" }), { sequence: 77 });
  const opened = await read([first, ipTcp("", { sequence: 76, flags: SYN }), second]);
  expect(opened.sightings.map((sighting) => sighting.callId)).toEqual(["call-1", "second"]);
  const reset = await read([first, ipTcp("", { flags: RESET }), second]);
  expect(reset.sightings.map((sighting) => sighting.callId)).toEqual(["call-1", "second"]);
  const unseen = await read([first, second]);
  expect(unseen.sightings.map((sighting) => sighting.callId)).toEqual(["call-1", "second"]);
});

test("other connections are none of ours", async () => {
  const http = { from: "10.0.0.1:40000", to: "10.0.0.2:80" };
  const result = await read([
    ipTcp("GET / HTTP/1.1\r\nHost: a\r\n\r\n", {}, http),
    ...segments(invite(), 0),
    ipTcp("more of it", { sequence: 28 }, http),
  ]);
  expect(result.ignored).toEqual(["not-sip", "not-sip"]);
});

test("a hole that is never filled does not hold the stream back for long", async () => {
  const text = invite();
  const later = (number: number) => ({
    bytes: ipTcp(invite({ callId: `later-${number}` }), { sequence: FIRST + text.length + 500 * number }),
    at: START + number * 1_000_000,
  });
  const result = await read([...segments(text, 0), ...Array.from({ length: 10 }, (_, i) => later(i + 1))]);
  expect(new Set(result.sightings.map((sighting) => sighting.callId)).size).toBe(11);
  expect(result.records).toBe(11);
});

test("headers without an end are given up at a bound", async () => {
  const start = "INVITE sip:a@b SIP/2.0\r\n";
  const line = `X: ${"y".repeat(1_000)}\r\n`;
  const stream = start + line.repeat(100);
  const offsets = Array.from({ length: 100 }, (_, i) => i * 1_000);
  const result = await read(segments(stream, ...offsets));
  expect(said(result)).toEqual([]);
  expect(result.rejected.length).toBeGreaterThan(60);
  expect(result.records).toBe(100);
});

test("both directions of a connection are read apart", async () => {
  const back = { from: ENDS.to, to: ENDS.from };
  const result = await read([...segments(invite(), 0), ipTcp(response("200 OK"), { sequence: 5 }, back)]);
  expect(said(result)).toEqual(["invite", "response 200"]);
  expect(result.sightings[0]?.hop).toBe(result.sightings[1]?.hop);
});

test("the body of a cut segment is passed over, and the next message is found", async () => {
  const text = invite({ body: "x".repeat(400) });
  const [first, second] = segments(text + request("BYE", { cseq: 2 }), 0, text.length) as [Buffer, Buffer];
  const result = await read([{ bytes: first.subarray(0, 500), originalLength: first.length }, second]);
  expect(said(result)).toEqual(["invite", "bye"]);
});
