import { expect, test } from "vitest";
import type { Call } from "../../lib/calls/call.ts";
import { callOf } from "../../lib/calls/call-of.ts";
import { createCollector } from "../../lib/calls/collector.ts";
import { mergeObservations } from "../../lib/calls/merge.ts";
import type { Leg, Observation } from "../../lib/calls/observation.ts";
import { DEFAULT_SETTINGS, parseSettings } from "../../lib/settings/settings.ts";
import { collect } from "../logs/collect.ts";
import { call } from "../sip/arbitrary-call.ts";
import { legOf } from "../support/observations.ts";

/** The one call that the files are about. */
async function callIn(...files: string[]): Promise<Call> {
  const observations: Observation[] = [];
  for (const file of files) {
    const collector = createCollector({ source: "pbx", onObservation: (one) => observations.push(one) });
    const { sightings, rejected } = await collect(file);
    expect(rejected).toEqual([]);
    for (const sighting of sightings) collector.add(sighting);
    collector.end();
  }
  return callOf(observations.reduce(mergeObservations), DEFAULT_SETTINGS);
}

/** What one place saw of a call; the events as `call` writes them. */
function leg(hop: string, flow: string, more: Partial<Leg> = {}): Leg {
  return legOf({ hop, events: call(flow).events, ...more });
}

const FREEPBX =
  "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,did,linkedid\n";

function freepbxRow(time: string, trunk: string, seconds: number, talk: number, result: string): string {
  return `2026-11-22 ${time},x,100,4930200,out,PJSIP/100-00000001,PJSIP/${trunk}-00000002,Dial,x,${seconds},${talk},${result},3,,17.${trunk},,,17.1\n`;
}

const EVENTS = "time,call_id,event,code,direction,gateway\n";

test("FreePBX: the trunk that answered is the gateway, not the one that failed before", async () => {
  const failed = freepbxRow("14:00:00", "alderwick", 2, 0, "FAILED");
  const answered = freepbxRow("14:00:02", "fig", 30, 20, "ANSWERED");
  const expected = { gateway: "fig", lastResponse: 200, outcome: "answered", talkMs: 20_000 };
  expect(await callIn(FREEPBX + failed + answered)).toMatchObject(expected);
  expect(await callIn(FREEPBX + answered + failed)).toMatchObject(expected);
  expect(await callIn(FREEPBX + failed, FREEPBX + answered)).toMatchObject(expected);
});

test("the attempts of a call whose log was cut between them are counted on", async () => {
  const rows = [
    "2026-11-22T09:00:00.000Z,a,invite,,outbound,alderwick",
    "2026-11-22T09:00:00.300Z,a,response,503,outbound,alderwick",
    "2026-11-22T09:00:00.500Z,a,invite,,outbound,fig",
    "2026-11-22T09:00:02.000Z,a,response,180,outbound,fig",
    "2026-11-22T09:00:30.000Z,a,cancel,,outbound,fig",
    "2026-11-22T09:00:30.100Z,a,response,487,outbound,fig",
  ];
  const file = (lines: readonly string[]) => `${EVENTS}${lines.join("\n")}\n`;
  const expected = { gateway: "fig", lastResponse: 180, outcome: "no answer" };
  expect(await callIn(file(rows))).toMatchObject(expected);
  expect(await callIn(file(rows.slice(0, 2)), file(rows.slice(2)))).toMatchObject(expected);
  expect(await callIn(file(rows.slice(2)), file(rows.slice(0, 2)))).toMatchObject(expected);
});

test("FreePBX: each trunk is an attempt with its own times and result", async () => {
  const failed = freepbxRow("14:00:00", "alderwick", 2, 0, "CONGESTION");
  const answered = freepbxRow("14:00:02", "fig", 30, 20, "ANSWERED");
  const attempts = [
    { gateway: "alderwick", lastResponse: 503, outcome: "congestion", answered: false, talkMs: null },
    { gateway: "fig", lastResponse: 200, outcome: "answered", setupMs: 10_000, talkMs: 20_000 },
  ];
  for (const files of [[failed + answered], [answered + failed], [failed, answered], [answered, failed]])
    expect((await callIn(...files.map((rows) => FREEPBX + rows))).attempts).toMatchObject(attempts);
});

