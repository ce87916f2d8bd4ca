import { expect, test } from "vitest";
import { invite, request, response } from "../../support/sip-text.ts";
import { lines, readTrace, timeline } from "./read-trace.ts";

const INVITE = lines(invite({ body: "v=0\r\ns=-\r\n" }));
const BUSY = lines(response("486 Busy Here"));

test("sngrep shows both ends of a hop, in the order of dialogs", async () => {
  const read = await readTrace(`2005/07/04 09:32:52.844249 192.168.1.2:5060 -> 212.242.33.35:5060
${invite({ body: "v=0\r\n" })}

2005/07/04 09:32:53.000001 212.242.33.35:5060 -> 192.168.1.2:5060
${response("486 Busy Here")}

`);
  expect(timeline(read)).toEqual([
    "invite 2005-07-04T09:32:52.844Z",
    "response 486 2005-07-04T09:32:53.000Z",
  ]);
  expect(read.sightings[0]).toMatchObject({
    hop: "192.168.1.2:5060|212.242.33.35:5060",
    callerAddress: "192.168.1.2:5060",
  });
  expect(read.records).toBe(2);
});

function dotted(message: string): string {
  return message.replaceAll("\r\n", ".\n");
}

test("ngrep and sipgrep show a CR as a dot", async () => {
  const read = await readTrace(`interface: eth0
filter: port 5060
#
U 2005/07/04 09:32:52.844249 192.168.1.2:5060 -> 212.242.33.35:5060 #1
${dotted(invite({ callId: "dots...", body: "v=0\r\n" }))}

#
T 2005/07/04 09:32:53.844249 212.242.33.35:5060 -> 192.168.1.2:5060 [AP] #2
${dotted(response("486 Busy Here", { callId: "dots..." }))}

U 2005/07/04 09:32:54.844249 212.242.33.35:5060 -> 192.168.1.2:5060

SIP/2.0 200 OK.
From: <sip:1@a>;tag=b.
To: <sip:2@a>;tag=c.
Call-ID: dots....
CSeq: 2 BYE.
.

`);
  expect(read.sightings.map((sighting) => sighting.callId)).toEqual(["dots...", "dots...", "dots..."]);
  expect(timeline(read)).toEqual([
    "invite 2005-07-04T09:32:52.844Z",
    "response 486 2005-07-04T09:32:53.844Z",
    "bye-response 200 2005-07-04T09:32:54.844Z",
  ]);
  expect(read.sightings[1]?.events[0]?.reason).toBe("Busy Here");
});

test("ngrep: each heading has its own time and ends, whatever flags and numbers follow them", async () => {
  const read = await readTrace(
    [
      "U 2005/07/04 09:32:50.000001 10.0.0.1:5060 -> 10.0.0.2:5060",
      "T 2005/07/04 09:32:51.000002 10.0.0.1:5060 -> 10.0.0.2:5060 [AP] #1",
      "U 2005/07/04 09:32:52.000003 10.0.0.1:5060 -> 10.0.0.2:5061 #2",
      "U 2005/07/04 09:32:53.000004 10.0.0.2:5060 -> 10.0.0.1:5060",
      "U 2005/07/04 09:32:54.000005 UDP:10.0.0.1:5060 -> 2001:db8::1:5060 (x)",
      "U 10.0.0.1:5060 -> 10.0.0.2:5060",
    ]
      .map((heading) => `#\n${heading}\n${dotted(invite())}\n`)
      .join(""),
  );
  const start = Date.UTC(2005, 6, 4, 9, 32, 50) * 1000;
  expect(read.sightings.map(({ callerAddress, hop, events }) => [callerAddress, hop, events[0]?.at])).toEqual(
    [
      ["10.0.0.1:5060", "10.0.0.1:5060|10.0.0.2:5060", start + 1],
      ["10.0.0.1:5060", "10.0.0.1:5060|10.0.0.2:5060", start + 1_000_002],
      ["10.0.0.1:5060", "10.0.0.1:5060|10.0.0.2:5061", start + 2_000_003],
      ["10.0.0.2:5060", "10.0.0.1:5060|10.0.0.2:5060", start + 3_000_004],
      ["10.0.0.1:5060", "10.0.0.1:5060|[2001:db8::1]:5060", start + 4_000_005],
      ["10.0.0.1:5060", "10.0.0.1:5060|10.0.0.2:5060", 0],
    ],
  );
});

