/** Which way a call went, seen from us. */
export type CallDirection = "outbound" | "inbound" | "internal";

/** Who or what picked up, where a log tells; of several the first: an IVR may hand over to a person. */
export const PICKED_UP_BY = ["person", "machine", "voicemail", "queue", "ivr"] as const;
export type PickedUpBy = (typeof PICKED_UP_BY)[number];

/** What a log says about a call as a whole, besides its events. Absent = the log does not say. */
export interface CallAttributes {
  from?: string;
  to?: string;
  agent?: string;
  direction?: CallDirection;
  pickedUpBy?: PickedUpBy;
  /** The caller names itself as a program that searches for open servers. */
  scanner?: true;
  /** An id that the legs of a call through an exchange share, or the Call-ID of another of them. */
  link?: string;
  /** Milliseconds that a record reports itself, where its events carry no times. */
  reportedRequestDelayMs?: number;
  reportedRingMs?: number;
  reportedTalkMs?: number;
}

type AttributeKind = "text" | "word" | "mark" | "duration";

/** How each attribute is bounded and merged. How it is stored is for `store/segment-codec.ts` to say. */
const KINDS = {
  from: "text",
  to: "text",
  agent: "text",
  link: "text",
  direction: "word",
  pickedUpBy: "word",
  scanner: "mark",
  reportedRequestDelayMs: "duration",
  reportedRingMs: "duration",
  reportedTalkMs: "duration",
} as const satisfies Record<keyof CallAttributes, AttributeKind>;

type AttributeOf<Kind extends AttributeKind> = {
  [Name in keyof typeof KINDS]: (typeof KINDS)[Name] extends Kind ? Name : never;
}[keyof typeof KINDS];

export type TextAttribute = AttributeOf<"text">;
export type DurationAttribute = AttributeOf<"duration">;

function namesOf<Kind extends AttributeKind>(kind: Kind): readonly AttributeOf<Kind>[] {
  const names = Object.keys(KINDS) as (keyof typeof KINDS)[];
  return names.filter((name): name is AttributeOf<Kind> => KINDS[name] === kind);
}

export const TEXT_ATTRIBUTES = namesOf("text");
/** In milliseconds. */
export const DURATION_ATTRIBUTES = namesOf("duration");