test("Kamailio: an INVITE whose time is not told is that of its response, and no attempt of its own", async () => {
  const acc = "method,from_tag,to_tag,callid,sip_code,sip_reason,time,src_user,dst_user,dst_domain\n";
  const row = (method: string, code: string, second: number, gateway: string) =>
    `${method},f,t,k,${code},2026-11-22 14:00:${String(second).padStart(2, "0")},100,4930200,${gateway}\n`;
  const failover = await callIn(
    acc +
      row("INVITE", "503,Busy", 0, "alderwick") +
      row("INVITE", "200,OK", 6, "fig") +
      row("BYE", "200,OK", 59, "fig"),
  );
  expect(failover.attempts).toMatchObject([
    { gateway: "alderwick", lastResponse: 503 },
    { gateway: "fig", lastResponse: 200, talkMs: 53_000 },
  ]);
  const cancelled = await callIn(
    acc + row("INVITE", "487,Request Terminated", 26, "fig") + row("CANCEL", "200,canceling", 26, "fig"),
  );
  expect(cancelled).toMatchObject({ gateway: "fig", outcome: "cancelled by us", attempts: [] });
});

test("A transfer does not cut the talk: the call ends with the last of its records, whatever their order", async () => {
  const row = (time: string, callee: string, seconds: number, talk: number) =>
    `2026-11-22 ${time},x,0161496026,${callee},from-internal,PJSIP/alderwick-0000000d,PJSIP/${callee}-0000000e,Dial,x,${seconds},${talk},ANSWERED,3,,17.1,,,17.1\n`;
  const [first, second] = [row("14:00:00", "101", 35, 30), row("14:00:35", "102", 125, 120)];
  const expected = {
    outcome: "answered",
    gateway: "alderwick",
    talkMs: 155_000,
    setupMs: 5_000,
    attempts: [],
  };
  for (const files of [[first + second], [second + first], [first, second], [second, first]])
    expect(await callIn(...files.map((rows) => FREEPBX + rows))).toMatchObject(expected);
});

/** A leg of FreeSWITCH as mod_json_cdr writes it; the first leg has no gateway. */
function freeswitchLeg(uuid: string, second: number, variables: Record<string, string>): string {
  const epoch = (at: number) => String((1795357336 + at) * 1_000_000);
  return `${JSON.stringify({
    "core-uuid": "core",
    channel_data: { state: "CS_REPORTING" },
    variables: { uuid, call_uuid: "a", start_uepoch: epoch(second), ...variables },
  })}\n`;
}

test("FreeSWITCH: the legs that it sends out one after the other are attempts, the leg that came in is none", async () => {
  const call = await callIn(
    freeswitchLeg("b1", 1, {
      direction: "outbound",
      sip_gateway_name: "alderwick",
      sip_term_status: "503",
      hangup_cause: "NORMAL_TEMPORARY_FAILURE",
      end_uepoch: "1795357338000000",
    }) +
      freeswitchLeg("b2", 3, {
        direction: "outbound",
        sip_gateway_name: "fig",
        sip_term_status: "200",
        answer_uepoch: "1795357345000000",
        end_uepoch: "1795357365000000",
        hangup_cause: "NORMAL_CLEARING",
      }) +
      freeswitchLeg("a", 0, {
        direction: "inbound",
        bridge_uuid: "b2",
        answer_uepoch: "1795357345000000",
        end_uepoch: "1795357365000000",
        hangup_cause: "NORMAL_CLEARING",
        last_bridge_proto_specific_hangup_cause: "sip:200",
      }),
  );
  expect(call).toMatchObject({ gateway: "fig", outcome: "answered", talkMs: 20_000 });
  expect(call.attempts).toMatchObject([
    { gateway: "alderwick", lastResponse: 503 },
    { gateway: "fig", lastResponse: 200, talkMs: 20_000 },
  ]);
});

