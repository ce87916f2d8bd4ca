/**
 * Words in a reason phrase or in the text of a Reason header that change what a code means.
 * Compared in lower case.
 */

/** 603+ and its Reason header (ATIS-1000099: "v=analytics1;url=…"). */
const NETWORK_BLOCK_MARKS = ["network blocked", "v=analytics", "603+", "call blocked by analytics"];

/** RFC 3326 §3.1: the text in the CANCEL to the phones that lost the race. */
const ELSEWHERE_MARKS = [
  "completed elsewhere",
  "answered elsewhere",
  "picked up elsewhere",
  // FreeSWITCH: another branch of the call, or somebody who picked it up (switch_types.h).
  "lose_race",
  "picked_off",
];

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
const TRANSPORT_MARKS = [
  "transport error",
  "connection refused",
  "host unreachable",
  "network unreachable",
  "gateway_down",
  "gateway down",
];

const MAX_REMEMBERED = 1_000;
/** A longer reason hardly comes again. */
const MAX_LENGTH = 128;

/** Reasons repeat from call to call: each is looked through once. */
function naming(marks: readonly string[]): (reason: string) => boolean {
  const known = new Map<string, boolean>();
  const names = (reason: string): boolean => {
    const text = reason.toLowerCase();
    return marks.some((mark) => text.includes(mark));
  };
  return (reason) => {
    if (reason === "") return false;
    if (reason.length > MAX_LENGTH) return names(reason);
    let isNamed = known.get(reason);
    if (isNamed === undefined) {
      isNamed = names(reason);
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(reason, isNamed);
    }
    return isNamed;
  };
}

export const isNetworkBlock = naming(NETWORK_BLOCK_MARKS);
export const isAnsweredElsewhere = naming(ELSEWHERE_MARKS);
export const namesChannelLimit = naming(LIMIT_MARKS);
export const namesTransportError = naming(TRANSPORT_MARKS);
