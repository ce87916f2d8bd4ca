import type { RegisteredCode } from "../response-codes.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";

/** What it means when a call ended with a response from 600 to 699. */
export const RESPONSES_6XX = {
  600: {
    outcome: "busy",
    responsible: "subscriber",
    meaning: "the subscriber is busy at every phone",
    causes: [["Every phone of the subscriber is in use or refuses calls", "RFC 3261 §21.6.1"]],
    action: "Dial again later: another gateway will not help",
    ask: "",
  },
  603: {
    outcome: "rejected by callee",
    responsible: "subscriber",
    meaning: "the subscriber does not want to take the call",
    causes: [
      ["The subscriber pressed reject or has do not disturb on", "RFC 3261 §21.6.2"],
      ["The caller ID is blocked by the subscriber", "SIP.US response codes"],
      ["A price limit of the route was exceeded", "Zapappi response codes"],
      ["The call timed out", "Yeastar codes"],
    ],
    action: "Read the reason text; if many subscribers reject, check the caller ID's reputation",
    ask: "Did the subscriber decline, or a rule of yours or of a carrier behind you?",
  },
  604: {
    outcome: "invalid number",
    responsible: "number list",
    meaning: "the number exists nowhere",
    causes: [["The server that knows for certain says that there is no such subscriber", "RFC 3261 §21.6.3"]],
    action: "Remove the number from the list",
    ask: "",
  },
  606: {
    outcome: "media mismatch",
    responsible: "us: settings",
    meaning: "the subscriber would talk, but not with the media on offer",
    causes: [["No codec, bandwidth or address in common", "RFC 3261 §21.6.4"]],
    action: "Check the gateway's codec list and encryption",
    ask: "Which codecs and which encryption do you accept?",
  },
  607: {
    outcome: "rejected by callee",
    responsible: "subscriber",
    meaning: "the subscriber marked the call as unwanted",
    causes: [["The subscriber reported this caller, and later calls may be blocked too", "RFC 8197 §1"]],
    action: "Remove the number from the list and check script and caller ID",
    ask: "",
  },
  608: {
    outcome: "network blocked",
    responsible: "analytics block",
    meaning: "a call analytics service in the network blocked the call",
    causes: [["The caller ID has a bad reputation there; Call-Info names whom to contact", "RFC 8688 §1"]],
    action: "File a complaint with the contact of the response's Call-Info header",
    ask: "Which analytics service blocked the calls, and what is its redress contact?",
  },
} as const satisfies Partial<Record<RegisteredCode, CatalogueEntry>>;

/** 603 with the phrase Network Blocked, or an analytics marker in its Reason header. */
export const NETWORK_BLOCKED_ENTRY: CatalogueEntry = {
  outcome: "network blocked",
  responsible: "analytics block",
  meaning: "a carrier's analytics blocked the call before it reached the subscriber",
  causes: [
    ["The caller ID has a bad reputation with the carrier's analytics", "ATIS-1000099, 47 CFR 64.1200"],
    ["The calling pattern looks like unlawful calls: many short calls to many numbers", "47 CFR 64.1200"],
  ],
  action: "Request redress from the contact in the Reason header; check the caller ID's reputation",
  ask: "Which carrier blocked the calls, and what is the redress contact?",
};