test("FreePBX: if no trunk gets through, the last one is the gateway of the last response", async () => {
  const first = freepbxRow("14:00:00", "fig", 2, 0, "FAILED");
  const second = freepbxRow("14:00:02", "alderwick-long-name", 10, 0, "BUSY");
  const third = freepbxRow("14:00:12", "elm", 3, 0, "CONGESTION");
  expect(await callIn(FREEPBX + first + second)).toMatchObject({
    gateway: "alderwick-long-name",
    lastResponse: 486,
    outcome: "busy",
  });
  expect(await callIn(FREEPBX + first + second + third)).toMatchObject({ gateway: "elm", lastResponse: 503 });
});

const FAILOVER = [
  "2026-11-22T09:00:00Z,c1,invite,,outbound,alderwick-gateway",
  "2026-11-22T09:00:01Z,c1,response,503,outbound,alderwick-gateway",
  "2026-11-22T09:00:02Z,c1,invite,,outbound,fig",
  "2026-11-22T09:00:05Z,c1,response,180,outbound,fig",
];

test("A call that the first gateway refuses and the second one answers is a call of the second", async () => {
  const lines = [...FAILOVER, "2026-11-22T09:00:08Z,c1,response,200,outbound,fig"];
  expect(await callIn(EVENTS + lines.join("\n"))).toMatchObject({
    gateway: "fig",
    outcome: "answered",
    responses: [503, 180, 200],
  });
});

test("A call that we end while the second gateway rings is one of the second, and so is its last response", async () => {
  const lines = [...FAILOVER, "2026-11-22T09:00:30Z,c1,kill,,outbound,fig"];
  expect(await callIn(EVENTS + lines.join("\n"))).toMatchObject({
    gateway: "fig",
    lastResponse: 180,
    endedBy: "kill",
  });
});

test("A call that comes back to the first gateway fails there", async () => {
  const lines = [
    ...FAILOVER.slice(0, 3),
    "2026-11-22T09:00:03Z,c1,response,500,outbound,fig",
    "2026-11-22T09:00:04Z,c1,invite,,outbound,alderwick-gateway",
    "2026-11-22T09:00:05Z,c1,response,404,outbound,alderwick-gateway",
  ];
  expect(await callIn(EVENTS + lines.join("\n"))).toMatchObject({
    gateway: "alderwick-gateway",
    lastResponse: 404,
    responses: [503, 500, 404],
    attempts: [{ lastResponse: 503 }, { gateway: "fig", lastResponse: 500 }, { lastResponse: 404 }],
  });
});

test("Lines without a gateway belong to that of the INVITE before them", async () => {
  const bare = FAILOVER.map((line) => (line.includes("invite") ? line : line.replace(/[^,]*$/, "")));
  const lines = [...bare, "2026-11-22T09:00:08Z,c1,response,200,outbound,"];
  expect(await callIn(EVENTS + lines.join("\n"))).toMatchObject({ gateway: "fig", lastResponse: 200 });
});

test("The same log once with its gateways and once without is one call with each response once", async () => {
  const bare = FAILOVER.map((line) => line.replace(/[^,]*$/, ""));
  const call = await callIn(EVENTS + FAILOVER.join("\n"), EVENTS + bare.join("\n"));
  expect(call).toMatchObject({ gateway: "fig", responses: [503, 180] });
});

test("A call that goes out is outbound, though its log calls a part of it internal", async () => {
  for (const direction of ["outbound", "inbound"]) {
    const lines = ["internal", direction, "internal"].map(
      (word, i) =>
        `2026-11-22T09:00:0${i}Z,c1,${["invite", "response", "response"][i]},${i && 98 + i * 82},${word},fig`,
    );
    const call = await callIn(EVENTS + lines.join("\n").replace("invite,0", "invite,"));
    expect(call.direction).toBe(direction);
  }
});

