import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { ethernet, ip, ipTcp, ipUdp, ipv4, START, udp } from "../../support/capture-writer.ts";
import { invite } from "../../support/sip-text.ts";
import { readPackets, said } from "./read-capture.ts";

const INNER = { from: "192.0.2.1:5060", to: "192.0.2.2:5060" };
const INVITE = ipUdp(invite(), INNER);

function bytes(hex: string, ...rest: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from(hex.replaceAll(" ", ""), "hex"), ...rest]);
}

function inUdp(port: number, payload: Buffer): Buffer {
  return ipUdp(payload, { from: "10.9.9.1:40000", to: `10.9.9.2:${port}` });
}

test.for([
  ["IP in IP", ip(4, INVITE)],
  ["IPv6 in IPv4", ip(41, ipUdp(invite(), { from: "[2001:db8::1]:5060", to: "[2001:db8::2]:5060" }))],
  ["GRE", ip(47, bytes("0000 0800", INVITE))],
  [
    "GRE with checksum, key and sequence number",
    ip(47, bytes("b000 0800 00000000 00000001 00000002", INVITE)),
  ],
  ["GRE that bridges Ethernet", ip(47, bytes("0000 6558", ethernet(INVITE, [0x8100])))],
  ["ERSPAN", ip(47, bytes("1000 88be 00000001 1000000100000000", ethernet(INVITE)))],
  ["GTP-U", inUdp(2152, bytes("30 ff 0000 00000001", INVITE))],
  ["GTP-U with an extension header", inUdp(2152, bytes("34 ff 0000 00000001 000000 85 01 1009 00", INVITE))],
  ["VXLAN", inUdp(4789, bytes("08000000 00000100", ethernet(INVITE)))],
  ["Geneve with an option", inUdp(6081, bytes("01 00 6558 00000100 00000000", ethernet(INVITE)))],
  [
    "VXLAN in GRE in IP in IP",
    ip(4, ip(47, bytes("0000 0800", inUdp(4789, bytes("08000000 00000100", ethernet(INVITE)))))),
  ],
] as const)("SIP is found inside %s, with the addresses inside", async ([, packet]) => {
  const read = await readPackets([packet], { linkType: 101 });
  expect(said(read)).toEqual(["invite"]);
  expect(read.sightings[0]?.hop).not.toContain("10.9.9");
});

test("TCP inside a tunnel is put together like any other", async () => {
  const text = invite();
  const packets = [text.slice(0, 90), text.slice(90)].map((part, i) =>
    ip(4, ipTcp(part, { sequence: 1 + i * 90 }, INNER)),
  );
  const read = await readPackets(packets, { linkType: 101 });
  expect(said(read)).toEqual(["invite"]);
  expect(read.records).toBe(2);
});

test("what only looks like a tunnel is read as what it is", async () => {
  const read = await readPackets(
    [inUdp(2152, Buffer.from(invite())), inUdp(4789, Buffer.from("hello world"))],
    { linkType: 101 },
  );
  expect(said(read)).toEqual(["invite"]);
  expect(read.ignored).toEqual(["not-sip"]);
});

test("tunnels without end are given up", async () => {
  let packet = INVITE;
  for (let i = 0; i < 12; i++) packet = ipv4(4, packet);
  const read = await readPackets([packet], { linkType: 101 });
  expect(read.rejected).toEqual([{ line: 1, reason: "Packet with more than 8 tunnels in each other" }]);
});

function chunk(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16BE(type, 2);
  header.writeUInt16BE(6 + value.length, 4);
  return Buffer.concat([header, value]);
}

function u16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function hep3(payload: Buffer, { type = 1, payloadType = 15 } = {}): Buffer {
  const chunks = Buffer.concat([
    chunk(1, Buffer.from([2])),
    chunk(2, Buffer.from([17])),
    chunk(3, Buffer.from([192, 0, 2, 1])),
    chunk(4, Buffer.from([192, 0, 2, 2])),
    chunk(7, u16(5070)),
    chunk(8, u16(5080)),
    chunk(9, u32(START / 1_000_000 - 60)),
    chunk(10, u32(123_456)),
    chunk(11, Buffer.from([type])),
    chunk(14, Buffer.from("secret")),
    chunk(payloadType, payload),
  ]);
  return Buffer.concat([Buffer.from("HEP3"), u16(chunks.length + 6), chunks]);
}

