import type { SourceSettings } from "../../settings/settings.ts";
import { type PlainProfile, plainProfile } from "../rows/profile-match.ts";
import { columnsOf } from "../rows/row.ts";
import type { RowProfile } from "../rows/row-profile.ts";
import { rowReaderOf, type TableLog } from "../tables/table-format.ts";
import { plainName } from "../text/csv-shape.ts";

/**
 * Names under which exports of diallers, CRMs and switches have their columns. An export whose
 * header has a start and a result by these names is read without a profile of its own.
 */
export const ANY_CALL_PROFILE: RowProfile = {
  id: "call-table",
  title: "Table with one row per call",
  source: "Names seen in exports; the settings of a source add others",
  knownBy: [],
  columns: {
    callId: [
      "sip_call_id",
      "call_id",
      "call_sid",
      "uuid",
      "call_uuid",
      "unique_id",
      "uniqueid",
      "session_id",
      "record_id",
      "id",
    ],
    start: [
      "start",
      "start_time",
      "started_at",
      "start_date",
      "starting_date",
      "call_start",
      "call_time",
      "call_date",
      "calldate",
      "date_time",
      "datetime",
      "setup_time",
      "invite_time",
      "created",
      "created_at",
      "timestamp",
      "time",
      "date",
    ],
    answer: ["answer", "answer_time", "answered_at", "connect_time", "connected_at", "time_connect"],
    end: [
      "end",
      "end_time",
      "ended_at",
      "end_date",
      "call_end",
      "hangup_time",
      "disconnect_time",
      "release_time",
      "stop_time",
      "finish_time",
    ],
    code: [
      "sip_code",
      "sip_response",
      "last_sip_response",
      "last_response",
      "sip_status",
      "sip_response_code",
      "response_code",
      "final_sip_code",
      "final_code",
      "sip_cause",
      "sip",
      "disconnect_code",
      "status_code",
      "code",
    ],
    reason: ["sip_reason", "reason_phrase", "reason", "response", "sip_phrase", "disconnect_reason"],
    q850: [
      "q850",
      "q850_cause",
      "q_850",
      "isdn_cause",
      "hangup_cause_id",
      "cause_code",
      "hangupcause",
      "release_cause",
    ],
    cause: ["hangup_cause", "hangupcause", "disconnect_cause", "cause"],
    disposition: ["disposition", "call_status", "call_result", "result", "status", "state"],
    answered: ["answered", "is_answered", "success"],
    endedBy: [
      "ended_by",
      "hangup_by",
      "hung_up_by",
      "hangup_party",
      "disconnected_by",
      "disconnect_initiator",
      "who_hung_up",
      "end_party",
    ],
    from: [
      "from",
      "caller",
      "caller_number",
      "caller_id_number",
      "caller_id",
      "src",
      "source",
      "ani",
      "calling_number",
      "from_number",
      "a_number",
    ],
    to: [
      "to",
      "callee",
      "callee_number",
      "called",
      "called_number",
      "dst",
      "destination",
      "destination_number",
      "dnis",
      "to_number",
      "phone",
      "number",
      "b_number",
    ],
    gateway: ["gateway", "trunk", "trunk_name", "provider", "carrier", "route", "gw", "sip_gateway"],
    agent: ["agent", "agent_name", "operator", "user", "user_name", "extension"],
    direction: ["direction", "call_direction", "call_type", "type"],
    duration: [
      "duration",
      "total_duration",
      "call_duration",
      "duration_s",
      "duration_sec",
      "duration_secs",
      "duration_seconds",
      "duration_ms",
      "total_seconds",
      "length",
      "call_length",
    ],
    talk: [
      "talk",
      "talk_time",
      "billsec",
      "talk_seconds",
      "conversation",
      "connect_duration",
      "billable_seconds",
      "talk_duration",
      "talk_time_s",
      "talk_time_sec",
      "talk_time_seconds",
      "talk_sec",
      "talk_secs",
      "talk_ms",
      "talk_time_ms",
      "talk_duration_ms",
      "bill_seconds",
    ],
    ring: [
      "ring",
      "ring_time",
      "ring_duration",
      "ringing",
      "ring_time_s",
      "ring_time_sec",
      "ring_time_seconds",
      "ring_sec",
      "ring_secs",
      "ring_seconds",
      "ring_ms",
      "ring_time_ms",
      "ring_duration_ms",
      "ringing_time",
      "ringing_duration",
      "ringing_seconds",
      "alerting_time",
    ],
    ringing: [
      "ringing_at",
      "ring_at",
      "ring_start",
      "ring_start_time",
      "ringing_start",
      "alerting_at",
      "progress_at",
    ],
    delay: ["pdd", "post_dial_delay", "pdd_s", "pdd_sec", "pdd_seconds", "pdd_ms", "post_dial_delay_ms"],
    pickedUpBy: [
      "picked_up_by",
      "answered_by",
      "amd_result",
      "amd_status",
      "amd",
      "machine_detection",
      "last_app",
      "lastapp",
      "last_application",
    ],
    userAgent: ["user_agent", "sip_user_agent", "caller_user_agent", "ua"],
  },
  zero: "nothing came back",
  endedBy: {
    kill: "us",
    finish: "them",
    us: "us",
    system: "us",
    agent: "us",
    operator: "us",
    local: "us",
    provider: "them",
    subscriber: "them",
    remote: "them",
    ours: "us",
    pbx: "us",
    agenthangup: "us",
    agentdisconnect: "us",
    them: "them",
    customer: "them",
    client: "them",
    carrier: "them",
    network: "them",
    pstn: "them",
    trunk: "them",
    farend: "them",
    remoteparty: "them",
    caller: "caller",
    callerhungup: "caller",
    callingparty: "caller",
    originator: "caller",
    source: "caller",
    src: "caller",
    aparty: "caller",
    aleg: "caller",
    uac: "caller",
    callee: "callee",
    called: "callee",
    calleehungup: "callee",
    calledparty: "callee",
    destination: "callee",
    dst: "callee",
    bparty: "callee",
    bleg: "callee",
    uas: "callee",
  },
};