test("ngrep: two messages in one TCP packet, and one message over two", async () => {
  const text = dotted(response("180 Ringing"));
  const from = (stamp: string) => `T 2005/07/04 09:32:${stamp} 10.0.0.2:5060 -> 10.0.0.1:5060 [A]\n`;
  const cut = text.indexOf("Call-ID") + 12;
  const merged = await readTrace(`${from("50.000000")}${text}${dotted(response("486 Busy Here"))}\n`);
  expect(timeline(merged)).toEqual([
    "response 180 2005-07-04T09:32:50.000Z",
    "response 486 2005-07-04T09:32:50.000Z",
  ]);
  const split = await readTrace(
    `${from("50.000000")}${text.slice(0, cut)}\n\n${from("50.100000")}${text.slice(cut)}\n`,
  );
  expect(timeline(split)).toEqual(["response 180 2005-07-04T09:32:50.100Z"]);
  expect(split.sightings[0]?.callId).toBe("call-1");
  expect(split.ignored).toEqual(["part-of-message"]);
  const lost = await readTrace(`${from("50.000000")}${text.slice(0, cut)}\n\n`);
  expect(lost.rejected).toEqual([
    { line: 1, reason: "SIP message whose headers end before those that identify its call" },
  ]);
});

test.for([
  [
    "with dates",
    "2005-07-04 09:32:52.844249 IP 10.0.0.1.5060 > 192.0.2.1.sip: SIP: INVITE sip:200@example.com SIP/2.0",
  ],
  ["with epochs", "1120469572.844249 IP 10.0.0.1.5060 > 192.0.2.1.5060: SIP, length: 400"],
  [
    "of any interface",
    "2005-07-04 09:32:52.844249 eth0  Out IP 10.0.0.1.5060 > 192.0.2.1.5060: SIP, length: 400",
  ],
  [
    "-v",
    "2005-07-04 09:32:52.844249 IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto UDP (17), length 428)\n    10.0.0.1.5060 > 192.0.2.1.5060: [udp sum ok] SIP, length: 400",
  ],
] as const)("tcpdump -A %s shows the packet's headers before the message", async ([, heading]) => {
  const read = await readTrace(`${heading}
E..H....@. V.
!.d e."......INVITE sip:200@example.com SIP/2.0
${INVITE.slice(INVITE.indexOf("\n") + 1)}
2005-07-04 09:32:52.900000 IP 192.0.2.1.5060 > 10.0.0.1.5060: Flags [.], ack 1, win 502, length 0
E..4....@.Y.
`);
  expect(timeline(read)).toEqual(["invite 2005-07-04T09:32:52.844Z"]);
  expect(read.sightings[0]?.hop).toBe("10.0.0.1:5060|192.0.2.1:5060");
  expect(read.ignored).toEqual(["not-sip"]);
});

test("SIPp's message trace knows only its own side", async () => {
  const read = await readTrace(`----------------------------------------------- 2026-11-22 14:22:14.347132
UDP message sent (487 bytes):

${invite({ body: "v=0\r\n" })}
----------------------------------------------- 2026-11-22	14:22:14.352141	1795357334.352141
UDP message received [318] bytes :

${response("100 Trying")}
`);
  expect(timeline(read)).toEqual([
    "invite 2026-11-22T14:22:14.347Z",
    "response 100 2026-11-22T14:22:14.352Z",
  ]);
  expect(read.sightings[0]).toMatchObject({ hop: "sipp", callerAddress: "sipp" });
  expect(read.sightings[1]).toMatchObject({ hop: "sipp" });
});

