import type { Marker } from "./trace-marker.ts";

/** A time as a log's own prefix shows it: with a date, as syslog (without a year), or the time of day alone. */
const PREFIX =
  "(?:.{0,40}?(?<time>\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d[.,\\d]*|[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d[.\\d]*|\\d\\d:\\d\\d:\\d\\d\\.\\d+).*?)?";

const DIGITS = "0123456789";

/**
 * The headings of the tools that trace SIP as text, the surest first. Each was read from the tool's
 * own output or from the format string that writes it, as named.
 */
export const TRACE_MARKERS: readonly Marker[] = [
  {
    // res_pjsip_logger.c: "<--- Received SIP request (541 bytes) from UDP:10.0.0.1:5060 --->"
    id: "asterisk",
    title: "Asterisk, pjsip set logger on",
    word: "<--- ",
    pattern: new RegExp(
      `^${PREFIX}<--- (?:(?<received>Received)|(?<sent>Transmitting)) SIP (?:request|response) \\(\\d+ bytes\\) (?:from|to) (?<remote>\\S+) --->`,
    ),
    isSipOnly: true,
    hasConsoleLines: true,
  },
  {
    // chan_sip.c: "<--- SIP read from UDP:10.0.0.1:5060 --->", "<--- Reliably Transmitting (NAT) to …"
    id: "asterisk",
    title: "Asterisk, sip set debug on",
    word: "<--- ",
    pattern: new RegExp(
      `^${PREFIX}<--- (?:(?<received>SIP read) from|(?<sent>(?:Reliably )?Transmitting) \\((?:no )?NAT\\) to) (?<remote>\\S+) --->`,
    ),
    end: /^<-{6,}>$/,
    isSipOnly: true,
    hasConsoleLines: true,
  },
  {
    // chan_sip.c, requests: "Reliably Transmitting (no NAT) to 10.0.0.1:5060:", "Retransmitting #1 (NAT) to …"
    id: "asterisk",
    title: "Asterisk, sip set debug on (requests)",
    word: "ransmitting ",
    pattern: new RegExp(
      `^${PREFIX}(?<sent>(?:Reliably )?(?:T|Ret)ransmitting) (?:#\\d+ )?\\((?:no )?NAT\\) to (?<remote>\\S+?):?$`,
    ),
    end: /^---$/,
    isSipOnly: true,
    hasConsoleLines: true,
  },
  {
    // sofia-sip tport_logging.c: "recv 1141 bytes from udp/[10.0.0.1]:5060 at 19:34:41.657063:"
    id: "freeswitch",
    title: "FreeSWITCH, sofia global siptrace on",
    word: " bytes ",
    pattern:
      /(?:(?<received>recv)|(?<sent>sen[dt])) \d+ bytes (?:from|to) (?<remote>\w+\/\S+) at (?<time>\d\d:\d\d:\d\d\.\d+):?$/,
    second: /^\s*-{20,}$/,
    end: /^\s*-{20,}$/,
    isSipOnly: true,
  },
  {
    // SIPp's -trace_msg: "----… 2026-11-22 14:22:14.347132", then "UDP message sent (487 bytes):"
    id: "sipp",
    title: "SIPp -trace_msg",
    begins: "-",
    word: "-----",
    pattern: /^-{20,}\s+(?<time>\d{4}-\d\d-\d\d[ \t]\d\d:\d\d:\d\d[.:]\d+)/,
    second: /^\w+ (?:control )?message (?:(?<sent>sent)|(?<received>received)) [([]\d+[)\] ]/,
    isSipOnly: true,
  },
  {
    // sipsimple's trace: "2020-02-17 20:18:15.537271 [blink 5985]: SENDING: Packet 169, +0:00:41.49"
    id: "blink",
    title: "Blink and other SIP SIMPLE clients",
    begins: DIGITS,
    word: ": Packet ",
    pattern: /^(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+) \[[^\]]*\]: (?:SENDING|RECEIVED): Packet \d/,
    second: /^(?<from>\S+) -\(SIP over \w+\)-> (?<to>\S+)$/,
    end: /^--$/,
    isSipOnly: true,
  },
  {
    // pjsua_core.c: "RX 344 bytes Response msg 180/INVITE/cseq=1 (rdata0x…) from UDP 10.0.0.1:5060:"
    id: "pjsua",
    title: "pjsua and other PJSIP applications",
    word: " bytes Re",
    pattern: new RegExp(
      `^${PREFIX}\\.*(?:(?<received>RX)|(?<sent>TX)) \\d+ bytes (?:Request|Response) msg .+ (?:from|to) \\w+ (?<remote>\\S+?):$`,
    ),
    end: /^--end msg--$/,
    isSipOnly: true,
  },
  {
    // ngrep's -W byline with -t, and sipgrep: "U 2005/07/04 09:32:52.844249 10.0.0.1:5060 -> 10.0.0.2:5060 #1"
    id: "ngrep",
    title: "ngrep -W byline, sipgrep",
    begins: "UT",
    word: " -> ",
    pattern:
      /^[UT] (?:(?<time>\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d+) |\+[\d.]+ )?(?<from>\S+:\d+) -> (?<to>\S+:\d+)/,
    second: /^ \[[A-Z]*\]$/,
    headsPackets: true,
    showsCrAsDot: true,
  },
  {
    // sngrep, "save as text": "2005/07/04 09:32:52.844249 10.0.0.1:5060 -> 10.0.0.2:5060"
    id: "sngrep",
    title: "sngrep, dialogs saved as text",
    begins: DIGITS,
    word: " -> ",
    pattern: /^(?<time>\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d+) (?<from>\S+:\d+) -> (?<to>\S+:\d+)/,
    headsPackets: true,
    isSipOnly: true,
  },
  {
    // tcpdump -A, with -tttt, -tt or without a date; with -v the ends stand in a line of their own.
    id: "tcpdump",
    title: "tcpdump -A",
    begins: DIGITS,
    word: " IP",
    pattern:
      /^(?<time>(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d+|\d{9,10}\.\d{6})(?: \S+ +(?:In|Out|B|M|P))? IP6? (?:\(|(?<from>\S+) > (?<to>\S+):(?: |$))/,
    second: /^ {2,}(?<from>\S+) > (?<to>\S+):(?: |$)/,
    headsPackets: true,
    showsPacketHeaders: true,
    showsPortAfterDot: true,
  },
];
