import { deflateRawSync, inflateRawSync } from "node:zlib";
import type {
  CallAttributes,
  DurationAttribute,
  PickedUpBy,
  TextAttribute,
} from "../calls/call-attributes.ts";
import type { Leg, Observation } from "../calls/observation.ts";
import { BASES, type CallEvent, type EventKind, type Side, UNTIMED } from "../sip/call-event.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";

/*
 * A segment is: version byte, then deflated: base time, source, number of observations, the
 * observations. Texts are written once per segment and referred to by number; times are
 * differences to the one before; so a call costs a few dozen bytes.
 */

/**
 * Version 2 added {@link Leg.silentUntil} and the events "ringing" and "dialog-lost", version 3 who picked up, marks,
 * links, and the events "ack", "unacknowledged" and "registration", version 4 the events "keepalive" and "over". An older segment never has the bits of what came later, and is read by the same code.
 */
const VERSION = 4;
const READABLE: ReadonlySet<number | undefined> = new Set([1, 2, 3, 4]);

/** The order is the stored meaning: only ever append. */
const KINDS = inOrder<EventKind>({
  invite: 0,
  response: 1,
  connect: 2,
  cancel: 3,
  bye: 4,
  "bye-response": 5,
  reinvite: 6,
  kill: 7,
  finish: 8,
  blocked: 9,
  ringing: 10,
  "dialog-lost": 11,
  ack: 12,
  unacknowledged: 13,
  registration: 14,
  keepalive: 15,
  over: 16,
});
const DIRECTIONS = ["", "outbound", "inbound", "internal"] as const;

/** Where all versions store these attributes. One more here would be misread in stored segments: it needs a bit of its own. */
const TEXT_ATTRIBUTES = inOrder<Exclude<TextAttribute, "link">>({ from: 0, to: 1, agent: 2 });
const DURATION_ATTRIBUTES = inOrder<DurationAttribute>({
  reportedRequestDelayMs: 0,
  reportedRingMs: 1,
  reportedTalkMs: 2,
});

/** Bits of the number that says what else there is: two for the direction, then one for each duration. */
const IS_SCANNER = 32;
/** Three bits: 0 = not told, else one more than the position in {@link PICKERS}. */
const PICKER = 64;
const HAS_LINK = 512;
/** The order is the stored meaning: only ever append. */
const PICKERS: readonly PickedUpBy[] = ["person", "machine", "voicemail", "queue", "ivr"];

function inOrder<Name extends string>(positions: Readonly<Record<Name, number>>): readonly Name[] {
  return (Object.keys(positions) as Name[]).sort((a, b) => positions[a] - positions[b]);
}

/** Packs observations of one source. `raw` is what the digest of an hour is made of. */
export function packSegment(observations: readonly Observation[]): { packed: Uint8Array; raw: Uint8Array } {
  const out = new ByteWriter();
  const source = observations[0]?.source ?? "";
  let clock = firstTime(observations);
  out.unsigned(clock);
  out.text(source);
  out.unsigned(observations.length);
  for (const observation of observations) clock = writeObservation(out, observation, clock);
  const raw = out.bytes();
  const body = deflateRawSync(raw, { level: 6 });
  const packed = new Uint8Array(body.length + 1);
  packed[0] = VERSION;
  packed.set(body, 1);
  return { packed, raw };
}

/** @throws {RangeError} if the segment was written by a newer version or is damaged. */
export function unpackSegment(packed: Uint8Array): Observation[] {
  if (!READABLE.has(packed[0]))
    throw new RangeError(`Cannot unpack segment: version ${packed[0]} is not known`);
  const from = new ByteReader(inflateRawSync(packed.subarray(1)));
  let clock = from.unsigned();
  const source = from.text();
  const count = from.unsigned();
  const observations: Observation[] = [];
  for (let i = 0; i < count; i++) {
    const [observation, time] = readObservation(from, source, clock);
    observations.push(observation);
    clock = time;
  }
  return observations;
}

function firstTime(observations: readonly Observation[]): number {
  for (const event of observations[0]?.legs[0]?.events ?? []) if (event.at !== UNTIMED) return event.at;
  return 0;
}

function writeObservation(out: ByteWriter, observation: Observation, clock: number): number {
  out.freshText(observation.callId);
  writeAttributes(out, observation.attributes);
  out.unsigned(observation.legs.length);
  let time = clock;
  for (const leg of observation.legs) time = writeLeg(out, leg, time);
  return time;
}

function readObservation(from: ByteReader, source: string, clock: number): [Observation, number] {
  const callId = from.freshText();
  const attributes = readAttributes(from);
  const legs: Leg[] = [];
  let time = clock;
  for (let left = from.unsigned(); left > 0; left--) {
    const [leg, after] = readLeg(from, time);
    legs.push(leg);
    time = after;
  }
  return [{ source, callId, attributes, legs }, time];
}

