/**
 * The vocabulary of everything that can happen to one call, in the words of RFC 3261 and of the
 * platform's own call log (connect, kill, finish, blocked).
 */

export type EventKind =
  /** An INVITE without a To tag (RFC 3261 §13). One with credentials or a new target has a higher CSeq. */
  | "invite"
  /** Any response to an INVITE. Whether it is in-dialog follows from the CSeq of a `reinvite`. */
  | "response"
  /** A record says that it rang, by a ring time or in words, and shows no 18x. `reason`: its words that nobody picked up. */
  | "ringing"
  /** The log's own mark that the subscriber picked up. */
  | "connect"
  /** CANCEL of the initial INVITE (RFC 3261 §9). */
  | "cancel"
  | "bye"
  /** A final response to the BYE: the session was taken down completely (RFC 6076 §4.9). */
  | "bye-response"
  /** An ACK with a branch of its own: it answers a 2xx (RFC 3261 §17.1.1.3), whether or not that was seen. */
  | "ack"
  /**
   * A 2xx was sent again until nobody would have waited longer (RFC 3261 §13.3.1.4): no ACK was seen, or, `by` the
   * caller, it was sent and did not arrive.
   */
  | "unacknowledged"
  /** An INVITE inside the dialog (RFC 3261 §14): it has a To tag. */
  | "reinvite"
  /**
   * 481 or 408 to a request inside the dialog, other than a re-INVITE, or nothing at all to one that was sent
   * again and again: one side no longer knows the call.
   */
  | "dialog-lost"
  /**
   * No part of a call: a REGISTER (RFC 3261 §10) or its final response, which tell whether a gateway knows us, and
   * an OPTIONS outside any dialog (§11) or its response, which tell whether it is there. `code` 0 = the request.
   */
  | "registration"
  | "keepalive"
  /** A record says when the call was over, and not who ended it. */
  | "over"
  /** Ended by our own side, as the platform's call log marks it. */
  | "kill"
  /** Ended by the provider or the subscriber, as the platform's call log marks it. */
  | "finish"
  /** Never sent: the direction is not allowed on the gateway. `code` is our own 9XX. */
  | "blocked";

/** `tag:…` names the sender's From tag where one message alone cannot tell the side. */
export type Side = "caller" | "callee" | "" | `tag:${string}`;

export interface CallEvent {
  /**
   * Epoch microseconds; where the log does not say when, its place in the log, up to {@link LAST_PLACE}, or
   * {@link UNTIMED} where not even the order is known.
   */
  readonly at: number;
  readonly kind: EventKind;
  /** Status code of a response to an INVITE, REGISTER or OPTIONS, 9XX of a block; 0 for every other kind. */
  readonly code: number;
  /** Sequence number of the CSeq header, or the attempt's ordinal in logs without one; 0 = unknown. */
  readonly cseq: number;
  /** Who did it; of a response: who sent the request that it answers. */
  readonly by: Side;
  /** Reason phrase, or the text of a Reason header (RFC 3326); "" if none. */
  readonly reason: string;
  /** Q.850 cause of a Reason header or a column; 0 = none. */
  readonly q850: number;
}

export const UNTIMED = 0;

/** Below are places in a log that says no times: 1, 2, 3 … They tell the order of its events and no more. 11 days of 1970. */
export const LAST_PLACE = 1e12;

/** Whether a log says when. */
export function isTime(at: number): boolean {
  return at > LAST_PLACE;
}

/**
 * Where a response comes from: seen on the wire, told by a record, derived from another value, or
 * our own. The surest witness first; a segment stores the position, so only ever append.
 */
export const BASES = ["wire", "reported", "derived", "local"] as const;
export type Basis = (typeof BASES)[number];
