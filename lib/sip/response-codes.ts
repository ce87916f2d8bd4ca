/** The class that the first digit of a response names (RFC 3261 §7.2), and `local` for what no provider sent. */
export type ResponseClass =
  | "provisional"
  | "success"
  | "redirection"
  | "request failure"
  | "server failure"
  | "global failure"
  | "local";

export interface ResponseCode {
  readonly reasonPhrase: string;
  /** Where the code is defined. */
  readonly source: string;
  readonly class: ResponseClass;
}

/** Every registered response code, and 0, which call logs write where nothing came back. */
export const RESPONSE_CODES = {
  0: { reasonPhrase: "No response", source: "platform call log", class: "local" },
  100: { reasonPhrase: "Trying", source: "RFC 3261 §21.1.1", class: "provisional" },
  180: { reasonPhrase: "Ringing", source: "RFC 3261 §21.1.2", class: "provisional" },
  181: { reasonPhrase: "Call Is Being Forwarded", source: "RFC 3261 §21.1.3", class: "provisional" },
  182: { reasonPhrase: "Queued", source: "RFC 3261 §21.1.4", class: "provisional" },
  183: { reasonPhrase: "Session Progress", source: "RFC 3261 §21.1.5", class: "provisional" },
  199: { reasonPhrase: "Early Dialog Terminated", source: "RFC 6228", class: "provisional" },
  200: { reasonPhrase: "OK", source: "RFC 3261 §21.2.1", class: "success" },
  202: { reasonPhrase: "Accepted", source: "RFC 6665 §8.3.1", class: "success" },
  204: { reasonPhrase: "No Notification", source: "RFC 5839", class: "success" },
  300: { reasonPhrase: "Multiple Choices", source: "RFC 3261 §21.3.1", class: "redirection" },
  301: { reasonPhrase: "Moved Permanently", source: "RFC 3261 §21.3.2", class: "redirection" },
  302: { reasonPhrase: "Moved Temporarily", source: "RFC 3261 §21.3.3", class: "redirection" },
  305: { reasonPhrase: "Use Proxy", source: "RFC 3261 §21.3.4", class: "redirection" },
  380: { reasonPhrase: "Alternative Service", source: "RFC 3261 §21.3.5", class: "redirection" },
  400: { reasonPhrase: "Bad Request", source: "RFC 3261 §21.4.1", class: "request failure" },
  401: { reasonPhrase: "Unauthorized", source: "RFC 3261 §21.4.2", class: "request failure" },
  402: { reasonPhrase: "Payment Required", source: "RFC 3261 §21.4.3", class: "request failure" },
  403: { reasonPhrase: "Forbidden", source: "RFC 3261 §21.4.4", class: "request failure" },
  404: { reasonPhrase: "Not Found", source: "RFC 3261 §21.4.5", class: "request failure" },
  405: { reasonPhrase: "Method Not Allowed", source: "RFC 3261 §21.4.6", class: "request failure" },
  406: { reasonPhrase: "Not Acceptable", source: "RFC 3261 §21.4.7", class: "request failure" },
  407: {
    reasonPhrase: "Proxy Authentication Required",
    source: "RFC 3261 §21.4.8",
    class: "request failure",
  },
  408: { reasonPhrase: "Request Timeout", source: "RFC 3261 §21.4.9", class: "request failure" },
  410: { reasonPhrase: "Gone", source: "RFC 3261 §21.4.10", class: "request failure" },
  412: { reasonPhrase: "Conditional Request Failed", source: "RFC 3903 §11.2.1", class: "request failure" },
  413: { reasonPhrase: "Request Entity Too Large", source: "RFC 3261 §21.4.11", class: "request failure" },
  414: { reasonPhrase: "Request-URI Too Long", source: "RFC 3261 §21.4.12", class: "request failure" },
  415: { reasonPhrase: "Unsupported Media Type", source: "RFC 3261 §21.4.13", class: "request failure" },
  416: { reasonPhrase: "Unsupported URI Scheme", source: "RFC 3261 §21.4.14", class: "request failure" },
  417: { reasonPhrase: "Unknown Resource-Priority", source: "RFC 4412", class: "request failure" },
  420: { reasonPhrase: "Bad Extension", source: "RFC 3261 §21.4.15", class: "request failure" },
  421: { reasonPhrase: "Extension Required", source: "RFC 3261 §21.4.16", class: "request failure" },
  422: { reasonPhrase: "Session Interval Too Small", source: "RFC 4028", class: "request failure" },
  423: { reasonPhrase: "Interval Too Brief", source: "RFC 3261 §21.4.17", class: "request failure" },
  424: { reasonPhrase: "Bad Location Information", source: "RFC 6442", class: "request failure" },
  425: { reasonPhrase: "Bad Alert Message", source: "RFC 8876", class: "request failure" },
  428: { reasonPhrase: "Use Identity Header", source: "RFC 8224", class: "request failure" },
  429: { reasonPhrase: "Provide Referrer Identity", source: "RFC 3892", class: "request failure" },
  430: { reasonPhrase: "Flow Failed", source: "RFC 5626", class: "request failure" },
  433: { reasonPhrase: "Anonymity Disallowed", source: "RFC 5079", class: "request failure" },
  436: { reasonPhrase: "Bad Identity Info", source: "RFC 8224", class: "request failure" },
  437: { reasonPhrase: "Unsupported Credential", source: "RFC 8224", class: "request failure" },
  438: { reasonPhrase: "Invalid Identity Header", source: "RFC 8224", class: "request failure" },
  439: { reasonPhrase: "First Hop Lacks Outbound Support", source: "RFC 5626", class: "request failure" },
  440: { reasonPhrase: "Max-Breadth Exceeded", source: "RFC 5393", class: "request failure" },
  469: { reasonPhrase: "Bad Info Package", source: "RFC 6086", class: "request failure" },
  470: { reasonPhrase: "Consent Needed", source: "RFC 5360", class: "request failure" },
  480: { reasonPhrase: "Temporarily Unavailable", source: "RFC 3261 §21.4.18", class: "request failure" },
  481: {
    reasonPhrase: "Call/Transaction Does Not Exist",
    source: "RFC 3261 §21.4.19",
    class: "request failure",
  },
  482: { reasonPhrase: "Loop Detected", source: "RFC 3261 §21.4.20", class: "request failure" },
  483: { reasonPhrase: "Too Many Hops", source: "RFC 3261 §21.4.21", class: "request failure" },
  484: { reasonPhrase: "Address Incomplete", source: "RFC 3261 §21.4.22", class: "request failure" },
  485: { reasonPhrase: "Ambiguous", source: "RFC 3261 §21.4.23", class: "request failure" },
  486: { reasonPhrase: "Busy Here", source: "RFC 3261 §21.4.24", class: "request failure" },
  487: { reasonPhrase: "Request Terminated", source: "RFC 3261 §21.4.25", class: "request failure" },
  488: { reasonPhrase: "Not Acceptable Here", source: "RFC 3261 §21.4.26", class: "request failure" },
  489: { reasonPhrase: "Bad Event", source: "RFC 6665 §8.3.2", class: "request failure" },
  491: { reasonPhrase: "Request Pending", source: "RFC 3261 §21.4.27", class: "request failure" },
  493: { reasonPhrase: "Undecipherable", source: "RFC 3261 §21.4.28", class: "request failure" },
  494: { reasonPhrase: "Security Agreement Required", source: "RFC 3329", class: "request failure" },
  500: { reasonPhrase: "Server Internal Error", source: "RFC 3261 §21.5.1", class: "server failure" },
  501: { reasonPhrase: "Not Implemented", source: "RFC 3261 §21.5.2", class: "server failure" },
  502: { reasonPhrase: "Bad Gateway", source: "RFC 3261 §21.5.3", class: "server failure" },
  503: { reasonPhrase: "Service Unavailable", source: "RFC 3261 §21.5.4", class: "server failure" },
  504: { reasonPhrase: "Server Time-out", source: "RFC 3261 §21.5.5", class: "server failure" },
  505: { reasonPhrase: "Version Not Supported", source: "RFC 3261 §21.5.6", class: "server failure" },
  513: { reasonPhrase: "Message Too Large", source: "RFC 3261 §21.5.7", class: "server failure" },
  555: {
    reasonPhrase: "Push Notification Service Not Supported",
    source: "RFC 8599",
    class: "server failure",
  },
  580: { reasonPhrase: "Precondition Failure", source: "RFC 3312", class: "server failure" },
  600: { reasonPhrase: "Busy Everywhere", source: "RFC 3261 §21.6.1", class: "global failure" },
  603: { reasonPhrase: "Decline", source: "RFC 3261 §21.6.2", class: "global failure" },
  604: { reasonPhrase: "Does Not Exist Anywhere", source: "RFC 3261 §21.6.3", class: "global failure" },
  606: { reasonPhrase: "Not Acceptable", source: "RFC 3261 §21.6.4", class: "global failure" },
  607: { reasonPhrase: "Unwanted", source: "RFC 8197", class: "global failure" },
  608: { reasonPhrase: "Rejected", source: "RFC 8688", class: "global failure" },
} as const satisfies Record<number, ResponseCode>;

