import type { CallAttributes } from "../../calls/call-attributes.ts";
import type { Aside, Sighting } from "../../calls/sighting.ts";
import type { CallEvent, Side } from "../../sip/call-event.ts";
import { endsDialog } from "../../sip/response-codes.ts";
import { isScanner } from "../../sip/scanners.ts";
import type { IgnoreRule } from "../format/record-counts.ts";
import { remembered } from "../text/remembered.ts";
import { tagOf, userOf } from "./address-header.ts";
import { asciiBytes, standsAt } from "./ascii.ts";
import { type ReasonHeader, readReasons } from "./reason-header.ts";
import { responseReason, withHints } from "./response-reason.ts";
import type { SipMessage } from "./sip-message.ts";
import { MessagePlace, textOf } from "./text-of.ts";
import { branchOf } from "./via-branch.ts";

/** Where a message was seen. */
export interface MessageRoute {
  /** Both ends, see {@link hopOf}. */
  readonly hop: string;
  /** "address:port" of the sender, "" if the log does not show it. */
  readonly sender: string;
  /** The same of the receiver. */
  readonly receiver: string;
}

/** The message should have said something about a call and cannot be read. */
export interface UnreadableMessage {
  readonly reason: string;
}

export type MessageResult = Sighting | IgnoreRule | UnreadableMessage;

const UNTAGGED = "-";
const NO_ATTRIBUTES: Readonly<CallAttributes> = {};
const NO_EVENTS: readonly CallEvent[] = [];

/** What one SIP message says about its call. `at`: epoch µs. */
export function sightMessage(
  bytes: Buffer,
  message: SipMessage,
  route: MessageRoute,
  at: number,
): MessageResult {
  const { role, code } = message;
  if (role === "other-method" || role === "mid-call") return role;
  if (role === "") return { reason: `Response ${code} without a readable CSeq header` };
  if (role === "REGISTER" || role === "OPTIONS") return sightSign(bytes, message, route, at);
  if ((role === "ACK" || role === "PRACK") && (message.callIdTo === message.callIdFrom || !message.hasCseq))
    return "mid-call";
  if (message.callIdTo === message.callIdFrom)
    return { reason: `${nameOf(message)} without a Call-ID header` };
  if (code !== 0) return sightResponse(bytes, message, route, at);
  switch (role) {
    case "ACK":
      return beside(bytes, message, route, { what: "ack", at, cseq: message.cseq, by: "caller" });
    case "PRACK":
      return beside(bytes, message, route, { what: "prack", at, cseq: message.cseq, by: "caller" });
    case "in-dialog":
      return beside(bytes, message, route, aside(bytes, message, "asked", at));
    case "INVITE":
      return hasToTag(bytes, message)
        ? sighting(bytes, message, route, event(at, "reinvite", message, sender(bytes, message)))
        : sightInvite(bytes, message, route, at);
    case "CANCEL":
      // A CANCEL repeats the To header of its INVITE (RFC 3261 §9.1): with a tag it withdraws a re-INVITE.
      if (hasToTag(bytes, message)) return "mid-call";
      return ofCaller(
        fromTag(bytes, message),
        route.sender,
        sighting(
          bytes,
          message,
          route,
          event(at, "cancel", message, "caller", readReasons(bytes, message.reasons)),
        ),
      );
    case "BYE":
      return sighting(
        bytes,
        message,
        route,
        event(at, "bye", message, sender(bytes, message), readReasons(bytes, message.reasons)),
      );
  }
}

/**
 * What is said outside of calls, where both ends are known. A provisional response is no answer yet, and OPTIONS
 * inside a dialog asks for the call. The Call-ID of a REGISTER is that of the client (RFC 3261 §10.2).
 */
function sightSign(bytes: Buffer, message: SipMessage, route: MessageRoute, at: number): MessageResult {
  const { code, cseq, role } = message;
  const { hop, sender: from, receiver } = route;
  if ((code > 0 && code < 200) || from === "" || receiver === "") return "other-method";
  if (role === "OPTIONS" && code === 0 && hasToTag(bytes, message)) return "other-method";
  const kind = role === "OPTIONS" ? "keepalive" : "registration";
  const reason = code === 0 ? "" : textOf(bytes, message.phraseFrom, message.phraseTo);
  return {
    callId: callIdOf(bytes, message),
    hop,
    basis: "wire",
    whole: false,
    live: true,
    heardAt: receiver,
    callerTag: "",
    callerAddress: code === 0 ? from : receiver,
    gateway: "",
    events: [{ at, kind, code, cseq, by: "caller", reason, q850: 0 }],
    attributes: NO_ATTRIBUTES,
  };
}

function sightInvite(bytes: Buffer, message: SipMessage, route: MessageRoute, at: number): Sighting {
  const attributes: CallAttributes = {};
  const from = userOf(bytes, message.fromFrom, message.fromTo);
  const to = userOf(bytes, message.toFrom, message.toTo);
  if (from !== undefined) attributes.from = from;
  if (to !== undefined) attributes.to = to;
  if (
    isScannerAt(place.at(bytes, message.agentFrom, message.agentTo)) ||
    standsAt(bytes, SCANNER, message.fromFrom, message.fromTo)
  )
    attributes.scanner = true;
  const link = linkOf(bytes, message);
  if (link !== "") attributes.link = link;
  return {
    callId: callIdOf(bytes, message),
    hop: route.hop,
    basis: "wire",
    whole: false,
    live: true,
    heardAt: route.receiver,
    callerTag: fromTag(bytes, message),
    callerAddress: route.sender,
    gateway: "",
    branch: branchOf(bytes, message),
    events: [event(at, "invite", message, "caller")],
    attributes,
  };
}

