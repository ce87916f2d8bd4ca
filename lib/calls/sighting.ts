import type { Basis, CallEvent } from "../sip/call-event.ts";
import type { CallAttributes } from "./call-attributes.ts";

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
  readonly events: readonly CallEvent[];
  readonly attributes: Readonly<CallAttributes>;
}
