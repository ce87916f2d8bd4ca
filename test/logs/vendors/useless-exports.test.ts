import { expect, test } from "vitest";
import { UnreadableLogError } from "../../../lib/logs/format/log-format.ts";
import { collect } from "../collect.ts";
import { zipOf } from "../packed/zip-of.ts";

test.for([
  [
    "Suricata EVE log",
    '{"timestamp":"2016-11-26T14:52:59.666545+0000","flow_id":1,"event_type":"sip","src_ip":"10.0.0.1","sip":{"code":"200"}}',
  ],
  [
    "3CX call log",
    "Call Time,Caller ID,Destination,Status,Ringing,Talking,Reason\n2026-11-22 14:00:00,100,200,Answered,5,10,x\n",
  ],
  [
    "RingCentral call log",
    "Type,Phone Number,Name,Date,Time,Action,Action Result\nVoice,+4930,x,Sun 11/22/2026,2:00 PM,VoIP Call,Missed\n",
  ],
  [
    "Five9 call log",
    "CALL ID,TIMESTAMP,CAMPAIGN,CALL TYPE,AGENT,DISPOSITION,ANI,DNIS\n1,x,y,Outbound,a,Busy,1,2\n",
  ],
  [
    "Zoom Phone call log",
    '{"call_logs":[{"caller_number":"1","callee_number":"2","result":"Call connected"}]}',
  ],
] as const)("%s is known and refused, with where to get a log that tells", async ([title, log]) => {
  const failure = await collect(log).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UnreadableLogError);
  expect((failure as Error).message).toMatch(
    new RegExp(`^Cannot use ".*": ${title}: this export carries no SIP response; .{20,}`),
  );
});

test("of the Teams zip the Direct Routing table is read, the others are named", async () => {
  const directRouting =
    "Correlation ID,Invite time,Final SIP code,SBC FQDN\nc1,2026-11-22T14:00:00Z,486,sbc1\n";
  const pstn = "Usage ID,Call ID,Conference ID,User location,Number type,Charge\n1,2,3,DE,x,0\n";
  const { sightings, ignored, rejected } = await collect(
    zipOf({ "DirectRouting.2026.csv": directRouting, "PSTN.calls.2026.csv": pstn, "parameters.json": "{}" }),
  );
  expect(sightings.map(({ callId }) => callId)).toEqual(["c1"]);
  expect(ignored).toEqual(["comment", "other-record"]);
  expect(rejected).toEqual([
    { line: 0, reason: expect.stringContaining('Cannot use "PSTN.calls.2026.csv": Teams PSTN calls') },
  ]);
});
