import { ARTICLE_2026, type CatalogueEntry } from "./catalogue-entry.ts";

/** What it means when a call ended with a response from 500 to 699. */
export const SERVER_FAILURE_CATALOGUE = {
  500: {
    outcome: "provider failure",
    responsible: "provider",
    meaning: "the provider's server failed",
    causes: [
      ["A fault in the provider's server", "RFC 3261 §21.5.1"],
      ["A server in between turned an overload (503) into this code", "RFC 3261 §16.7"],
      ["The number is not set up on the called side's exchange", "Zapappi response codes"],
      ["Our side did not acknowledge a reliable provisional response", "RFC 3262 §3"],
    ],
    action: "Open a ticket with the Call-IDs; look at the reason phrase for a limit of channels",
    ask: "What failed on your server for these calls, and does this 500 stand for a 503 behind it?",
  },
  501: {
    outcome: "protocol error",
    responsible: "provider",
    meaning: "the other side does not support what was asked",
    causes: [
      ["The server does not know the kind of request", "RFC 3261 §21.5.2"],
      ["The network behind it lacks the service", "RFC 3398 §7.2.4.1 (causes 29, 79)"],
    ],
    action: "Have an engineer look at the trace",
    ask: "Which part of the request is not implemented?",
  },
  502: {
    outcome: "provider failure",
    responsible: "provider",
    meaning: "a server behind the provider gave a wrong answer",
    causes: [
      ["The provider's onward carrier failed", "RFC 3261 §21.5.3"],
      ["The destination's equipment is out of order", "RFC 3398 §7.2.4.1 (cause 27)"],
    ],
    action: "Open a ticket with the Call-IDs; use another gateway meanwhile",
    ask: "Which onward carrier failed for these calls?",
  },
  503: {
    outcome: "congestion",
    responsible: "provider",
    meaning: "the server cannot take the call at the moment",
    causes: [
      ["The provider is overloaded or under maintenance", "RFC 3261 §21.5.4"],
      ["Our limit of concurrent calls is reached", ARTICLE_2026],
      ["No free channel, or a failure in the network behind", "RFC 3398 §7.2.4.1 (causes 34, 38, 41, 42)"],
      ["Our side could not send the request: connection refused or lost", "RFC 3261 §8.1.3.1"],
    ],
    action: "Compare with the number of concurrent calls; use another gateway meanwhile",
    ask: "Was this your capacity, our channel limit, or a route behind you?",
  },
  504: {
    outcome: "provider failure",
    responsible: "provider",
    meaning: "a server behind the provider did not answer in time",
    causes: [
      ["The provider's onward carrier or database did not react", "RFC 3261 §21.5.5"],
      ["A timer ran out in the network behind", "RFC 3398 §7.2.4.1 (cause 102)"],
    ],
    action: "Open a ticket with the Call-IDs; use another gateway meanwhile",
    ask: "Which server behind you timed out for these calls?",
  },
  505: {
    outcome: "protocol error",
    responsible: "provider",
    meaning: "the other side does not speak this version of SIP",
    causes: [
      ["The start line of the request is damaged, or the server is not a SIP server", "RFC 3261 §21.5.6"],
    ],
    action: "Check the gateway's address and port",
    ask: "Which server answers at this address?",
  },
  513: {
    outcome: "protocol error",
    responsible: "us: settings",
    meaning: "the message is too long for the other side",
    causes: [["Too many headers or codecs, often together with UDP", "RFC 3261 §21.5.7"]],
    action: "Shorten the codec list, or use TCP to this gateway",
    ask: "What is the longest message you accept?",
  },
  555: {
    outcome: "protocol error",
    responsible: "unknown",
    meaning: "the push service of a mobile app is not supported; it belongs to registrations",
    causes: [["The app asked for a push service that the provider does not know", "RFC 8599 §8"]],
    action: "Have an engineer look at the app's registration",
    ask: "Which push services do you support?",
  },
  580: {
    outcome: "media mismatch",
    responsible: "us: settings",
    meaning: "a condition for the audio, such as reserved bandwidth, could not be met",
    causes: [["The preconditions in the session description cannot be fulfilled", "RFC 3312 §8"]],
    action: "Switch preconditions off on the gateway",
    ask: "Do you require preconditions?",
  },
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
} as const satisfies Record<number, CatalogueEntry>;

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
