import type { LogSample } from "../format/log-format.ts";
import { delimiterWhere, plainName } from "../text/csv-shape.ts";

/** An export that is known and says nothing about SIP, with the place where one that does can be had. */
interface UselessExport {
  readonly title: string;
  /** Names in the header of a table that together tell it. */
  readonly header?: readonly string[];
  /** Keys of JSON that together tell it. */
  readonly keys?: readonly string[];
  readonly instead: string;
}

const USELESS_EXPORTS: readonly UselessExport[] = [
  {
    title: "Suricata EVE log",
    keys: ["flow_id", "event_type", "src_ip"],
    instead:
      "its SIP events carry no Call-ID, so no call can be put together; upload a capture (pcap) of the same traffic",
  },
  {
    title: "3CX call log",
    header: ["Call Time", "Caller ID", "Destination", "Status", "Ringing", "Talking"],
    instead: "take a capture on the 3CX server (Dashboard > Activity log > Capture) and upload the pcap",
  },
  {
    title: "RingCentral call log",
    header: ["Type", "Phone Number", "Date", "Time", "Action", "Action Result"],
    instead: "upload the log or a capture of the session border controller or phones instead",
  },
  {
    title: "RingCentral call log (API)",
    keys: ["records", "telephonySessionId", "legs"],
    instead: "upload the log or a capture of the session border controller or phones instead",
  },
  {
    title: "Zoom Phone call log",
    keys: ["call_logs", "callee_number", "result"],
    instead: "upload the log or a capture of the session border controller of the provider exchange",
  },
  {
    title: "Five9 call log",
    header: ["CALL ID", "TIMESTAMP", "CAMPAIGN", "CALL TYPE", "DISPOSITION", "ANI", "DNIS"],
    instead: "ask the carrier of the trunk for its call records with SIP codes",
  },
  {
    title: "Amazon Connect contact record",
    keys: ["ContactId", "InitiationMethod", "AWSContactTraceRecordFormatVersion"],
    instead: "calls over a Chime SDK Voice Connector have SIP message logs; turn them on and upload those",
  },
  {
    title: "Webex Calling detailed call history",
    header: ["Answer indicator", "Call outcome", "Call outcome reason", "Correlation ID"],
    instead: "upload the log or a capture of the local gateway",
  },
  {
    title: "Teams PSTN calls (calling plans)",
    header: ["Call ID", "Conference ID", "Number type", "Charge"],
    instead: 'export the tab "Direct Routing" of the PSTN usage report; it has the column "Final SIP code"',
  },
  {
    title: "Amazon Chime streaming record",
    keys: ["VoiceConnectorId", "MediaInsightsPipelineId"],
    instead: "its status is about streaming; upload the CDR objects of the same bucket",
  },
];

/** Why a known export cannot be used, "" if the log is none of them. */
export function uselessExport({ text }: LogSample): string {
  const isJson = /^\s*[{[]/.test(text.slice(0, 200));
  const found = USELESS_EXPORTS.find(({ header, keys }) =>
    isJson
      ? keys?.every((key) => text.includes(`"${key}"`))
      : header !== undefined && delimiterWhere(text, (names) => hasAll(names, header)) !== "",
  );
  return found ? `${found.title}: this export carries no SIP response; ${found.instead}` : "";
}

function hasAll(names: readonly string[], wanted: readonly string[]): boolean {
  const plain = names.map(plainName);
  return wanted.every((name) => plain.includes(plainName(name)));
}
