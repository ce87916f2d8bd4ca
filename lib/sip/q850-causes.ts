/** Causes that the telephone network behind a gateway gives (ITU-T Q.850), and how RFC 3398 maps them to SIP. */
export interface Q850Cause {
  readonly name: string;
  /** In plain words. */
  readonly meaning: string;
}

export const Q850_CAUSES = {
  1: { name: "Unallocated (unassigned) number", meaning: "The number is not assigned to anyone" },
  2: {
    name: "No route to specified transit network",
    meaning: "The transit network that was asked for cannot be reached",
  },
  3: { name: "No route to destination", meaning: "The network has no way to this number" },
  4: {
    name: "Send special information tone",
    meaning: "The number can never be reached; a tone says so",
  },
  5: { name: "Misdialled trunk prefix", meaning: "A trunk prefix was dialled that does not belong there" },
  6: { name: "Channel unacceptable", meaning: "The channel that was offered cannot be used" },
  7: {
    name: "Call awarded and being delivered in an established channel",
    meaning: "The call was put on a channel that already carries one",
  },
  8: { name: "Preemption", meaning: "A more important call took the channel" },
  9: {
    name: "Preemption, circuit reserved for reuse",
    meaning: "A more important call took the channel and keeps it",
  },
  14: { name: "Query on ported number", meaning: "The number was ported: ask where it is now" },
  16: { name: "Normal call clearing", meaning: "Somebody hung up" },
  17: { name: "User busy", meaning: "The line is engaged" },
  18: { name: "No user responding", meaning: "The phone did not react in time" },
  19: { name: "No answer from user (user alerted)", meaning: "It rang and nobody picked up" },
  20: { name: "Subscriber absent", meaning: "The mobile is off or out of coverage" },
  21: { name: "Call rejected", meaning: "The called side, or a service in front of it, refused the call" },
  22: { name: "Number changed", meaning: "The subscriber has another number now" },
  23: { name: "Redirection to new destination", meaning: "The call is sent on to another number" },
  25: { name: "Exchange routing error", meaning: "The call went round in circles between exchanges" },
  26: { name: "Non-selected user clearing", meaning: "Another phone took the call" },
  27: { name: "Destination out of order", meaning: "The line or the equipment behind it does not work" },
  28: {
    name: "Invalid number format (address incomplete)",
    meaning: "Digits are missing, or the format is not known",
  },
  29: { name: "Facility rejected", meaning: "A supplementary service was refused" },
  30: { name: "Response to STATUS ENQUIRY", meaning: "An answer to a status question, not an end" },
  31: { name: "Normal, unspecified", meaning: "Ended normally, without a reason" },
  34: { name: "No circuit/channel available", meaning: "Every channel is in use" },
  38: { name: "Network out of order", meaning: "The network does not work, and will not for a while" },
  39: {
    name: "Permanent frame mode connection out of service",
    meaning: "A fixed data connection is out of service",
  },
  40: { name: "Permanent frame mode connection operational", meaning: "A fixed data connection works" },
  41: { name: "Temporary failure", meaning: "The network failed for a moment: another try may work" },
  42: { name: "Switching equipment congestion", meaning: "An exchange has too much to do" },
  43: {
    name: "Access information discarded",
    meaning: "Information on the way to the subscriber was dropped",
  },
  44: {
    name: "Requested circuit/channel not available",
    meaning: "The other side cannot give the channel that was asked for",
  },
  46: {
    name: "Precedence call blocked",
    meaning: "A call with precedence found nothing that it could displace",
  },
  47: { name: "Resource unavailable, unspecified", meaning: "Something that the call needs is in use" },
  49: { name: "Quality of service not available", meaning: "The quality that was asked for cannot be given" },
  50: { name: "Requested facility not subscribed", meaning: "The service is not part of the contract" },
  53: {
    name: "Outgoing calls barred within CUG",
    meaning: "The closed user group does not allow outgoing calls",
  },
  55: {
    name: "Incoming calls barred within CUG",
    meaning: "The closed user group does not allow incoming calls",
  },
  57: { name: "Bearer capability not authorized", meaning: "The subscriber may not use this kind of call" },
  58: {
    name: "Bearer capability not presently available",
    meaning: "This kind of call cannot be carried now",
  },
  62: {
    name: "Inconsistency in access information and subscriber class",
    meaning: "What was asked for does not fit the kind of subscriber",
  },
  63: {
    name: "Service or option not available, unspecified",
    meaning: "A service that was asked for is missing",
  },
  65: { name: "Bearer capability not implemented", meaning: "The other side cannot do this kind of call" },
  66: { name: "Channel type not implemented", meaning: "The other side does not know this kind of channel" },
  69: { name: "Requested facility not implemented", meaning: "The other side does not know this service" },
  70: {
    name: "Only restricted digital information bearer capability is available",
    meaning: "Only a restricted digital connection is available",
  },
  79: {
    name: "Service or option not implemented, unspecified",
    meaning: "The other side cannot do what was asked for",
  },
  81: { name: "Invalid call reference value", meaning: "The other side does not know this call" },
  82: { name: "Identified channel does not exist", meaning: "The channel does not exist on the other side" },
  83: {
    name: "A suspended call exists, but this call identity does not",
    meaning: "No call is parked under this name",
  },
  84: { name: "Call identity in use", meaning: "Another call is parked under this name" },
  85: { name: "No call suspended", meaning: "No call is parked" },
  86: {
    name: "Call having the requested call identity has been cleared",
    meaning: "The parked call has ended",
  },
  87: { name: "User not member of CUG", meaning: "The subscriber is not in the closed user group" },
  88: {
    name: "Incompatible destination",
    meaning: "The subscriber's equipment cannot take this kind of call",
  },
  90: { name: "Non-existent CUG", meaning: "The closed user group does not exist" },
  91: { name: "Invalid transit network selection", meaning: "The transit network was named in a wrong way" },
  95: { name: "Invalid message, unspecified", meaning: "A signalling message made no sense" },
  96: { name: "Mandatory information element is missing", meaning: "A signalling message lacks a field" },
  97: {
    name: "Message type non-existent or not implemented",
    meaning: "A signalling message of an unknown type came",
  },
  98: {
    name: "Message not compatible with call state",
    meaning: "A signalling message came at the wrong moment",
  },
  99: {
    name: "Information element or parameter non-existent or not implemented",
    meaning: "A signalling message has an unknown field",
  },
  100: { name: "Invalid information element contents", meaning: "A field of a signalling message is wrong" },
  101: {
    name: "Message not compatible with call state (protocol)",
    meaning: "A signalling message came in the wrong state",
  },
  102: { name: "Recovery on timer expiry", meaning: "A timer ran out: the other side did not react" },
  103: {
    name: "Parameter non-existent or not implemented, passed on",
    meaning: "An unknown field was passed on",
  },
  110: {
    name: "Message with unrecognized parameter, discarded",
    meaning: "A message with an unknown field was dropped",
  },
  111: { name: "Protocol error, unspecified", meaning: "The signalling of the two sides does not fit" },
  127: {
    name: "Interworking, unspecified",
    meaning: "The call crossed a network that does not say why it ended",
  },
} as const satisfies Record<number, Q850Cause>;

