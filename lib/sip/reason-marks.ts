/**
 * Words in a reason phrase or in the text of a Reason header that change what a code means.
 * Compared in lower case.
 */

/** 603+ and its Reason header (ATIS-1000099: "v=analytics1;url=…"). */
const NETWORK_BLOCK_MARKS = ["network blocked", "v=analytics", "603+", "call blocked by analytics"];

/** RFC 3326 §3.1: the text in the CANCEL to the phones that lost the race. */
const ELSEWHERE_MARKS = ["completed elsewhere", "answered elsewhere"];

/** How providers word a limit of concurrent calls (jambonz, DIDWW, Zapappi). */
const LIMIT_MARKS = [
  "limit exceeded",
  "limit reached",
  "too many calls",
  "max calls",
  "maximum calls",
  "no free channel",
  "no channel available",
  "capacity exceeded",
];

/** How servers word a request that could not be sent (RFC 3261 §8.1.3.1: counts as 503). */
const TRANSPORT_MARKS = ["transport error", "connection refused", "host unreachable", "network unreachable"];

function has(reason: string, marks: readonly string[]): boolean {
  if (reason === "") return false;
  const text = reason.toLowerCase();
  for (const mark of marks) if (text.includes(mark)) return true;
  return false;
}

export const isNetworkBlock = (reason: string): boolean => has(reason, NETWORK_BLOCK_MARKS);
export const isAnsweredElsewhere = (reason: string): boolean => has(reason, ELSEWHERE_MARKS);
export const namesChannelLimit = (reason: string): boolean => has(reason, LIMIT_MARKS);
export const namesTransportError = (reason: string): boolean => has(reason, TRANSPORT_MARKS);
