import type { RowProfile } from "../rows/row-profile.ts";
import type { HeaderlessLayout } from "../tables/headerless-format.ts";

const DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]\d{1,2}:\d{2}/;
const DISPOSITION = /^(ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const CAUSE = /^[A-Z][A-Z_]{3,}$/;

const ASTERISK_COLUMNS = {
  callId: ["linkedid", "uniqueid"],
  start: ["start", "calldate"],
  answer: ["answer"],
  end: ["end"],
  duration: ["duration"],
  talk: ["billsec"],
  // Some sites store HANGUPCAUSE(…,tech) in the user field: "SIP 486 Busy Here".
  code: ["userfield"],
  disposition: ["disposition"],
  pickedUpBy: ["lastapp"],
  from: ["src"],
  to: ["dst"],
  gateway: ["dstchannel"],
  callerChannel: ["channel"],
  context: ["dcontext"],
  agent: ["accountcode"],
} as const satisfies RowProfile["columns"];

const ASTERISK = {
  columns: ASTERISK_COLUMNS,
  codePattern: /\bSIP[ /:](\d{3})\b/,
  zero: "not available",
  channels: "asterisk",
} as const satisfies Partial<RowProfile>;

const FREESWITCH_COLUMNS = {
  callId: ["uuid"],
  start: ["start_stamp"],
  answer: ["answer_stamp"],
  end: ["end_stamp"],
  duration: ["duration"],
  talk: ["billsec"],
  cause: ["hangup_cause"],
  from: ["caller_id_number", "ani"],
  to: ["destination_number"],
  gateway: ["sip_gateway_name"],
  agent: ["accountcode"],
  direction: ["direction"],
} as const satisfies RowProfile["columns"];

const FREESWITCH_EXAMPLE =
  "caller_id_name caller_id_number destination_number context start_stamp answer_stamp end_stamp duration billsec hangup_cause uuid bleg_uuid accountcode read_codec write_codec".split(
    " ",
  );

/** In the order in which they are tried. */
export const HEADERLESS_LAYOUTS: readonly HeaderlessLayout[] = [
  {
    id: "asterisk-cdr",
    title: "Asterisk Master.csv",
    source: "Asterisk docs: CDR, cdr_csv; cdr/cdr_csv.c",
    ...ASTERISK,
    names:
      "accountcode src dst dcontext clid channel dstchannel lastapp lastdata start answer end duration billsec disposition amaflags uniqueid userfield peeraccount linkedid sequence".split(
        " ",
      ),
    optional: 5,
    looks: { start: DATE, disposition: DISPOSITION },
  },
  {
    id: "asterisk-cdr-custom",
    title: "Asterisk Master.csv of cdr_custom",
    source: "Asterisk: configs/samples/cdr_custom.conf.sample",
    ...ASTERISK,
    names:
      "clid src dst dcontext channel dstchannel lastapp lastdata start answer end duration billsec disposition amaflags accountcode uniqueid userfield sequence".split(
        " ",
      ),
    optional: 3,
    looks: { start: DATE, disposition: DISPOSITION },
  },
  {
    id: "freepbx-cdr",
    title: "FreePBX CDR table without a header",
    source: "FreePBX: table asteriskcdrdb.cdr",
    ...ASTERISK,
    names:
      "calldate clid src dst dcontext channel dstchannel lastapp lastdata duration billsec disposition amaflags accountcode uniqueid userfield did recordingfile cnum cnam outbound_cnum outbound_cnam dst_cnam linkedid peeraccount sequence".split(
        " ",
      ),
    optional: 11,
    looks: { calldate: DATE, disposition: DISPOSITION },
  },
  {
    id: "freeswitch-csv",
    title: "FreeSWITCH Master.csv",
    source: "FreeSWITCH: conf/vanilla/autoload_configs/cdr_csv.conf.xml, templates example, linksys, snom",
    columns: FREESWITCH_COLUMNS,
    zero: "not available",
    names: [
      ...FREESWITCH_EXAMPLE,
      "sip_user_agent",
      "call_clientcode",
      "sip_rtp_rxstat",
      "sip_rtp_txstat",
      "sofia_record_file",
    ],
    optional: 7,
    looks: { start_stamp: DATE, hangup_cause: CAUSE, uuid: UUID },
  },
  {
    id: "freeswitch-csv-asterisk",
    title: "FreeSWITCH Master.csv in the order of Asterisk",
    source: "FreeSWITCH: conf/vanilla/autoload_configs/cdr_csv.conf.xml, template asterisk",
    columns: FREESWITCH_COLUMNS,
    zero: "not available",
    names:
      "accountcode caller_id_number destination_number context caller_id channel_name bridge_channel last_app last_arg start_stamp answer_stamp end_stamp duration billsec hangup_cause amaflags uuid userfield".split(
        " ",
      ),
    optional: 0,
    looks: { start_stamp: DATE, hangup_cause: CAUSE, uuid: UUID },
  },
  {
    id: "freeswitch-csv-opencdrrate",
    title: "FreeSWITCH Master.csv for OpenCDRRate",
    source: "FreeSWITCH: conf/vanilla/autoload_configs/cdr_csv.conf.xml, template opencdrrate",
    columns: FREESWITCH_COLUMNS,
    zero: "not available",
    names:
      "uuid signal_bond direction ani destination_number answer_stamp end_stamp billsec accountcode userfield network_addr caller_id_name sip_gateway_name".split(
        " ",
      ),
    optional: 0,
    looks: { uuid: UUID, direction: /^(in|out)bound$/, end_stamp: DATE },
  },
];
