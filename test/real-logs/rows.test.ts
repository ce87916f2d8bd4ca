import { describe, expect, test } from "vitest";
import type { LogFormat } from "../../lib/logs/format/log-format.ts";
import { readLog } from "../../lib/logs/read-log.ts";
import { HAS_SAMPLES, readSample, recordsOf, SAMPLES, trueCalls } from "./sample-calls.ts";

/** Reads whatever a file turns out to be, and remembers what that was. */
function anyFormat(): LogFormat & { found: string } {
  const format = {
    id: "any",
    title: "Any",
    found: "",
    recognise: () => true,
    async read(...[bytes, context, sink]: Parameters<LogFormat["read"]>) {
      format.found = (await readLog(bytes, context, sink)).format.id;
    },
  };
  return format;
}

async function read(file: string) {
  const format = anyFormat();
  const reading = await readSample(format, file);
  return { ...reading, format: format.found };
}

test("the real logs are where the tests look for them, or not on this machine", () => {
  expect(SAMPLES.endsWith("/shared/samples/")).toBe(true);
  expect(trueCalls().length > 0).toBe(HAS_SAMPLES);
});

if (HAS_SAMPLES)
  describe("real-logs: real logs with one row per call", () => {
    test.for([
      // file, format, records, calls, rejected
      ["asterisk-cdr/asterisk11-lab-Master.csv", "asterisk-cdr", 105, 105, 0],
      ["asterisk-cdr/testsuite-good-Master.csv", "asterisk-cdr", 5, 1, 0],
      ["asterisk-cdr/testsuite-buggy-Master.csv", "asterisk-cdr", 1, 0, 1],
      ["asterisk-cdr/wild-asterisk-Master-21col.pseudonymised.csv", "asterisk-cdr", 84, 36, 0],
      ["asterisk-cdr/wild-cdr-new-CR-only.pseudonymised.csv", "freepbx-cdr", 26, 25, 0],
      ["asterisk-cdr/wild-freepbx-cdr-25col-quoted-dmy.pseudonymised.csv", "freepbx-cdr", 856, 856, 0],
      ["freeswitch/fs-tools-Master.csv", "freeswitch-csv", 10, 8, 0],
      ["freeswitch/somleng-freeswitch_cdr.json", "freeswitch-cdr", 1, 1, 0],
      ["freeswitch/somleng-freeswitch_cdr_with_invalid_json.json", "freeswitch-cdr", 1, 1, 0],
      ["kamailio-sipp/kamailio.log", "acc-syslog", 257, 52, 0],
      ["kamailio-sipp/kamailio.rfc3339.log", "acc-syslog", 257, 52, 0],
      ["kamailio-sipp/acc.csv", "acc-table", 59, 52, 0],
      ["kamailio-sipp/missed_calls.csv", "acc-table", 37, 36, 0],
      ["vendor-docs/audiocodes-sbc-cdr-call_end.txt", "audiocodes-cdr", 1, 1, 0],
      ["vendor-docs/chime-vc-cdr-awssamples.json", "amazon-chime-cdr", 1, 1, 0],
      ["vendor-docs/chime-vc-cdr-doc.json", "amazon-chime-cdr", 1, 1, 0],
      ["vendor-docs/didww-cdr-export-2017.csv", "didww-inbound-cdr-2017", 5, 4, 0],
      ["vendor-docs/msgraph-getDirectRoutingCalls.json", "teams-direct-routing", 1, 1, 0],
      ["vendor-docs/opensips-acc-doc.log", "acc-syslog", 2, 2, 0],
      ["vendor-docs/twilio-event-streams-call-summary.json", "twilio-call-summary", 1, 1, 0],
      ["zeek/maccdc2012_00016-sip.json.log", "zeek-sip-json", 44, 1, 0],
      // Its writers replaced every time by XXXXXXXXXX.XXXXXX.
      ["zeek/zeek-baseline-wireshark-sip.log", "zeek-sip", 46, 0, 12],
    ] as const)(
      "%s is %s: %i records, %i calls, %i rejected",
      async ([file, format, records, calls, rejected]) => {
        const reading = await read(file);
        expect([reading.format, recordsOf(reading), reading.calls.size, reading.rejections.length]).toEqual([
          format,
          records,
          calls,
          rejected,
        ]);
      },
    );

    test.for([
      "kamailio-sipp/kamailio.log",
      "kamailio-sipp/kamailio.rfc3339.log",
      "kamailio-sipp/acc.csv",
      "kamailio-sipp/missed_calls.csv",
    ])("%s agrees with the wire on every call that it contains", async (file) => {
      const truth = new Map(
        trueCalls()
          .filter((call) => call.file === "kamailio-sipp/lab-sip.pcap")
          .map((call) => [call.callId, call]),
      );
      const { calls } = await read(file);
      for (const [callId, call] of calls) {
        const truly = truth.get(callId)!;
        const isMissedOnly = file.includes("missed");
        // Provisional responses are in no accounting record: what the wire saw last is what it can know.
        const onWire = truly.responses.at(-1);
        expect([callId, call.basis, call.answered, call.lastOnWire, call.from]).toEqual([
          callId,
          "reported",
          truly.answered,
          isMissedOnly && truly.answered ? call.lastOnWire : onWire,
          truly.from,
        ]);
      }
    });

    test("calls and ends that Kamailio did not record are missing, and can be seen to be", async () => {
      const truth = trueCalls().filter((call) => call.file === "kamailio-sipp/lab-sip.pcap");
      const log = await read("kamailio-sipp/kamailio.log");
      const csv = await read("kamailio-sipp/acc.csv");
      const missing = (calls: ReadonlyMap<string, unknown>) =>
        truth.filter(({ callId }) => !calls.has(callId!)).length;
      const withoutEnd = (calls: typeof log.calls) =>
        [...calls.values()].filter(({ flags }) => flags.includes("no-end")).length;
      expect([truth.length, missing(log.calls), missing(csv.calls)]).toEqual([55, 3, 3]);
      // The database was locked when ten of the sixteen BYEs came; syslog has them all.
      expect([withoutEnd(log.calls), withoutEnd(csv.calls)]).toEqual([0, 10]);
    });

    test("who ended an answered call is told by the tag of the BYE, as on the wire", async () => {
      const { calls } = await read("kamailio-sipp/kamailio.log");
      for (const truly of trueCalls().filter(
        (call) => call.file === "kamailio-sipp/lab-sip.pcap" && call.answered,
      )) {
        expect([truly.callId, calls.get(truly.callId!)?.endedBy]).toEqual([truly.callId, truly.endedBy]);
      }
    });

    test("no code of an Asterisk CDR passes for one that was received", async () => {
      for (const file of ["asterisk11-lab-Master.csv", "wild-asterisk-Master-21col.pseudonymised.csv"]) {
        const { calls } = await read(`asterisk-cdr/${file}`);
        expect(new Set([...calls.values()].map(({ basis }) => basis))).toEqual(new Set(["derived"]));
      }
    });

    test("the one real call in the Zeek log was challenged, rang and was answered", async () => {
      const [call] = (await read("zeek/maccdc2012_00016-sip.json.log")).calls.values();
      expect([call?.responses, call?.lastResponse, call?.answered]).toEqual([
        [401, 100, 180, 200],
        200,
        true,
      ]);
    });

    test("the two FreeSWITCH calls end as their variables say", async () => {
      const ends: unknown[] = [];
      for (const file of ["somleng-freeswitch_cdr.json", "somleng-freeswitch_cdr_with_invalid_json.json"]) {
        for (const call of (await read(`freeswitch/${file}`)).calls.values()) {
          ends.push([call.lastResponse, call.endedBy, call.from, call.to, call.setupMs, call.talkMs]);
        }
      }
      expect(ends).toEqual([
        [200, "finish", "+85516234567", "1294", 859.908, 3379.949],
        [200, "kill", "525550894262", "69980528134193323", 7060.001, 25839.986],
      ]);
    });
  });
