import { expect, test } from "vitest";
import { captureFormat } from "../../../lib/logs/capture/capture-format.ts";
import { UnreadableLogError } from "../../../lib/logs/format/log-format.ts";
import { ethernet, ipUdp, pcap, START } from "../../support/capture-writer.ts";
import { invite, request, response } from "../../support/sip-text.ts";
import { collectAs } from "../collect.ts";
import { readCapture, readPackets, said } from "./read-capture.ts";

const CALL = [
  ipUdp(invite()),
  ipUdp(response("100 Trying"), { from: "10.0.0.2:5060", to: "10.0.0.1:5060" }),
  ipUdp(response("486 Busy Here"), { from: "10.0.0.2:5060", to: "10.0.0.1:5060" }),
  ipUdp(request("ACK", { toTag: "callee" })),
].map((packet) => ethernet(packet));

test("a call is read from the packets of a capture", async () => {
  const read = await readPackets(CALL);
  expect(said(read)).toEqual(["invite", "response 100", "response 486"]);
  expect(read.sightings.at(-1)).toMatchObject({ events: [], aside: { what: "ack" } });
  expect(read.records).toBe(4);
});

test("both directions of a hop have the same name, and the sender of the INVITE is the caller", async () => {
  const { sightings } = await readPackets(CALL);
  expect(new Set(sightings.map((sighting) => sighting.hop))).toEqual(
    new Set(["10.0.0.1:5060|10.0.0.2:5060"]),
  );
  expect(sightings.map((sighting) => sighting.callerAddress)).toEqual(["10.0.0.1:5060", "", "", ""]);
});

test.for([
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const)(
  "times are microseconds (big-endian file: %s, nanoseconds: %s)",
  async ([bigEndian, nanoseconds]) => {
    const packets = [{ bytes: CALL[0]!, at: START + 654_321 }];
    const { sightings } = await readPackets(packets, { bigEndian, nanoseconds });
    expect(sightings[0]?.events[0]?.at).toBe(START + 654_321);
  },
);

test("a capture may arrive byte by byte", async () => {
  const whole = await readCapture(pcap(CALL));
  expect(await readCapture(pcap(CALL), 1)).toEqual(whole);
  expect(await readCapture(pcap(CALL), 77)).toEqual(whole);
});

test("of a capture that was cut off, everything before counts and the rest is rejected once", async () => {
  const bytes = pcap(CALL);
  const read = await readCapture(bytes.subarray(0, bytes.length - 5));
  expect(said(read)).toEqual(["invite", "response 100", "response 486"]);
  expect(read.rejected).toEqual([{ line: 4, reason: "The file ends inside this packet" }]);
});

test("a capture without packets has no records", async () => {
  expect(await readCapture(pcap([]))).toMatchObject({ records: 0 });
});

test("a length that no packet has ends the reading with a reason", async () => {
  const bytes = pcap(CALL);
  bytes.writeUInt32LE(0x7fffffff, 24 + 16 + CALL[0]!.length + 8);
  const read = await readCapture(bytes);
  expect(said(read)).toEqual(["invite"]);
  expect(read.rejected).toEqual([
    { line: 2, reason: "The file is damaged here: a packet of 2147483647 bytes is not possible" },
  ]);
});

test("a capture is recognised by its first four bytes, whatever its name", () => {
  const recognise = (bytes: Buffer) => captureFormat.recognise({ bytes, text: "", complete: true });
  expect(recognise(pcap([]))).toBe(true);
  expect(recognise(Buffer.from("0a0d0d0a00000000", "hex"))).toBe(true);
  expect(recognise(Buffer.from("GMBU\0\x02\x01\0"))).toBe(true);
  expect(recognise(Buffer.from("PK\x03\x04"))).toBe(false);
  expect(recognise(Buffer.from("\xa1\xb2"))).toBe(false);
});

test("what begins like no capture is refused as a whole", async () => {
  await expect(collectAs(captureFormat, "INVITE sip:a@b SIP/2.0")).rejects.toThrow(UnreadableLogError);
  await expect(collectAs(captureFormat, "ab")).rejects.toThrow("it ends inside its first four bytes");
});
