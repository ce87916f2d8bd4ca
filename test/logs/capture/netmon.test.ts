import { expect, test } from "vitest";
import { captureFormat } from "../../../lib/logs/capture/capture-format.ts";
import { ethernet, ipUdp } from "../../support/capture-writer.ts";
import { invite, response } from "../../support/sip-text.ts";
import { collectAs } from "../collect.ts";
import { said } from "./read-capture.ts";

const PACKETS = [ethernet(ipUdp(invite())), ethernet(ipUdp(response("180 Ringing")))];

/** A Network Monitor capture that begins on 17 July 2005 at 15:39:20.502, one packet each 1.5 seconds. */
function netmon(version: 1 | 2, minor: number, trailer: Buffer = Buffer.alloc(0), network = 1): Buffer {
  const header = Buffer.alloc(128);
  header.write(version === 1 ? "RTSS" : "GMBU");
  header[4] = minor;
  header[5] = version;
  header.writeUInt16LE(network, 6);
  [2005, 7, 0, 17, 15, 39, 20, 502].forEach((value, i) => {
    header.writeUInt16LE(value, 8 + 2 * i);
  });
  const records = PACKETS.map((packet, i) => {
    const head = Buffer.alloc(version === 1 ? 8 : 16);
    head.writeUInt32LE(i * (version === 1 ? 1_500 : 1_500_000));
    if (version === 1) {
      head.writeUInt16LE(packet.length, 4);
      head.writeUInt16LE(packet.length, 6);
    } else {
      head.writeUInt32LE(packet.length, 8);
      head.writeUInt32LE(packet.length, 12);
    }
    return Buffer.concat([head, packet, trailer]);
  });
  const packets = Buffer.concat(records);
  header.writeUInt32LE(128 + packets.length, 24);
  const table = Buffer.alloc(4 * PACKETS.length, 0x80);
  return Buffer.concat([header, packets, table]);
}

test.for([
  [1, 1, 0],
  [2, 0, 0],
  [2, 1, 2],
  [2, 2, 6],
  [2, 3, 15],
] as const)("a Network Monitor capture of version %d.%d is read", async ([version, minor, trailerBytes]) => {
  const trailer = Buffer.alloc(trailerBytes);
  if (trailerBytes > 0) trailer.writeUInt16LE(1);
  const bytes = netmon(version, minor, trailer);
  const read = await collectAs(captureFormat, bytes);
  expect(said(read)).toEqual(["invite", "response 180"]);
  expect(read.sightings.map(({ events }) => events[0]?.at)).toEqual([
    Date.parse("2005-07-17T15:39:20.502Z") * 1_000,
    Date.parse("2005-07-17T15:39:22.002Z") * 1_000,
  ]);
  expect(read.records).toBe(2);
  expect(await collectAs(captureFormat, bytes, { chunkSize: 1 })).toEqual(read);
});

test("its times are local to the source", async () => {
  const read = await collectAs(captureFormat, netmon(2, 0), { settings: { zone: "Europe/Berlin" } });
  expect(read.sightings[0]?.events[0]?.at).toBe(Date.parse("2005-07-17T13:39:20.502Z") * 1_000);
});

test("a packet may name a link layer of pcap", async () => {
  const trailer = Buffer.alloc(2);
  trailer.writeUInt16LE(0xe000 + 105);
  const read = await collectAs(captureFormat, netmon(2, 1, trailer));
  expect(read.rejected[0]?.reason).toBe("Link type 105 (IEEE 802.11) is not read");
});

test("a Network Monitor capture that was cut off loses its last packet only", async () => {
  const bytes = netmon(2, 0);
  const read = await collectAs(captureFormat, bytes.subarray(0, bytes.length - 20));
  expect(said(read)).toEqual(["invite"]);
  expect(read.rejected).toEqual([{ line: 2, reason: "The file ends inside this packet" }]);
});
