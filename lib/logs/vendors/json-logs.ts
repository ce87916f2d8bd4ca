import { type JsonLog, type JsonObject, profileJson } from "../tables/json-format.ts";
import { parseObject } from "../text/json-objects.ts";
import { genesysSegments } from "./genesys-segments.ts";
import { PLATFORM_PROFILES } from "./profiles-platforms.ts";
import { SWITCH_PROFILES } from "./profiles-switches.ts";

const PROFILES = [...PLATFORM_PROFILES, ...SWITCH_PROFILES];

function profile(id: (typeof PROFILES)[number]["id"]) {
  return PROFILES.find((candidate) => candidate.id === id)!;
}

/** Vendors whose calls come as JSON, each with the keys that tell it from the others. */
export const PROFILE_JSON_LOGS: readonly JsonLog[] = [
  profileJson(profile("twilio-call-summary"), {
    keys: ["call_sid", "processing_state"],
    wrappers: ["call_summaries"],
    unwrap: (object) => [cloudEventData(object)].filter((summary) => "call_sid" in summary),
  }),
  profileJson(profile("teams-direct-routing"), {
    keys: ["finalSipCode", "callEndSubReason"],
    wrappers: ["value"],
  }),
  profileJson(profile("amazon-chime-cdr"), {
    keys: ["VoiceConnectorId", "TransactionId"],
    // Streaming records share the bucket and the keys; their status is about streaming.
    unwrap: (object) => ("StartTimeEpochSeconds" in object && "ServiceCode" in object ? [object] : []),
  }),
  profileJson(profile("telnyx-hangup"), {
    keys: ["call_session_id", "hangup_cause"],
    unwrap: (object) =>
      [objectIn(object, "data")]
        .filter((data) => data.event_type === "call.hangup")
        .map((data) => ({ data })),
  }),
  profileJson(profile("signalwire-calls"), { keys: ["SipResultCode", "CallStatus"] }),
  profileJson(profile("twilio-status-callback"), { keys: ["CallSid", "CallStatus", "SipResponseCode"] }),
  profileJson(profile("genesys-conversations"), {
    keys: ["conversationId", "participants"],
    wrappers: ["conversations"],
    unwrap: genesysSegments,
  }),
  profileJson(profile("libresbc-cdr"), { keys: ["seshid", "sip_resp_code"] }),
  profileJson(profile("didww-cdr-stream"), {
    keys: ["type", "attributes", "time_connect"],
    unwrap: (object) => [{ id: object.id, type: object.type, ...objectIn(object, "attributes") }],
  }),
];

/** The data of a CloudEvent, which Twilio sends as an object or as JSON within a string. */
function cloudEventData(object: JsonObject): JsonObject {
  const { data } = object;
  if (typeof data === "string") return parseObject(data) ?? {};
  return typeof data === "object" && data !== null ? (data as JsonObject) : object;
}

function objectIn(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return typeof value === "object" && value !== null ? (value as JsonObject) : {};
}
