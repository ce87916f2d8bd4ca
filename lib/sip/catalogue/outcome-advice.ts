import type { Outcome, Responsible } from "../outcomes.ts";

/**
 * What to do about an outcome when a call came to it otherwise than its last response usually does:
 * the catalogue's advice is about the code's usual outcome.
 */
export const OUTCOME_ADVICE: Readonly<Record<Outcome, { responsible: Responsible; action: string }>> = {
  answered: { responsible: "nobody", action: "Nothing" },
  "no answer": {
    responsible: "subscriber",
    action: "Dial again at another hour; check that the ring limit is not too short",
  },
  busy: { responsible: "subscriber", action: "Dial again in some minutes" },
  "rejected by callee": { responsible: "subscriber", action: "Accept it; read the reason text" },
  "callee unavailable": { responsible: "subscriber", action: "Dial again later" },
  "invalid number": { responsible: "number list", action: "Check the number and its format" },
  forbidden: { responsible: "provider", action: "Ask the provider for the reason, with the Call-IDs" },
  authentication: { responsible: "us: settings", action: "Check the login of the gateway" },
  "media mismatch": { responsible: "us: settings", action: "Compare codecs and media encryption" },
  "provider failure": { responsible: "provider", action: "Open a ticket with the Call-IDs" },
  congestion: {
    responsible: "provider",
    action: "Compare with the number of concurrent calls; use another gateway meanwhile",
  },
  timeout: {
    responsible: "provider",
    action: "Ask the provider where the calls got stuck, with the Call-IDs",
  },
  stalled: { responsible: "provider", action: "Send the provider the list of stalled calls" },
  "no response": { responsible: "provider", action: "Check the gateway's address and our firewall" },
  "network blocked": {
    responsible: "analytics block",
    action: "Request redress from the contact in the response",
  },
  "cancelled by us": {
    responsible: "us: agent",
    action: "Nothing for the provider; if it is frequent, look at who hangs up so soon and at the ring limit",
  },
  "answered elsewhere": { responsible: "nobody", action: "Nothing: another device or branch took the call" },
  redirected: { responsible: "provider", action: "Follow redirects, or dial the new target" },
  "direction blocked": {
    responsible: "us: settings",
    action: "Add the prefix to the gateway's allowed directions, or correct the number",
  },
  "protocol error": { responsible: "us: settings", action: "Let an engineer look at a trace" },
  scan: {
    responsible: "us: settings",
    action: "Close the server to addresses that are not known, or block this one",
  },
  "result not told": {
    responsible: "unknown",
    action:
      "Nothing for the provider: upload a log that tells how these calls ended, or name its words in the settings",
  },
  incomplete: { responsible: "unknown", action: "Upload the log that shows the rest of the call" },
};