test("SIPp's short trace has a line for each message, with times that need no zone", async () => {
  const read = await readTrace(
    [
      "2026-11-22\t14:22:14.347132\t1795357334.347132\tS\t1@a\tCSeq:1 INVITE\tINVITE sip:2@b SIP/2.0",
      "2026-11-22\t14:22:14.359109\t1795357334.359109\tR\t1@a\tCSeq:1 INVITE\tSIP/2.0 200 OK",
      "2026-11-22\t14:22:14.359209\t1795357334.359209\tS\t1@a\tCSeq:1 ACK\tACK sip:2@b SIP/2.0",
      "2026-11-22\t14:22:15.359109\t1795357335.359109\tR\t1@a\tCSeq:2 BYE\tBYE sip:1@a SIP/2.0",
    ].join("\n"),
    { settings: { zone: "Asia/Kathmandu" } },
  );
  expect(timeline(read)).toEqual([
    "invite 2026-11-22T14:22:14.347Z",
    "response 200 2026-11-22T14:22:14.359Z",
    "bye 2026-11-22T14:22:15.359Z",
  ]);
  expect(read.sightings.map(({ callerTag, events }) => [callerTag, events[0]?.by])).toEqual([
    ["S", "caller"],
    ["", "tag:S"],
    ["", "tag:R"],
  ]);
  expect(read.ignored).toEqual(["mid-call"]);
});

test("Blink names both ends in a line of its own", async () => {
  const read =
    await readTrace(`2020-02-17 20:18:15.107630 [blink 5985]: DNS lookup A proxy.example.net succeeded\r
2020-02-17 20:18:15.537271 [blink 5985]: SENDING: Packet 169, +0:00:41.495327\r
192.168.8.104:54907 -(SIP over TLS)-> 81.23.228.150:443\r
${invite({ body: "v=0\r\n" })}--\r
`);
  expect(timeline(read)).toEqual(["invite 2020-02-17T20:18:15.537Z"]);
  expect(read.sightings[0]).toMatchObject({
    hop: "192.168.8.104:54907|81.23.228.150:443",
    callerAddress: "192.168.8.104:54907",
  });
  expect(read.ignored).toEqual(["other-record"]);
});

test("pjsua ends each message with a mark", async () => {
  const read = await readTrace(
    `15:41:09.123   pjsua_core.c  .TX 541 bytes Request msg INVITE/cseq=1 (tdta0x7f) to UDP 192.0.2.1:5060:
${INVITE}
--end msg--
15:41:10.500   pjsua_core.c  .RX 344 bytes Response msg 486/INVITE/cseq=1 (rdata0x7f) from UDP 192.0.2.1:5060:
${BUSY}
--end msg--
15:41:10.501   pjsua_app.c  Call 0 is DISCONNECTED
`,
    { writtenAt: "2026-01-08T20:00:00Z" },
  );
  expect(timeline(read)).toEqual([
    "invite 2026-01-08T15:41:09.123Z",
    "response 486 2026-01-08T15:41:10.500Z",
  ]);
  expect(read.sightings[1]?.hop).toBe("192.0.2.1:5060|pjsua");
});

test("Chime's message log holds each message in a JSON object, exported with or without a time before it", async () => {
  const object = (stamp: unknown, message: string) =>
    JSON.stringify({
      voice_connector_id: "abc",
      aws_region: "us-east-1",
      event_timestamp: stamp,
      call_id: "x",
      sip_message: message,
    });
  const read = await readTrace(
    [
      object("2026-01-08T20:28:01.250Z", invite({ from: "<sip:müller@a>" })),
      `2026-01-08T20:28:02.000Z ${object(undefined, response("486 Busy Here"))}`,
      object(1767904083000, request("BYE", { cseq: 2 })),
      '{"sip_message": "hello"}',
      '{"sip_message": 7}',
      '{"sip_message": "INVITE',
    ].join("\n"),
  );
  expect(timeline(read)).toEqual([
    "invite 2026-01-08T20:28:01.250Z",
    "response 486 2026-01-08T20:28:02.000Z",
    "bye 2026-01-08T20:28:03.000Z",
  ]);
  expect(read.sightings[0]).toMatchObject({ hop: "chime", attributes: { from: "müller" } });
  expect(read.rejected.map(({ line }) => line)).toEqual([4, 5, 6]);
});
