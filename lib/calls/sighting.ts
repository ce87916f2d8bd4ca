import type { Basis, CallEvent, Side } from "../sip/call-event.ts";
import type { CallAttributes } from "./call-attributes.ts";

/**
 * - `ack` of an INVITE
 * - `prack` of a provisional response (RFC 3262)
 * - `cancelled`: a CANCEL was accepted
 * - `asked`, `answered` a request inside the dialog that asks whether the other side still knows the call,
 *   such as an UPDATE (RFC 4028), and the response to it
 */
export interface Aside {
  readonly what: "ack" | "prack" | "cancelled" | "asked" | "answered";
  readonly at: number;
  readonly cseq: number;
  readonly by: Side;
}

/**
 * What one record of a log (a line, a row, a SIP message) tells about one call: the unit that
 * readers hand over. A record that describes a whole call carries several events.
 */
export interface Sighting {
  /** Call-ID, else the provider's record id, else "row:" and a hash of the normalised row. */
  readonly callId: string;
  /** Where it was seen: "address:port|address:port" in sorted order on the wire, else the kind of log. */
  readonly hop: string;
  readonly basis: Basis;
  /** The record describes a finished call: nothing about it is still to come. */
  readonly whole: boolean;
  /** The log is written while calls go on: what it does not show until a later record did not come. */
  readonly live: boolean;
  /** From tag of the initial INVITE where this record shows it, else "". */
  readonly callerTag: string;
  /** "address:port" of the sender of the initial INVITE where this record shows it, else "". */
  readonly callerAddress: string;
  /** "address:port" of who received the message, "" where the log does not show it. */
  readonly heardAt: string;
  /** Name of the gateway of the attempt that the record describes; "" where it names none. */
  readonly gateway: string;
  /** Names the transaction of a message: the branch of its first Via header (RFC 3261 §17.1.3, §17.2.3); 0 = not known, absent = no message. */
  readonly branch?: number;
  /** To tag of a 2xx or BYE: which of the dialogs of a fork it is about (RFC 3261 §12); absent elsewhere. */
  readonly toTag?: string;
  /** What the message says of a call that is known already, besides {@link events}; of another call it says nothing. */
  readonly aside?: Aside;
  readonly events: readonly CallEvent[];
  readonly attributes: Readonly<CallAttributes>;
}

/** What became of a sighting. "mid-call": it says nothing that a call keeps. */
export type Added = "news" | "repeated" | "mid-call" | "other-method";