export type RegisteredCode = keyof typeof RESPONSE_CODES;

/** Codes that share a number with another meaning, or stand for a range. */
export const RESPONSE_VARIANTS = {
  none: { reasonPhrase: "Nothing came back", source: "RFC 3261 §17.1.1.2", class: "local" },
  "not told": { reasonPhrase: "Not told", source: "this report", class: "local" },
  "603+": {
    reasonPhrase: "Network Blocked",
    source: "ATIS-1000099, 47 CFR 64.1200",
    class: "global failure",
  },
  "9XX": { reasonPhrase: "Direction blocked", source: "platform call log", class: "local" },
} as const satisfies Record<string, ResponseCode>;

/** Responses to a request inside a dialog after which there is none (RFC 3261 §12.2.1.2). */
export function endsDialog(code: number): boolean {
  return code === 408 || code === 481;
}

/** The server asks for a login (RFC 3261 §22.2, §22.3): the request mostly comes again with one. */
export function isChallenge(code: number): boolean {
  return code === 401 || code === 407;
}

/** Our own codes for a call that was never sent. */
export function isLocalBlock(code: number): boolean {
  return code >= 900 && code <= 999;
}

export function isRegistered(code: number): code is RegisteredCode {
  return Object.hasOwn(RESPONSE_CODES, code);
}

/**
 * The registered code whose meaning an unknown code takes (RFC 3261 §8.1.3.2): 183 for a
 * provisional response, x00 of its class for a final one. 0 for what is no response code at all.
 */
export function registeredCodeFor(code: number): RegisteredCode {
  if (isRegistered(code)) return code;
  if (code > 100 && code < 200) return 183;
  const x00 = Math.floor(code / 100) * 100;
  return isRegistered(x00) ? x00 : 0;
}
