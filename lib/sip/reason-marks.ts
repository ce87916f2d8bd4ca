/**
 * Words in a reason phrase or in the text of a Reason header that change what a code means.
 * Compared in lower case, with "_" as a space.
 */

/** Each is a text in its own words, one beside the other, or one word, or pair of words, out of each of several sets in any order. */
type Marks = readonly (string | readonly (readonly string[])[])[];

/** 603+ and its Reason header (ATIS-1000099: "v=analytics1;url=…"). */
const NETWORK_BLOCK_MARKS: Marks = ["network blocked", "v=analytics", "603+", "call blocked by analytics"];

/** RFC 3326 §3.1: the text in the CANCEL to the phones that lost the race. */
const ELSEWHERE_MARKS: Marks = [
  "completed elsewhere",
  "answered elsewhere",
  "picked up elsewhere",
  // FreeSWITCH: another branch of the call, or somebody who picked it up (switch_types.h).
  "lose race",
  "picked off",
];

/** How providers word a limit of calls per second: it is kept by dialling more slowly, not by more channels. */
const RATE_MARKS: Marks = [
  "cps",
  "per second",
  "call rate",
  "rate limit",
  "rate exceeded",
  "too fast",
  "throttled",
  "throttling",
  "too many requests",
  [
    ["rate"],
    ["call", "calls", "dial", "dialing", "dialling", "setup", "attempt", "attempts", "invite", "invites"],
  ],
];

/** As a failure with a Retry-After header is told, and as providers word it. */
const RETRY_MARKS: Marks = ["retry-after", "retry after", "overload", "overloaded"];

/** What a call needs one of. */
const LINES = [
  "channel",
  "channels",
  "circuit",
  "circuits",
  "line",
  "lines",
  "port",
  "ports",
  "trunk",
  "trunks",
];

/** How providers word a limit of concurrent calls (jambonz, DIDWW, Zapappi): what is limited, and that it is used up. */
const LIMIT_MARKS: Marks = [
  "limit exceeded",
  "limit reached",
  "over capacity",
  [
    [
      "call",
      "calls",
      "channel",
      "channels",
      "session",
      "sessions",
      "line",
      "lines",
      "port",
      "ports",
      "circuit",
      "circuits",
      "concurrent",
      "simultaneous",
      "capacity",
    ],
    [
      "limit",
      "limits",
      "max",
      "maximum",
      "exceeded",
      "exceeds",
      "reached",
      "exhausted",
      "full",
      "many",
      "cap",
      "quota",
      "allowance",
      "threshold",
    ],
  ],
  [["no", "not"], LINES, ["available", "free", "left", "more", "enough"]],
  [["all"], LINES, ["busy", "used", "use"]],
  "concurrency",
];

/** How providers word that nothing is paid for (SIP.US, DIDWW). */
const BALANCE_MARKS: Marks = [
  "balance",
  "credit",
  "credits",
  "funds",
  "prepaid",
  "money",
  "unpaid",
  "top up",
  "account suspended",
  "account disabled",
  "account expired",
];

/** How providers word that they do not take the number that we show. */
const CALLER_MARKS: Marks = [
  [
    [
      "caller",
      "callerid",
      "cli",
      "clid",
      "ani",
      "originator",
      "anumber",
      "from number",
      "your number",
      "calling number",
      "calling party",
      "source number",
      "originating number",
    ],
    [
      "blocked",
      "blacklisted",
      "blacklist",
      "barred",
      "banned",
      "denied",
      "invalid",
      "missing",
      "verified",
      "unauthorized",
      "unauthorised",
      "unverified",
      "unknown",
      "allowed",
      "authorized",
      "authorised",
      "permitted",
      "rejected",
      "spoofed",
      "whitelisted",
      "whitelist",
      "owned",
      "assigned",
      "belong",
      "registered",
    ],
  ],
  "a-number",
];

/** How registrars and providers word that a login is missing. */
const UNREGISTERED_MARKS: Marks = [
  "unregistered",
  "password",
  "bad credentials",
  "invalid credentials",
  "authentication failed",
  "not authenticated",
  [
    ["not", "no", "never"],
    ["registered", "registration"],
  ],
  [
    ["registration", "register"],
    ["required", "expired", "missing", "first"],
  ],
];

