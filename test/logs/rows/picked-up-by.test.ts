import { expect, test } from "vitest";
import { collect } from "../collect.ts";

async function pickersIn(log: string): Promise<(string | undefined)[]> {
  const { sightings, rejected } = await collect(log);
  expect(rejected).toEqual([]);
  return sightings.map(({ attributes }) => attributes.pickedUpBy);
}

const FREEPBX =
  "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,did,linkedid\n";
const freepbxRow = (lastapp: string, dstchannel: string, disposition = "ANSWERED") =>
  `2026-11-22 14:00:00,x,0161496000,600,ext-queues,PJSIP/alderwick-00000001,${dstchannel},${lastapp},x,50,${disposition === "ANSWERED" ? 40 : 0},${disposition},3,,17.${lastapp}${dstchannel},,+442079460101,\n`;

test("Asterisk: the last application tells voicemail, a menu, and a queue out of which nobody was reached", async () => {
  const rows = [
    freepbxRow("VoiceMail", ""),
    freepbxRow("Queue", ""),
    freepbxRow("BackGround", ""),
    freepbxRow("Queue", "PJSIP/200-00000002"),
    freepbxRow("Dial", "PJSIP/200-00000003"),
    freepbxRow("Queue", "", "NO ANSWER"),
  ];
  expect(await pickersIn(FREEPBX + rows.join(""))).toEqual([
    "voicemail",
    "queue",
    "ivr",
    undefined,
    undefined,
    undefined,
  ]);
});

test("A column that says who answered, or what a detection of machines found", async () => {
  const log = `call_id,start_time,to,status,answered_by
1,2026-11-22T14:00:00Z,+442079460001,completed,human
2,2026-11-22T14:01:00Z,+442079460002,completed,machine_end_beep
3,2026-11-22T14:02:00Z,+442079460003,completed,unknown
4,2026-11-22T14:03:00Z,+442079460004,busy,
5,2026-11-22T14:04:00Z,+442079460005,completed,J. Smith
`;
  expect(await pickersIn(log)).toEqual(["person", "machine", undefined, undefined, undefined]);
});

test("A result that says so itself is an answered call", async () => {
  const log = `call_id,start_time,to,result
1,2026-11-22T14:00:00Z,+442079460001,Voicemail
2,2026-11-22T14:01:00Z,+442079460002,Answering machine
3,2026-11-22T14:02:00Z,+442079460003,Answered
`;
  expect(await pickersIn(log)).toEqual(["voicemail", "machine", undefined]);
});

test("A record with the User-Agent of a scanner is one's", async () => {
  const log = `call_id,start_time,to,sip_code,user_agent
1,2026-11-22T14:00:00Z,900442079460001,403,friendly-scanner
2,2026-11-22T14:01:00Z,+442079460002,403,Zoiper rv2.10
`;
  const { sightings } = await collect(log);
  expect(sightings.map(({ attributes }) => attributes.scanner)).toEqual([true, undefined]);
});
