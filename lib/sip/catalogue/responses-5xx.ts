import type { RegisteredCode } from "../response-codes.ts";
import { ARTICLE_2026, type CatalogueEntry } from "./catalogue-entry.ts";

/** What it means when a call ended with a response from 500 to 599. */
export const RESPONSES_5XX = {
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
} as const satisfies Partial<Record<RegisteredCode, CatalogueEntry>>;