/** How the called side is named, of whom it may be said as well that it is not registered. */
const CALLED_MARKS: Marks = [
  "called",
  "callee",
  "subscriber",
  "mobile",
  "destination",
  "recipient",
  "b-number",
];

/** How servers word that the request got no further behind them. */
const ONWARD_MARKS: Marks = [
  "upstream",
  "downstream",
  "carrier",
  "remote",
  "next hop",
  "vendor",
  "terminating",
];

/** How servers word a request that could not be sent (RFC 3261 §8.1.3.1: counts as 503). */
const TRANSPORT_MARKS: Marks = [
  "transport error",
  "connection refused",
  "host unreachable",
  "network unreachable",
  "gateway down",
  "invalid gateway",
  "no route to host",
  "not sent to any trunk",
  "dns resolution failed",
  "dns error",
  "dns failure",
];

const MAX_REMEMBERED = 1_000;
/** A longer reason hardly comes again. */
const MAX_LENGTH = 128;

/** What reasons can name; a reason is looked through once for all of them. */
const MARKS: readonly Marks[] = [
  NETWORK_BLOCK_MARKS,
  ELSEWHERE_MARKS,
  RATE_MARKS,
  RETRY_MARKS,
  LIMIT_MARKS,
  BALANCE_MARKS,
  CALLER_MARKS,
  UNREGISTERED_MARKS,
  TRANSPORT_MARKS,
  CALLED_MARKS,
  ONWARD_MARKS,
];

const known = new Map<string, number>();
let lastReason = "";
let lastNamed = 0;

/** A bit for each row of {@link MARKS}. Reasons repeat from call to call, and several rules ask about one. */
function namedIn(reason: string): number {
  if (reason === "") return 0;
  if (reason === lastReason) return lastNamed;
  let named = reason.length > MAX_LENGTH ? undefined : known.get(reason);
  if (named === undefined) {
    named = lookedThrough(reason);
    if (known.size >= MAX_REMEMBERED) known.clear();
    if (reason.length <= MAX_LENGTH) known.set(reason, named);
  }
  lastReason = reason;
  lastNamed = named;
  return named;
}

function lookedThrough(reason: string): number {
  const text = reason.toLowerCase().replaceAll("_", " ");
  const inOrder = text.split(/[^a-z0-9]+/);
  const words = new Set([...inOrder, ...inOrder.slice(1).map((word, i) => `${inOrder[i]} ${word}`)]);
  return MARKS.reduce((bits, marks, i) => (isNamed(marks, text, words) ? bits | (1 << i) : bits), 0);
}

function isNamed(marks: Marks, text: string, words: ReadonlySet<string>): boolean {
  return marks.some((mark) => {
    if (typeof mark !== "string") return mark.every((set) => set.some((word) => words.has(word)));
    return isOneWord(mark) ? words.has(mark) : text.includes(mark);
  });
}

function isOneWord(mark: string): boolean {
  return /^[a-z]+$/.test(mark);
}

function naming(marks: Marks): (reason: string) => boolean {
  const bit = 1 << MARKS.indexOf(marks);
  return (reason) => (namedIn(reason) & bit) !== 0;
}

/** Whether any of the below may be true. */
export function namesSomething(reason: string): boolean {
  return namedIn(reason) !== 0;
}

const namesCalledSide = naming(CALLED_MARKS);
const namesOnwardRoute = naming(ONWARD_MARKS);
const namesMissingLogin = naming(UNREGISTERED_MARKS);
const namesSendingError = naming(TRANSPORT_MARKS);

export const isNetworkBlock = naming(NETWORK_BLOCK_MARKS);
export const isAnsweredElsewhere = naming(ELSEWHERE_MARKS);
export const namesCallRate = naming(RATE_MARKS);
export const namesChannelLimit = naming(LIMIT_MARKS);
export const namesBalance = naming(BALANCE_MARKS);
export const namesCaller = naming(CALLER_MARKS);
/** Ours, and not that of the phone that was called. */
export function namesRegistration(reason: string): boolean {
  return namesMissingLogin(reason) && !namesCalledSide(reason);
}
/** Our own, and not that of a server behind the provider. */
export function namesTransportError(reason: string): boolean {
  return namesSendingError(reason) && !namesOnwardRoute(reason);
}
/** A server that says when to try again (Retry-After, RFC 3261 §20.33). */
export const namesRetryTime = naming(RETRY_MARKS);
