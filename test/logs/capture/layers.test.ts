import { expect, test } from "vitest";
import { ENDS, ethernet, ip, ipTcp, ipUdp, ipv4, ipv6, udp } from "../../support/capture-writer.ts";
import { invite, request, response } from "../../support/sip-text.ts";
import { readPackets, said } from "./read-capture.ts";

const INVITE = ipUdp(invite());
const ENDS_6 = { from: "[2001:db8::1]:5060", to: "[2001:db8:0:0:1::2]:5080" };

function cooked(bytes: number, typeAt: number): Buffer {
  const header = Buffer.alloc(bytes);
  header.writeUInt16BE(0x0800, typeAt);
  return Buffer.concat([header, INVITE]);
}

test.for([
  ["NULL, little-endian", 0, Buffer.concat([Buffer.from("02000000", "hex"), INVITE])],
  ["NULL, big-endian", 0, Buffer.concat([Buffer.from("00000002", "hex"), INVITE])],
  ["LOOP", 108, Buffer.concat([Buffer.from("00000002", "hex"), INVITE])],
  ["Ethernet", 1, ethernet(INVITE)],
  ["Ethernet with a VLAN tag", 1, ethernet(INVITE, [0x8100])],
  ["Ethernet with a service and a customer tag", 1, ethernet(INVITE, [0x88a8, 0x8100])],
  ["PPP", 9, Buffer.concat([Buffer.from("ff030021", "hex"), INVITE])],
  ["RAW", 101, INVITE],
  ["RAW as OpenBSD numbers it", 14, INVITE],
  ["IPV4", 228, INVITE],
  ["LINUX_SLL", 113, cooked(16, 14)],
  ["LINUX_SLL2", 276, cooked(20, 0)],
  ["PPPoE in Ethernet", 1, withType(0x8864, Buffer.concat([Buffer.from("1100000100000021", "hex"), INVITE]))],
  [
    "MPLS with two labels",
    1,
    withType(0x8847, Buffer.concat([Buffer.from("0001004000020140", "hex"), INVITE])),
  ],
] as const)("SIP is found behind the link layer %s", async ([, linkType, bytes]) => {
  expect(said(await readPackets([bytes], { linkType }))).toEqual(["invite"]);
});

function withType(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(14);
  header.writeUInt16BE(type, 12);
  return Buffer.concat([header, payload]);
}

test("a link layer that is not read is rejected by name", async () => {
  const read = await readPackets([INVITE, INVITE], { linkType: 127 });
  expect(read.rejected[0]).toEqual({
    line: 1,
    reason: "Link type 127 (IEEE 802.11 with radiotap header) is not read",
  });
  expect(read.records).toBe(2);
});

test("the padding of short Ethernet frames is not part of a message", async () => {
  const keepAlive = ethernet(ipUdp("\r\n\r\n"));
  const read = await readPackets([Buffer.concat([keepAlive, Buffer.from("INVITE sip:a@b SIP/2.0")])]);
  expect(read.ignored).toEqual(["no-payload"]);
});

test("an IPv6 hop is written with brackets", async () => {
  const read = await readPackets([ipUdp(invite(), ENDS_6)], { linkType: 101 });
  expect(read.sightings[0]?.hop).toBe("[2001:db8::1:0:0:2]:5080|[2001:db8::1]:5060");
  expect(read.sightings[0]?.callerAddress).toBe("[2001:db8::1]:5060");
});

test("extension headers of IPv6 are passed over", async () => {
  const datagram = udp(invite(), ENDS_6);
  const hopByHop = Buffer.from([60, 0, 0, 0, 0, 0, 0, 0]);
  const destination = Buffer.from([17, 1, ...new Array<number>(14).fill(0)]);
  const packet = ipv6(0, Buffer.concat([hopByHop, destination, datagram]), ENDS_6);
  expect(said(await readPackets([packet], { linkType: 101 }))).toEqual(["invite"]);
});

