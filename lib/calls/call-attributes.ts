/** Which way a call went, seen from us. */
export type CallDirection = "outbound" | "inbound" | "internal";

/** What a log says about a call as a whole, besides its events. Absent = the log does not say. */
export interface CallAttributes {
  from?: string;
  to?: string;
  agent?: string;
  direction?: CallDirection;
  /** Milliseconds that a record reports itself, where its events carry no times. */
  reportedRequestDelayMs?: number;
  reportedRingMs?: number;
  reportedTalkMs?: number;
}

type AttributeKind = "text" | "direction" | "duration";

/** How each attribute is bounded and merged. How it is stored is for `store/segment-codec.ts` to say. */
const KINDS = {
  from: "text",
  to: "text",
  agent: "text",
  direction: "direction",
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
