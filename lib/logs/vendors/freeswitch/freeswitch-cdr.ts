import type { RowProfile } from "../../rows/row-profile.ts";
import type { JsonObject } from "../../tables/json-format.ts";

/** Columns that {@link freeswitchRow} makes of the variables of a leg. */
export const FREESWITCH_PROFILE: RowProfile = {
  id: "freeswitch-cdr",
  title: "FreeSWITCH CDR (JSON, XML)",
  source: "FreeSWITCH: mod_json_cdr, mod_xml_cdr, mod_sofia.c, sofia.c, switch_channel.c",
  knownBy: [],
  columns: {
    callId: ["id"],
    start: ["start"],
    answer: ["answer"],
    end: ["end"],
    code: ["code"],
    reason: ["reason"],
    q850: ["q850"],
    cause: ["cause"],
    endedBy: ["endedBy"],
    from: ["from"],
    to: ["to"],
    gateway: ["gateway"],
    agent: ["agent"],
    direction: ["direction"],
    delay: ["delay"],
    pickedUpBy: ["pickedUpBy"],
    userAgent: ["userAgent"],
  },
  milliseconds: ["delay"],
  zero: "not available",
};

/** Value of a channel variable, decoded; "" if it is not set. */
export type ChannelVariable = (name: string) => string;

export function channelVariables(variables: JsonObject): ChannelVariable {
  return (name) => {
    const value = variables[name];
    if (typeof value === "number") return String(value);
    return typeof value === "string" ? decoded(value) : "";
  };
}

/**
 * One leg. The two legs of a bridged call carry the id of the first in `call_uuid`: they are one
 * call. Seen from the first leg, the other side is the second one, which it calls.
 */
export function freeswitchRow(get: ChannelVariable): JsonObject {
  const isBridged =
    get("last_bridge_to") !== "" ||
    get("last_bridge_proto_specific_hangup_cause") !== "" ||
    get("bridge_uuid") !== "";
  const isOutbound = get("direction") === "outbound";
  const isPhone = isOutbound && isToPhone(get);
  return {
    id: get("call_uuid") || get("uuid"),
    start: timeOf(get, "start"),
    answer: timeOf(get, "answer"),
    end: timeOf(get, "end"),
    code: codeOf(get, isOutbound),
    reason: reasonOf(get),
    ...causeOf(get),
    endedBy: enderOf(get("sip_hangup_disposition"), isOutbound),
    from: get("caller_id_number") || get("sip_from_user") || get("origination_caller_id_number"),
    to: get("sip_to_user") || get("destination_number") || get("sip_req_user") || get("digits_dialed"),
    gateway:
      get("sip_gateway_name") || get("sip_gateway") || (isOutbound && !isPhone ? get("sip_to_host") : ""),
    agent: get("user_name") || get("accountcode"),
    direction: directionOf(get, isOutbound, isPhone || isBridged),
    delay: Number(get("progressmsec")) > 0 ? get("progressmsec") : "",
    pickedUpBy: get("amd_result") || get("current_application"),
    userAgent: isOutbound ? "" : get("sip_user_agent"),
  };
}

/**
 * FusionPBX says it. Else a leg that came in over a gateway, or into the context of strangers, is a call to us, and one
 * of a user who has logged in is not. A leg to one of our phones, and one that went on to another leg, tells nothing.
 */
function directionOf(get: ChannelVariable, isOutbound: boolean, isInner: boolean): string {
  const told = get("call_direction");
  if (told !== "") return told;
  if (!isOutbound && (get("sip_gateway") !== "" || get("context") === "public")) return "inbound";
  if (isInner || (!isOutbound && get("user_name") !== "")) return "";
  return isOutbound ? "outbound" : "inbound";
}

/** A user of the directory, or an extension: short, as no telephone number is. */
function isToPhone(get: ChannelVariable): boolean {
  return (
    get("sip_gateway_name") === "" && (get("dialed_user") !== "" || /^\d{2,6}$/.test(get("sip_to_user")))
  );
}

/**
 * The leg that FreeSWITCH called tells the response itself. The leg that called FreeSWITCH tells
 * what the other leg got, else why the INVITE failed, else what FreeSWITCH answered.
 */
function codeOf(get: ChannelVariable, isOutbound: boolean): string {
  const names = isOutbound
    ? ["sip_term_status", "sip_invite_failure_status", "proto_specific_hangup_cause"]
    : [
        "last_bridge_proto_specific_hangup_cause",
        "sip_invite_failure_status",
        "proto_specific_hangup_cause",
        "sip_term_status",
      ];
  for (const name of names) {
    const code = get(name).replace(/^sip:/, "");
    if (/^[1-6]\d\d$/.test(code)) return code;
  }
  return "";
}

/** The phrase, and the Reason header of a 603+ beside it (ATIS-1000099). */
function reasonOf(get: ChannelVariable): string {
  const [phrase, block] = [get("sip_invite_failure_phrase"), get("sip_603plus_reason")];
  return phrase === "" || block === "" ? phrase || block : `${phrase} (${block})`;
}

const SAYS_NOTHING: ReadonlySet<string> = new Set(["NORMAL_CLEARING", "NORMAL_UNSPECIFIED"]);

/** A leg that FreeSWITCH took down in order tells nothing of its own: then the other leg's cause is the call's. */
function causeOf(get: ChannelVariable): { cause: string; q850: string } {
  const cause = get("hangup_cause");
  const other = get("last_bridge_hangup_cause") || get("originate_disposition");
  const isBare = cause === "" || SAYS_NOTHING.has(cause);
  const isFailure = other !== "" && other !== "SUCCESS" && !SAYS_NOTHING.has(other);
  if (isBare && isFailure && timeOf(get, "answer") === "") return { cause: other, q850: "" };
  return { cause, q850: get("hangup_cause_q850") };
}

/** send_bye, recv_cancel, recv_refuse …: what FreeSWITCH did, told as the side of the call. */
function enderOf(disposition: string, isOutbound: boolean): string {
  if (disposition.startsWith("send_")) return isOutbound ? "caller" : "callee";
  if (disposition.startsWith("recv_")) return isOutbound ? "callee" : "caller";
  return "";
}

function timeOf(get: ChannelVariable, name: string): string {
  for (const key of [`${name}_uepoch`, `${name}_epoch`, `${name}_stamp`]) {
    const text = get(key);
    if (text !== "" && text !== "0") return text;
  }
  return "";
}

/** Variables are URL-encoded unless encode-values is off; a "%" that encodes nothing stays. */
function decoded(text: string): string {
  if (!text.includes("%")) return text.trim();
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text.trim();
  }
}