test("Kamailio: a BYE of the callee ends the call from their side, in one file or in two", async () => {
  const record = (at: number, fields: string) =>
    `Nov 22 14:22:16 vm kamailio[29080]: NOTICE: acc [acc.c:268]: acc_log_request(): ACC: transaction answered: timestamp=${at};${fields}\n`;
  const invite = record(
    1795357336,
    "method=INVITE;from_tag=f2;to_tag=t2;call_id=2@a;code=200;reason=OK;src_user=100;dst_user=201;dst_ip=192.0.2.7",
  );
  const bye = record(
    1795357340,
    "method=BYE;from_tag=t2;to_tag=f2;call_id=2@a;code=200;reason=OK;src_user=201;dst_ip=192.0.2.1",
  );
  for (const files of [[invite + bye], [invite, bye], [bye, invite], [bye + invite]]) {
    expect(await callIn(...files)).toMatchObject({
      endedBy: "finish",
      gateway: "192.0.2.7",
      talkMs: 4000,
      byeAnswered: true,
    });
  }
});

test("What is said of a gateway after its last try does not make it the last one that was tried", async () => {
  const lines = [
    ...FAILOVER.slice(0, 3),
    "2026-11-22T09:00:04Z,c1,response,486,outbound,fig",
    "2026-11-22T09:00:40Z,c1,finish,,outbound,alderwick-gateway",
  ];
  expect(await callIn(EVENTS + lines.join("\n"))).toMatchObject({ gateway: "fig", lastResponse: 486 });
});

test("A block is a try: the gateway that may not dial the number is the last one that was tried", async () => {
  const lines = [...FAILOVER.slice(0, 2), "2026-11-22T09:00:02Z,c1,blocked,902,outbound,fig"];
  expect((await callIn(EVENTS + lines.join("\n"))).gateway).toBe("fig");
});

test("Of two hops the one that shows the start of the call decides, a hop that only ends it never", async () => {
  const observation: Observation = {
    source: "pbx",
    callId: "c1",
    attributes: {},
    legs: [leg("a-log", "0 180; 1 finish"), leg("b-log", "2 invite; 3 486 Busy Here")],
  };
  expect(callOf(observation, DEFAULT_SETTINGS)).toMatchObject({ lastResponse: 486, responses: [486] });
});

test("The gateway that answered first gives the result, though another one was tried after it", async () => {
  const lines = [
    ...FAILOVER.slice(2),
    "2026-11-22T09:00:08Z,c1,response,200,outbound,fig",
    "2026-11-22T09:00:09Z,c1,invite,,outbound,alderwick-gateway",
    "2026-11-22T09:00:10Z,c1,response,180,outbound,alderwick-gateway",
    "2026-11-22T09:00:11Z,c1,response,487,outbound,alderwick-gateway",
  ];
  expect(await callIn(EVENTS + lines.join("\n"))).toMatchObject({ gateway: "fig", outcome: "answered" });
});

test("Of two gateways that answer, the earlier one has the call", async () => {
  const lines = [
    "2026-11-22T09:00:00Z,c1,invite,,outbound,alderwick-gateway",
    "2026-11-22T09:00:01Z,c1,invite,,outbound,fig",
    "2026-11-22T09:00:05Z,c1,response,200,outbound,fig",
    "2026-11-22T09:00:06Z,c1,response,200,outbound,alderwick-gateway",
  ];
  expect((await callIn(EVENTS + lines.join("\n"))).gateway).toBe("fig");
});

test("Hops with several gateways each stay apart: each hop has its own attempts", () => {
  const observation: Observation = {
    source: "pbx",
    callId: "c1",
    attributes: {},
    legs: [
      leg("a-log", "0 invite; 1 503", { gateway: "elm" }),
      leg("a-log", "2 invite; 3 486 Busy Here", { gateway: "fig" }),
      leg("b-log", "0.5 invite; 0.6 183; 4 500", { gateway: "elm" }),
      leg("b-log", "5 invite; 6 404", { gateway: "fig" }),
    ],
  };
  expect(callOf(observation, DEFAULT_SETTINGS)).toMatchObject({ responses: [503, 486], lastResponse: 486 });
});