function writeAttributes(out: ByteWriter, attributes: Observation["attributes"]): void {
  for (const name of TEXT_ATTRIBUTES) out.text(attributes[name] ?? "");
  let present = DIRECTIONS.indexOf(attributes.direction ?? "");
  DURATION_ATTRIBUTES.forEach((name, i) => {
    if (attributes[name] !== undefined) present |= 4 << i;
  });
  if (attributes.scanner) present |= IS_SCANNER;
  if (attributes.pickedUpBy) present |= PICKER * (1 + PICKERS.indexOf(attributes.pickedUpBy));
  if (attributes.link) present |= HAS_LINK;
  out.unsigned(present);
  if (attributes.link) out.freshText(attributes.link);
  for (const name of DURATION_ATTRIBUTES) {
    const value = attributes[name];
    if (value !== undefined) out.signed(Math.round(value * 1000));
  }
}

function readAttributes(from: ByteReader): Observation["attributes"] {
  const attributes: CallAttributes = {};
  for (const name of TEXT_ATTRIBUTES) {
    const text = from.text();
    if (text !== "") attributes[name] = text;
  }
  const present = from.unsigned();
  if (present & HAS_LINK) attributes.link = from.freshText();
  if (present & IS_SCANNER) attributes.scanner = true;
  const picker = PICKERS[((present / PICKER) & 7) - 1];
  if (picker) attributes.pickedUpBy = picker;
  const direction = DIRECTIONS[present & 3]!;
  if (direction !== "") attributes.direction = direction;
  DURATION_ATTRIBUTES.forEach((name, i) => {
    if (present & (4 << i)) attributes[name] = from.signed() / 1000;
  });
  return attributes;
}

const IS_WHOLE = 4;
const HAS_SINCE = 8;
const HAS_SILENCE = 16;

function writeLeg(out: ByteWriter, leg: Leg, clock: number): number {
  out.text(leg.hop);
  out.text(leg.gateway);
  const hasSince = leg.callerSince !== UNTIMED;
  const hasSilence = leg.silentUntil !== UNTIMED;
  out.unsigned(
    BASES.indexOf(leg.basis) |
      (leg.whole ? IS_WHOLE : 0) |
      (hasSince ? HAS_SINCE : 0) |
      (hasSilence ? HAS_SILENCE : 0),
  );
  out.text(leg.callerTag);
  out.text(leg.callerAddress);
  if (hasSince) out.signed(leg.callerSince - clock);
  if (hasSilence) out.signed(leg.silentUntil - clock);
  out.unsigned(leg.events.length);
  let time = hasSince ? leg.callerSince : clock;
  for (const event of leg.events) time = writeEvent(out, event, time);
  return time;
}

function readLeg(from: ByteReader, clock: number): [Leg, number] {
  const hop = from.text();
  const gateway = from.text();
  const head = from.unsigned();
  const callerTag = from.text();
  const callerAddress = from.text();
  const callerSince = head & HAS_SINCE ? clock + from.signed() : UNTIMED;
  const silentUntil = head & HAS_SILENCE ? clock + from.signed() : UNTIMED;
  const events: CallEvent[] = [];
  let time = callerSince === UNTIMED ? clock : callerSince;
  for (let left = from.unsigned(); left > 0; left--) {
    const event = readEvent(from, time);
    if (event.at !== UNTIMED) time = event.at;
    events.push(event);
  }
  const basis = BASES[head & 3]!;
  const whole = (head & IS_WHOLE) !== 0;
  return [{ hop, gateway, basis, whole, silentUntil, callerTag, callerAddress, callerSince, events }, time];
}

/** Four bits for the kind of an event, and a fifth behind the others: sixteen were enough until version 4. */
const KIND = 15;
const HIGH_KIND = 1024;
const HAS_TIME = 16;
const HAS_CODE = 32;
const HAS_CSEQ = 64;
const HAS_BY = 128;
const HAS_REASON = 256;
const HAS_Q850 = 512;

function writeEvent(out: ByteWriter, event: CallEvent, clock: number): number {
  const timed = event.at !== UNTIMED;
  const kind = KINDS.indexOf(event.kind);
  out.unsigned(
    (kind & KIND) |
      (kind > KIND ? HIGH_KIND : 0) |
      (timed ? HAS_TIME : 0) |
      (event.code ? HAS_CODE : 0) |
      (event.cseq ? HAS_CSEQ : 0) |
      (event.by ? HAS_BY : 0) |
      (event.reason ? HAS_REASON : 0) |
      (event.q850 ? HAS_Q850 : 0),
  );
  if (timed) out.signed(event.at - clock);
  if (event.code) out.unsigned(event.code);
  if (event.cseq) out.unsigned(event.cseq);
  if (event.by) out.text(event.by);
  if (event.reason) out.text(event.reason);
  if (event.q850) out.unsigned(event.q850);
  return timed ? event.at : clock;
}

function readEvent(from: ByteReader, clock: number): CallEvent {
  const head = from.unsigned();
  return {
    kind: KINDS[(head & KIND) | (head & HIGH_KIND ? KIND + 1 : 0)]!,
    at: head & HAS_TIME ? clock + from.signed() : UNTIMED,
    code: head & HAS_CODE ? from.unsigned() : 0,
    cseq: head & HAS_CSEQ ? from.unsigned() : 0,
    by: (head & HAS_BY ? from.text() : "") as Side,
    reason: head & HAS_REASON ? from.text() : "",
    q850: head & HAS_Q850 ? from.unsigned() : 0,
  };
}