export function q850Cause(cause: number): Q850Cause | null {
  return Object.hasOwn(Q850_CAUSES, cause) ? Q850_CAUSES[cause as keyof typeof Q850_CAUSES] : null;
}

// The two tables of RFC 3398 follow. Vendors differ from them, so a mapped value is marked as derived
// wherever it is shown, and never stands in silently for one that was received.

/** Q.850 cause to the response that a gateway sends (RFC 3398 §7.2.4.1). */
const SIP_OF_Q850: Readonly<Record<number, number>> = {
  1: 404,
  2: 404,
  3: 404,
  17: 486,
  18: 408,
  19: 480,
  20: 480,
  21: 403,
  22: 410,
  23: 410,
  26: 404,
  27: 502,
  28: 484,
  29: 501,
  31: 480,
  34: 503,
  38: 503,
  41: 503,
  42: 503,
  47: 503,
  55: 403,
  57: 403,
  58: 503,
  65: 488,
  70: 488,
  79: 501,
  87: 403,
  88: 503,
  102: 504,
  111: 500,
  127: 500,
};

/** Response to the cause that a gateway sends into the telephone network (RFC 3398 §8.2.6.1). */
const Q850_OF_SIP: Readonly<Record<number, number>> = {
  400: 41,
  401: 21,
  402: 21,
  403: 21,
  404: 1,
  405: 63,
  406: 79,
  407: 21,
  408: 102,
  410: 22,
  413: 127,
  414: 127,
  415: 79,
  416: 127,
  420: 127,
  421: 127,
  423: 127,
  480: 18,
  481: 41,
  482: 25,
  483: 25,
  484: 28,
  485: 1,
  486: 17,
  488: 31,
  606: 31,
  500: 41,
  501: 79,
  502: 38,
  503: 41,
  504: 102,
  505: 127,
  513: 127,
  600: 17,
  603: 21,
  604: 1,
};

/** Causes that end a call in the ordinary way, so no response stands for them: 16 becomes a BYE or a CANCEL. */
const NO_RESPONSE_FOR = new Set([16, 44]);

/** Where the cause came from: a rejection by the user is 603, one by the network 403 (RFC 3398 §7.2.4.1). */
export type CauseLocation = "user" | "network";

/** The response that RFC 3398 gives for a cause, or null where it gives none (16, 44). Unlisted causes are 500. */
export function sipOfQ850(cause: number, location: CauseLocation = "network"): number | null {
  if (NO_RESPONSE_FOR.has(cause)) return null;
  if (cause === 21 && location === "user") return 603;
  return SIP_OF_Q850[cause] ?? 500;
}

/** The cause in the value of a Reason header (RFC 3326 §2: "Q.850;cause=17"), wherever it stands in a text; 0 = none. */
export function q850InText(text: string): number {
  const cause = /\bQ\.?850\s*;(?:[^;,]*;)*?\s*cause\s*=\s*"?(\d{1,3})\b/i.exec(text)?.[1];
  return cause === undefined || Number(cause) > 127 ? 0 : Number(cause);
}

/** 16, 31 and 127 say that a call ended, and not why (Q.850: normal clearing, normal unspecified, interworking). */
export function isInformative(cause: number): boolean {
  return cause > 0 && cause !== 16 && cause !== 31 && cause !== 127;
}

/** The cause that RFC 3398 gives for a final failure response; null for 487 and for what is no failure. */
export function q850OfSip(code: number): number | null {
  if (code < 400 || code > 699 || code === 487) return null;
  return Q850_OF_SIP[code] ?? 31;
}