/** The From of SIPVicious, which stays when its User-Agent is changed. */
const SCANNER = asciiBytes('"sipvicious"');
/** Phones of one make and phrases of one server come again and again. */
const place = new MessagePlace();
const isScannerAt = remembered(isScanner);
const phraseAt = remembered((text) => text);

/** What the legs of a call share: the value itself, or the parameter that holds it. "" where it says nothing. */
function linkOf(bytes: Buffer, { linkFrom, linkTo }: SipMessage): string {
  if (linkTo === linkFrom) return "";
  const value = textOf(bytes, linkFrom, linkTo);
  const id = /(?:^|;)\s*icid-value\s*=\s*"?([^";\s]+)/i.exec(value)?.[1] ?? value.split(";", 1)[0]!.trim();
  // A session that has no id yet (RFC 7989 §5).
  return /^[0-]*$/.test(id) ? "" : id;
}

function sightResponse(bytes: Buffer, message: SipMessage, route: MessageRoute, at: number): MessageResult {
  if (message.role === "ACK" || message.role === "PRACK") return "mid-call";
  if (message.role === "CANCEL") {
    // That it was accepted tells that there was one (RFC 3261 §9.2).
    if (message.code !== 200) return "mid-call";
    return beside(bytes, message, route, { what: "cancelled", at, cseq: message.cseq, by: "caller" });
  }
  if (message.role === "in-dialog") {
    if (!endsDialog(message.code))
      return beside(bytes, message, route, aside(bytes, message, "answered", at));
    return sighting(bytes, message, route, event(at, "dialog-lost", message, sender(bytes, message)));
  }
  const isBye = message.role === "BYE";
  if (isBye && message.code < 200) return "mid-call";
  const reason = message.code === 100 ? undefined : readReasons(bytes, message.reasons);
  return sighting(bytes, message, route, {
    at,
    kind: isBye ? "bye-response" : "response",
    code: message.code,
    cseq: message.cseq,
    by: sender(bytes, message),
    reason: withHints(
      bytes,
      message,
      responseReason(phraseAt(place.at(bytes, message.phraseFrom, message.phraseTo)), reason),
    ),
    q850: reason?.q850 ?? 0,
  });
}

function sighting(bytes: Buffer, message: SipMessage, route: MessageRoute, only: CallEvent): Sighting {
  const branch = only.kind === "response" ? branchOf(bytes, message) : 0;
  return ofKnownCall(bytes, message, route, branch, [only]);
}

/** Only the sender of an INVITE cancels it (RFC 3261 §9.1), maybe over another connection. */
function ofCaller(callerTag: string, callerAddress: string, seen: Sighting): Sighting {
  return { ...seen, callerTag, callerAddress };
}

/** In one literal: an object that is spread into another makes reading a capture far slower. */
function ofKnownCall(
  bytes: Buffer,
  message: SipMessage,
  { hop, receiver }: MessageRoute,
  branch: number,
  events: readonly CallEvent[],
  said?: Aside,
): Sighting {
  return {
    callId: callIdOf(bytes, message),
    hop,
    basis: "wire",
    whole: false,
    live: true,
    heardAt: receiver,
    callerTag: "",
    callerAddress: "",
    gateway: "",
    branch,
    toTag: namesDialog(events[0]) ? tagOf(bytes, message.toFrom, message.toTo) : "",
    aside: said,
    events,
    attributes: NO_ATTRIBUTES,
  };
}

/** What begins or ends one of the dialogs that a fork may give a call. */
function namesDialog(event: CallEvent | undefined): boolean {
  if (event === undefined) return false;
  return event.kind === "bye" || (event.kind === "response" && event.code >= 200 && event.code < 300);
}

function aside(bytes: Buffer, message: SipMessage, what: "asked" | "answered", at: number): Aside {
  return { what, at, cseq: message.cseq, by: sender(bytes, message) };
}

function beside(bytes: Buffer, message: SipMessage, route: MessageRoute, said: Aside): Sighting {
  const branch = said.what === "ack" ? branchOf(bytes, message) : 0;
  return ofKnownCall(bytes, message, route, branch, NO_EVENTS, said);
}

function event(
  at: number,
  kind: CallEvent["kind"],
  message: SipMessage,
  by: Side,
  reason?: Readonly<ReasonHeader>,
): CallEvent {
  return { at, kind, code: 0, cseq: message.cseq, by, reason: reason?.text ?? "", q850: reason?.q850 ?? 0 };
}

/** From never changes within a transaction, so that a response names the sender of its request there. */
function sender(bytes: Buffer, message: SipMessage): Side {
  const tag = fromTag(bytes, message);
  return tag === "" ? "" : `tag:${tag}`;
}

/** Equipment from before RFC 3261 sends no From tag: that it has none still tells it from the other side. */
function fromTag(bytes: Buffer, message: SipMessage): string {
  if (message.fromTo === message.fromFrom) return "";
  return tagOf(bytes, message.fromFrom, message.fromTo) || UNTAGGED;
}

function hasToTag(bytes: Buffer, message: SipMessage): boolean {
  return tagOf(bytes, message.toFrom, message.toTo) !== "";
}

function callIdOf(bytes: Buffer, message: SipMessage): string {
  return textOf(bytes, message.callIdFrom, message.callIdTo);
}

function nameOf(message: SipMessage): string {
  return message.code === 0 ? message.role : `Response ${message.code} to ${message.role}`;
}
