/** Why a record that is understood does not count, each with the sentence that the report shows. */
export const IGNORE_RULES = {
  "blank-line": "Empty line",
  comment: "Comment or header line",
  "not-sip": "Packet without SIP (media, DNS, ARP …)",
  encrypted: "Packet encrypted by TLS on the SIP port: its calls cannot be seen",
  "no-payload": "Packet without payload (TCP control, keep-alive)",
  "other-method": "SIP message that belongs to no call (REGISTER that was not refused, OPTIONS, SUBSCRIBE …)",
  "mid-call": "SIP message inside a call that says nothing about its outcome (PRACK, UPDATE, INFO …)",
  "part-of-message": "Segment or fragment counted with the message that it completes",
  repeated:
    "Repeats an earlier record of this file or belongs to its call (retransmission, duplicate line, another leg)",
  "other-record": "Record that is not a call",
} as const;

export type IgnoreRule = keyof typeof IGNORE_RULES;

/** What became of the records of a log: used, ignored by a rule or rejected; the three add up to the total. */
export interface RecordCounts {
  readonly total: number;
  readonly used: number;
  readonly ignored: Readonly<Partial<Record<IgnoreRule, number>>>;
  readonly rejected: number;
}

/** A record that could not be read. */
export interface RejectedRecord {
  /** Counts from 1; of a capture: the packet's number. */
  readonly line: number;
  readonly reason: string;
}

export function ignoredRecords({ ignored }: Pick<RecordCounts, "ignored">): number {
  return Object.values(ignored).reduce((sum, count) => sum + count, 0);
}

/** Stands for words beyond those that are kept. */
export const OTHER_WORDS = "(other words)";