test("SIP is found on any port", async () => {
  const ends = { from: "10.0.0.1:40123", to: "10.0.0.2:7" };
  expect(said(await readPackets([ipUdp(invite(), ends)], { linkType: 101 }))).toEqual(["invite"]);
});

test("what is not SIP is ignored with the reason for it", async () => {
  const rtp = Buffer.concat([Buffer.from("8000000100000000aabbccdd", "hex"), Buffer.alloc(160, 0x55)]);
  const arp = withType(0x0806, Buffer.alloc(28));
  const read = await readPackets([
    ethernet(ipUdp(rtp)),
    arp,
    ethernet(ip(1, Buffer.alloc(20))),
    ethernet(ipUdp("\r\n\r\n")),
    ethernet(ipUdp("GET / HTTP/1.1\r\n\r\n")),
    ethernet(ipTcp("", { flags: 0x10 })),
    ethernet(ipTcp(Buffer.from("160301020001", "hex"), {}, { from: "10.0.0.1:41000", to: "10.0.0.2:5061" })),
    ethernet(ipUdp(request("SUBSCRIBE"))),
  ]);
  expect(read.ignored).toEqual([
    "not-sip",
    "not-sip",
    "not-sip",
    "no-payload",
    "not-sip",
    "no-payload",
    "encrypted",
    "other-method",
  ]);
});

test("junk before the start line is passed over, a damaged start line is rejected", async () => {
  const read = await readPackets(
    [
      ipUdp(`\0\0\r\n${invite()}`),
      ipUdp(Buffer.concat([Buffer.from([1, 2, 3]), Buffer.from(response("180 Ringing"))])),
      ipUdp(`some text\r\n${response("200 OK")}`),
      ipUdp("SIP/2.0 2x0 OK\r\nCall-ID: a\r\n\r\n"),
    ],
    { linkType: 101 },
  );
  expect(said(read)).toEqual(["invite", "response 180", "response 200"]);
  expect(read.rejected).toEqual([{ line: 4, reason: "The start line of a SIP message is damaged" }]);
});

test("a wrong or missing Content-Length does not matter in a datagram", async () => {
  const texts = ["Content-Length: 9999", "Content-Length: -1", ""].map((line) =>
    invite({ body: "v=0" }).replace("Content-Length: 3", line),
  );
  const read = await readPackets(
    texts.map((text) => ipUdp(text.replace("\r\n\r\n\r\n", "\r\n\r\n"))),
    { linkType: 101 },
  );
  expect(said(read)).toEqual(["invite", "invite", "invite"]);
});

test("a packet that the capture cut counts as long as the headers that identify its call are there", async () => {
  const whole = ipUdp(invite());
  const behindCseq = whole.indexOf("Content-Length");
  const behindFrom = whole.indexOf("To:");
  const read = await readPackets(
    [
      { bytes: whole.subarray(0, behindCseq + 3), originalLength: whole.length },
      { bytes: whole.subarray(0, behindFrom), originalLength: whole.length },
      { bytes: whole.subarray(0, 24), originalLength: whole.length },
      { bytes: whole.subarray(0, 40), originalLength: whole.length },
    ],
    { linkType: 101 },
  );
  expect(said(read)).toEqual(["invite"]);
  expect(read.rejected.map(({ line }) => line)).toEqual([2, 3, 4]);
  expect(read.rejected[0]?.reason).toContain(
    `The capture cut ${whole.length - behindFrom} bytes off this SIP message`,
  );
  expect(read.rejected[1]?.reason).toBe("The capture kept too little of this packet to see what it carries");
});

test("lengths that the network card was to fill in do not hide a message", async () => {
  const packet = ipv4(17, udp(invite()), ENDS);
  packet.writeUInt16BE(0, 2);
  packet.writeUInt16BE(0, 24);
  expect(said(await readPackets([packet], { linkType: 101 }))).toEqual(["invite"]);
});
