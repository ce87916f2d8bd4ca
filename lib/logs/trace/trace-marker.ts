/** What the heading of a message says. */
export interface TraceHeading {
  readonly marker: Marker;
  /** As written, or with dashes in its date; "" if the heading has none. */
  time: string;
  /** Ends of the hop, "" where the trace does not show one. */
  from: string;
  to: string;
}

/**
 * How one tool heads the messages that it traces. The pattern and the second one name what they
 * find: `time`, `from`, `to` where both ends are shown, or `sent` or `received` and `remote` where
 * the tool itself is one of them.
 */
export interface Marker {
  /** Kind of log; it stands for the tool's own end where the trace does not show that. */
  readonly id: string;
  readonly title: string;
  /** Every heading begins with one of these characters; not given where a log's prefix may stand before it. */
  readonly begins?: string;
  /** Every heading contains it. */
  readonly word: string;
  readonly pattern: RegExp;
  /** A further line of the heading, where there is one. */
  readonly second?: RegExp;
  /** Line that ends a message. */
  readonly end?: RegExp;
  /** All lines up to the next heading belong to this one: it heads a packet, whatever that carries. */
  readonly headsPackets?: boolean;
  /** A CR before the line's end is shown as a dot. */
  readonly showsCrAsDot?: boolean;
  /** The bytes of the packet's headers may stand before a message, in its first line. */
  readonly showsPacketHeaders?: boolean;
  /** The port stands behind a dot: "10.0.0.1.5060". */
  readonly showsPortAfterDot?: boolean;
  /** Lines of the console's own log may stand within a message. */
  readonly hasConsoleLines?: boolean;
  /** The tool traces nothing but SIP: its heading alone tells what the log is. */
  readonly isSipOnly?: boolean;
}