test("A block in one log is why another log shows nothing: it decides before the report", () => {
  for (const [one, other] of [
    ["a-log", "b-log"],
    ["b-log", "a-log"],
  ] as const) {
    const legs = [leg(one, "1 blocked code 903", { basis: "local" }), leg(other, "0 invite")];
    const observation: Observation = {
      source: "pbx",
      callId: "c1",
      attributes: {},
      legs: legs.sort((a, b) => (a.hop < b.hop ? -1 : 1)),
    };
    expect(callOf(observation, DEFAULT_SETTINGS)).toMatchObject({ lastResponse: 903, basis: "local" });
  }
});

test("Of two hops that both show the whole call the one where it was seen first decides", () => {
  const lastResponse = (...legs: Observation["legs"]) =>
    callOf({ source: "pbx", callId: "c1", attributes: {}, legs }, DEFAULT_SETTINGS).lastResponse;
  expect(lastResponse(leg("a", "2 invite; 3 486"), leg("b", "1 invite; 4 503"))).toBe(503);
  expect(lastResponse(leg("a", "1 invite; 3 486"), leg("b", "2 invite; 4 503"))).toBe(486);
  // An event without a time is no early one.
  expect(lastResponse(leg("a", "- invite; 3 486"), leg("b", "1 invite; 4 503"))).toBe(503);
});

test("Without addresses of ours a capture tells no direction", () => {
  const wire = leg("10.0.0.1:5060|10.0.0.2:5060", "0 invite; 1 486", {
    basis: "wire",
    callerTag: "a",
    callerAddress: "10.0.0.1:5060",
    callerSince: 1,
  });
  const observation: Observation = { source: "pbx", callId: "c1", attributes: {}, legs: [wire] };
  const directionWith = (ourAddresses: string[]) =>
    callOf(observation, parseSettings({ sources: { pbx: { ourAddresses } } })).direction;
  expect(directionWith([])).toBe("");
  expect(directionWith(["10.0.0.1"])).toBe("outbound");
  expect(directionWith(["10.0.0.2"])).toBe("inbound");
  expect(directionWith(["10.0.0.1", "10.0.0.2"])).toBe("internal");
});

test("A response of our own platform is ours, wherever it was logged", () => {
  const observation: Observation = {
    source: "pbx",
    callId: "c1",
    attributes: {},
    legs: [leg("log", "0 invite; 1 903")],
  };
  expect(callOf(observation, DEFAULT_SETTINGS)).toMatchObject({ lastResponse: 903, basis: "local" });
});

test("A redirection is no answer: the gateway that was tried after it gives the result", async () => {
  const lines = [
    FAILOVER[0]!,
    "2026-11-22T09:00:01Z,c1,response,300,outbound,alderwick-gateway",
    FAILOVER[2]!,
    "2026-11-22T09:00:05Z,c1,response,486,outbound,fig",
  ];
  expect(await callIn(EVENTS + lines.join("\n"))).toMatchObject({ gateway: "fig", lastResponse: 486 });
});

test("What a record says of a call that was seen on the wire stands beside what the wire shows, which counts", async () => {
  const message = (
    second: number,
    start: string,
    way: string,
    toTag = "",
  ) => `U 2026/11/22 14:22:${String(16 + second)}.000000 ${way}
${start}
From: <sip:100@example.org>;tag=f
To: <sip:201@example.org>${toTag}
Call-ID: 7@a
CSeq: 1 INVITE
Content-Length: 0

`;
  const wire =
    message(0, "INVITE sip:201@example.org SIP/2.0", "192.0.2.1:5060 -> 192.0.2.7:5060") +
    message(2, "SIP/2.0 486 Busy Here", "192.0.2.7:5060 -> 192.0.2.1:5060", ";tag=t");
  const record = (code: number) =>
    `call_id,start_time,to,sip_code,gateway\n7@a,2026-11-22T14:22:16Z,201,${code},fig\n`;
  for (const code of [486, 503]) {
    const expected = { lastResponse: 486, outcome: "busy", recorded: code };
    expect(await callIn(wire, record(code))).toMatchObject(expected);
    expect(await callIn(record(code), wire)).toMatchObject(expected);
  }
  expect((await callIn(wire)).recorded).toBeNull();
  expect((await callIn(record(503))).recorded).toBeNull();
});
