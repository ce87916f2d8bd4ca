import type { CallEvent } from "../call-event.ts";
import type { CallReading } from "./call-reading.ts";
import { sideOf } from "./sides.ts";

/** What the requests of a call tell about all of its responses. */
export interface Requests {
  readonly callerTag: string;
  readonly lastInviteCseq: number;
  readonly reinvited: boolean;
  readonly events: readonly CallEvent[];
}

export function requestsOf(events: readonly CallEvent[], knownTag: string): Requests {
  let callerTag = knownTag;
  let lastInviteCseq = 0;
  let reinvited = false;
  for (const { kind, cseq, code, by } of events) {
    if (kind === "invite") lastInviteCseq = Math.max(lastInviteCseq, cseq);
    else if (kind === "reinvite") reinvited = true;
    // Where the INVITE is in no file: only an initial INVITE rings, so whoever receives the ringing is the caller.
    else if (callerTag === "" && code >= 180 && code <= 183 && by.startsWith("tag:")) callerTag = by.slice(4);
  }
  return { callerTag, lastInviteCseq, reinvited, events };
}

/** Whether a response answers a request inside the dialog, and so says nothing about how the call was set up. */
export function isInDialog(
  response: CallEvent,
  { answer, connect, whole }: CallReading,
  { callerTag, lastInviteCseq, reinvited, events }: Requests,
): boolean {
  if (response.by !== "" && sideOf(response.by, callerTag) === "callee") return true;
  if (reinvited && response.cseq > 0 && answersReinvite(events, response)) return true;
  if (answer && answer.cseq > 0 && response.cseq > Math.max(answer.cseq, lastInviteCseq)) return true;
  // Logs that mark the answer do not name methods: what fails after it is not the INVITE.
  return connect !== null && !whole && response.code >= 300;
}

/** A response carries the CSeq of its request (RFC 3261 §8.2.6.2); both sides count on their own. */
function answersReinvite(events: readonly CallEvent[], response: CallEvent): boolean {
  let found = false;
  for (const event of events) {
    if (event.cseq !== response.cseq) continue;
    if (event.kind === "invite") return false;
    if (event.kind === "reinvite" && (event.by === response.by || event.by === "" || response.by === ""))
      found = true;
  }
  return found;
}