const ANY = plainProfile(ANY_CALL_PROFILE);

const LENGTHS = ["duration", "talk", "ring", "delay"] as const;

/** Lengths are seconds, unless the name of the column says that they are milliseconds. */
function withUnits(plain: PlainProfile, names: readonly string[]): PlainProfile {
  const milliseconds = LENGTHS.filter((meaning) => {
    const name = plain.columns[meaning]?.find((one) => names.includes(one));
    return name !== undefined && /(?:ms|msec|milliseconds)$/.test(name);
  });
  return milliseconds.length === 0 ? plain : { ...plain, profile: { ...plain.profile, milliseconds } };
}

/** Any table whose columns have usual names. */
export const anyCallTable: TableLog = {
  id: ANY_CALL_PROFILE.id,
  title: ANY_CALL_PROFILE.title,
  isHeader(names) {
    const columns = columnsOf(ANY.columns, names);
    const { code, q850, cause, disposition } = columns;
    const hasResult = [code, q850, cause, disposition].some((found) => found.length > 0);
    return columns.start.length > 0 && hasResult && columns.to.length > 0;
  },
  readerOf: (names, context) => rowReaderOf(withUnits(ANY, names), names, context),
};

/** A table whose columns the owner named in the settings; the usual names serve for the rest. */
export function ownTable(columns: NonNullable<SourceSettings["columns"]>): TableLog {
  const own: Record<string, readonly string[]> = { ...ANY_CALL_PROFILE.columns };
  for (const [meaning, name] of Object.entries(columns)) own[meaning] = [String(name)];
  const plain = plainProfile({
    ...ANY_CALL_PROFILE,
    id: "own-table",
    title: "Table with the columns of the settings",
    columns: own,
  });
  const wanted = Object.values(columns)
    .filter((name): name is string => typeof name === "string")
    .map(plainName);
  return {
    id: plain.profile.id,
    title: plain.profile.title,
    isHeader: (names) => wanted.length > 0 && wanted.every((name) => names.includes(name)),
    readerOf: (names, context) => rowReaderOf(plain, names, context),
  };
}
