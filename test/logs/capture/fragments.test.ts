import { expect, test } from "vitest";
import { ENDS, ipUdp, ipv4, ipv6, START, udp } from "../../support/capture-writer.ts";
import { invite, response } from "../../support/sip-text.ts";
import { readPackets, said } from "./read-capture.ts";

const DATAGRAM = udp(invite({ callId: "split", body: "v=0\r\n".repeat(100) }));
const MORE = 0x2000;

/** Parts of DATAGRAM at these offsets. */
function parts(datagram: Buffer, ...offsets: number[]): Buffer[] {
  return offsets.map((from, i) => {
    const to = offsets[i + 1] ?? datagram.length;
    return ipv4(17, datagram.subarray(from, to), ENDS, (from >> 3) | (to < datagram.length ? MORE : 0));
  });
}

test("a message in three fragments is one message, whatever their order", async () => {
  const [a, b, c] = parts(DATAGRAM, 0, 160, 480) as [Buffer, Buffer, Buffer];
  for (const order of [
    [a, b, c],
    [c, a, b],
    [b, c, a],
  ]) {
    const read = await readPackets(order, { linkType: 101 });
    expect(said(read)).toEqual(["invite"]);
    expect(read.sightings[0]?.hop).toBe("10.0.0.1:5060|10.0.0.2:5060");
    expect(read.ignored).toEqual(["part-of-message", "part-of-message"]);
    expect(read.records).toBe(3);
  }
});

test("a message has the time of the fragment that completes it", async () => {
  const packets = parts(DATAGRAM, 0, 160).map((bytes, i) => ({ bytes, at: START + i * 300 }));
  expect((await readPackets(packets, { linkType: 101 })).sightings[0]?.events[0]?.at).toBe(START + 300);
});

test("fragments of IPv6 are put together too", async () => {
  const ends = { from: "[2001:db8::1]:5060", to: "[2001:db8::2]:5060" };
  const datagram = udp(response("183 Session Progress"), ends);
  const fragment = (from: number, to: number) => {
    const header = Buffer.from([17, 0, 0, 0, 0, 0, 0, 9]);
    header.writeUInt16BE(from | (to < datagram.length ? 1 : 0), 2);
    return ipv6(44, Buffer.concat([header, datagram.subarray(from, to)]), ends);
  };
  const read = await readPackets([fragment(0, 200), fragment(200, datagram.length)], { linkType: 101 });
  expect(said(read)).toEqual(["response 183"]);
});

test("a message whose last fragment is missing counts if its headers are complete", async () => {
  const [a, b] = parts(DATAGRAM, 0, 480, 600) as [Buffer, Buffer];
  const read = await readPackets([a, b], { linkType: 101 });
  expect(said(read)).toEqual(["invite"]);
  expect(read.records).toBe(2);
});

test("fragments without a beginning are rejected, each of them", async () => {
  const [, b, c] = parts(DATAGRAM, 0, 160, 480) as [Buffer, Buffer, Buffer];
  const read = await readPackets([b, c], { linkType: 101 });
  expect(read.rejected).toEqual([
    { line: 1, reason: "IP fragment whose first part is not in the capture" },
    { line: 2, reason: "IP fragment whose first part is not in the capture" },
  ]);
});

test("fragments of two datagrams with the same number are kept apart by their addresses", async () => {
  const other = { from: "10.0.0.9:5060", to: "10.0.0.2:5060" };
  const rest = ipv4(17, DATAGRAM.subarray(160), other, 160 >> 3);
  const [a] = parts(DATAGRAM, 0, 160) as [Buffer];
  const read = await readPackets([a, rest], { linkType: 101 });
  expect(said(read)).toEqual([]);
  expect(read.rejected).toHaveLength(2);
});

test("fragments of media are no part of a message", async () => {
  const media = udp(Buffer.alloc(2_000, 0x80));
  const read = await readPackets(parts(media, 0, 1_480), { linkType: 101 });
  expect(read.ignored).toEqual(["not-sip", "not-sip"]);
});

test("a fragment that repeats another changes nothing", async () => {
  const [a, b] = parts(DATAGRAM, 0, 160) as [Buffer, Buffer];
  const read = await readPackets([a, a, b], { linkType: 101 });
  expect(said(read)).toEqual(["invite"]);
  expect(read.records).toBe(3);
});

test("fragments that never become a datagram do not pile up", async () => {
  const flood = Array.from({ length: 2_000 }, (_, id) => ipv4(17, Buffer.alloc(64), ENDS, MORE | 1, id));
  const read = await readPackets([...flood, ipUdp(invite())], { linkType: 101 });
  expect(read.rejected).toHaveLength(2_000);
  expect(said(read)).toEqual(["invite"]);
});