test("HEP3 tells the addresses and the time at which the proxy saw the message", async () => {
  const read = await readPackets([inUdp(9060, hep3(Buffer.from(invite())))], { linkType: 101 });
  expect(read.sightings[0]).toMatchObject({
    hop: "192.0.2.1:5070|192.0.2.2:5080",
    callerAddress: "192.0.2.1:5070",
    events: [{ kind: "invite", at: START - 60_000_000 + 123_456 }],
  });
});

test("a compressed HEP3 payload is inflated, and a broken one rejected", async () => {
  const packets = [
    inUdp(9060, hep3(deflateSync(invite()), { payloadType: 16 })),
    inUdp(9060, hep3(Buffer.from("not deflated"), { payloadType: 16 })),
  ];
  const read = await readPackets(packets, { linkType: 101 });
  expect(read.sightings[0]).toMatchObject({ hop: "192.0.2.1:5070|192.0.2.2:5080" });
  expect(read.rejected).toEqual([{ line: 2, reason: "HEP packet whose compressed payload cannot be read" }]);
});

test("HEP that carries statistics or nothing is told apart from SIP", async () => {
  const packets = [
    inUdp(9060, hep3(Buffer.from("{}"), { type: 100 })),
    inUdp(9060, hep3(Buffer.alloc(0), { payloadType: 17 })),
  ];
  const read = await readPackets(packets, { linkType: 101 });
  expect(read.ignored).toEqual(["not-sip"]);
  expect(read.rejected).toEqual([{ line: 2, reason: "HEP packet without a payload" }]);
});

test.for([
  ["HEP1", "01 10 02 11 13ce 13d8 c0000201 c0000202", START],
  ["HEP2", "02 10 02 11 13ce 13d8 c0000201 c0000202 00f15365 40e20100 0700 0000", START - 1 + 123_457],
] as const)("%s is read too", async ([, header, at]) => {
  const read = await readPackets([{ bytes: inUdp(9060, bytes(header, Buffer.from(invite()))), at: START }], {
    linkType: 101,
  });
  expect(read.sightings[0]).toMatchObject({ hop: "192.0.2.1:5070|192.0.2.2:5080", events: [{ at }] });
});

test("SIP that Wireshark decrypted and exported keeps its addresses", async () => {
  const tags =
    "000c 0004 73697000 0014 0004 c0000201 0015 0004 c0000202 0018 0004 00000002 0019 0004 000013c5 001a 0004 000013c4 0000 0000";
  const http = "000c 0004 68747470 0000 0000";
  const read = await readPackets(
    [bytes(tags, Buffer.from(invite())), bytes(http, Buffer.from("GET / HTTP/1.1")), bytes("000c 0004 7369")],
    { linkType: 252 },
  );
  expect(read.sightings[0]).toMatchObject({
    hop: "192.0.2.1:5061|192.0.2.2:5060",
    callerAddress: "192.0.2.1:5061",
  });
  expect(read.ignored).toEqual(["not-sip", "not-sip"]);
});

test("a datagram inside HEP in a fragment needs no more than the fragments", async () => {
  const datagram = udp(hep3(Buffer.from(invite())), { from: "10.9.9.1:9060", to: "10.9.9.2:9060" });
  const ends = { from: "10.9.9.1:0", to: "10.9.9.2:0" };
  const read = await readPackets(
    [ipv4(17, datagram.subarray(0, 240), ends, 0x2000), ipv4(17, datagram.subarray(240), ends, 240 >> 3)],
    { linkType: 101 },
  );
  expect(read.sightings[0]?.hop).toBe("192.0.2.1:5070|192.0.2.2:5080");
});
