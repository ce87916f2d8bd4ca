import { describe, expect, test } from "vitest";
import { captureFormat } from "../../lib/logs/capture/capture-format.ts";
import { endOf, trueEndOf } from "./call-ends.ts";
import { HAS_SAMPLES, readSample, recordsOf, trueCalls } from "./sample-calls.ts";

/** Packets in every capture, as capinfos counts them. */
const PACKETS: Record<string, number> = {
  "hep/hep.pcap": 8,
  "kamailio-sipp/lab-sip.pcap": 417,
  "pcap/arkime-arkime_synthetic.pcap": 918,
  "pcap/arkime-gtp-iphone.pcap": 106,
  "pcap/goffinet-RTP-Protocol.pcap": 259,
  "pcap/goffinet-SIP-Call-Flow-Over-TCP.pcap": 84,
  "pcap/goffinet-SIP-Call-with-Proxy-Server.pcap": 11,
  "pcap/goffinet-SIP-SDP-Example.pcap": 7,
  "pcap/goffinet-branch-scenario-sipp.pcapng": 8989,
  "pcap/goffinet-sip-488-Not-Acceptable-Here-codec-null.pcapng": 13,
  "pcap/goffinet-sip-register-ok-unregister.pcapng": 18,
  "pcap/goffinet-sip-register-publish-subscribe-489-401.pcapng": 60,
  "pcap/goffinet-sip-register-wrong_password-401-403-401-403.pcapng": 8,
  "pcap/goffinet-sip-register-wrong_user-401-403-404.pcapng": 6,
  "pcap/goffinet-sip-routing-error-wireshark.pcapng": 58,
  "pcap/michalcab-sip.pcap": 175,
  "pcap/michalcab-sip.pcapng": 175,
  "pcap/ndpi-fuzz-2006-06-26-2594.pcap": 691,
  "pcap/ndpi-sip.pcap": 112,
  "pcap/pcapplusplus-sip_non_default_port.pcap": 2,
  "pcap/pcapplusplus-sip_reqs.pcap": 4,
  "pcap/pcapplusplus-sip_resp.pcap": 7,
  "pcap/sip-invites-with-utf8-and-latin1.pcap": 1022,
  "pcap/sipnab-c07-sip-r2.cap": 39,
  "pcap/sipnab-codec-negotiation.pcap": 614,
  "pcap/sipnab-fixture-sip_call.pcap": 7,
  "pcap/sipnab-register-invite-reinvite-bye.pcap": 230,
  "pcap/sipnab-sip-rtp-g711.pcap": 852,
  "pcap/sngrep-ipip.pcap": 4,
  "pcap/sngrep-ipv6frag.pcap": 34,
  "pcap/suricata-sip-body-frames.pcap": 10,
  "pcap/suricata-sip-body-large.pcap": 16,
  "pcap/suricata-sip-compact-form.pcap": 1,
  "pcap/suricata-sip-options-method.pcap": 2,
  "pcap/suricata-sip-tcp-method.pcap": 11,
  "pcap/zeek-invalid-content-length.pcap": 2,
  "pcap/zeek-sip-junk-before-request.pcap": 2,
  "pcap/zeek-sip-long-request-response-paths.pcap": 2,
  "pcap/zeek-wireshark.pcap": 81,
};

/** Calls that the independent decoder cannot see: it does not look into HEP. */
const HEP_CALLS = ["qgf3dm9rudi@127.0.0.1"];

test("the real captures are optional: without them this suite has nothing to compare with", () => {
  expect(trueCalls().length > 0).toBe(HAS_SAMPLES);
});

if (HAS_SAMPLES)
  describe("real-logs: real captures", () => {
    const truth = trueCalls();
    const captures = Object.keys(PACKETS);

    test.for(captures)("every packet of %s is used, ignored or rejected once", async (file) => {
      expect(recordsOf(await readSample(captureFormat, file))).toBe(PACKETS[file]);
    });

    test.for(captures)("the calls of %s are those that an independent decoder finds", async (file) => {
      const { calls } = await readSample(captureFormat, file);
      // An INVITE without a Call-ID belongs to no call: its packet is rejected with that reason.
      const expected = truth.flatMap((call) =>
        call.file === file && call.callId !== null ? [call.callId] : [],
      );
      if (file.startsWith("hep/")) expected.push(...HEP_CALLS);
      const begun = [...calls]
        .filter(([, call]) => !call.flags.includes("no-start"))
        .map(([callId]) => callId);
      expect(begun.sort()).toEqual(expected.sort());
    });

    test.for(captures)("every call of %s ends as an independent decoder says", async (file) => {
      const { calls } = await readSample(captureFormat, file);
      const expected = truth.filter((call) => call.file === file && call.callId !== null);
      expect(expected.map((truly) => endOf(calls.get(truly.callId!), truly))).toEqual(
        expected.map(trueEndOf),
      );
    });
  });
