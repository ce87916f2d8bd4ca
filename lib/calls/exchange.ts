import { type CallEvent, type EventKind, type Side, UNTIMED } from "../sip/call-event.ts";
import { inAttempt } from "./attempt-number.ts";
import { addEvent } from "./leg-events.ts";
import { shortTag } from "./short-tag.ts";
import type { Added, Aside, Sighting } from "./sighting.ts";

/** What the messages of a leg tell by their order, and what is of no use once no more come. */
export interface Exchange {
  /** Of the last INVITE, see {@link Sighting.branch}; 0 = not known. */
  branch: number;
  /** How often the 2xx was sent again since the ACK, or while none came. */
  answersAgain: number;
  acknowledged: boolean;
  /** Branches of INVITEs that a proxy sent one after the other over the same hop, see {@link inAttempt}. Undefined where there was one. */
  branches: number[] | undefined;
  /** A response to the last INVITE came, seen or not: its ACK (RFC 3261 §17.1.1.3) or PRACK (RFC 3262 §4) was sent. */
  heard: boolean;
  /** The caller has taken another From tag within the call, as some do when they log in. */
  renamed: boolean;
  /** Who received the first response, "address:port", "" where none was seen or the log does not show it. */
  receiver: string;
  /** To tag of the first 2xx, "" while there is none. */
  dialog: string;
  /** Where 2xx of a fork have begun several dialogs: each by its To tag, and whether a BYE has ended it. */
  dialogs: Map<string, boolean> | undefined;
}

/** A request inside the dialog that nobody has answered yet. */
interface Question {
  readonly cseq: number;
  readonly by: Side;
  /** Position of the leg. */
  readonly leg: number;
  times: number;
  at: number;
}

/** A call as far as its messages follow each other. */
export interface Exchanged {
  readonly legs: readonly { readonly hop: string; readonly events: CallEvent[] }[];
  /** By leg. */
  readonly exchanges: Exchange[];
  question: Question | null;
}

/**
 * A request that was sent so often without a response is lost, as the six and more that timer F or H allow
 * (RFC 3261 §17.1.2.2, §13.3.1.4), and not only late.
 */
const SENT_IN_VAIN = 5;

/** Of records, which never say more than they do at once, one is enough for all. */
const NO_EXCHANGE: Exchange = Object.freeze({
  branch: 0,
  answersAgain: 0,
  acknowledged: false,
  branches: undefined,
  heard: false,
  renamed: false,
  receiver: "",
  dialog: "",
  dialogs: undefined,
});

export function exchangeOf({ branch, events, heardAt }: Sighting): Exchange {
  if (branch === undefined) return NO_EXCHANGE;
  return {
    branch: isAboutInvite(events[0]) ? branch : 0,
    answersAgain: 0,
    acknowledged: false,
    branches: undefined,
    heard: false,
    renamed: false,
    receiver: events[0]?.kind === "response" ? heardAt : "",
    dialog: "",
    dialogs: undefined,
  };
}

function isAboutInvite(event: CallEvent | undefined): boolean {
  return event !== undefined && (event.kind === "invite" || event.kind === "response");
}

/** An INVITE with a new branch after a failure, or a response to one, is another attempt, and its responses are that one's. */
export function ofItsAttempt(
  { legs, exchanges }: Exchanged,
  position: number,
  event: CallEvent,
  branch: number,
): CallEvent {
  const exchange = exchanges[position]!;
  if (isAboutInvite(event) && exchange.branch !== 0 && branch !== 0 && branch !== exchange.branch) {
    const { events } = legs[position]!;
    const isAgain = (seen: CallEvent) =>
      seen.kind === "response" && seen.code >= 300 && seen.cseq >= event.cseq;
    const isOfEarlier = events.some(({ kind, cseq }) => kind === "invite" && cseq > event.cseq);
    if (!isOfEarlier && events.some(isAgain)) {
      exchange.branches ??= [exchange.branch];
      if (!exchange.branches.includes(branch)) exchange.branches.push(branch);
    }
  }
  if (exchange.renamed && event.kind === "response" && branch === exchange.branch)
    return { ...event, by: "caller" };
  if (exchange.branches === undefined) return event;
  const known = exchange.branches.indexOf(branch);
  return inAttempt(event, known < 0 ? exchange.branches.length - 1 : known);
}

/** What a message tells by when it comes: only a message can be sent again, or be asked for. */
export function follow(
  call: Exchanged,
  position: number,
  event: CallEvent,
  branch: number,
  isNew: boolean,
): void {
  const exchange = call.exchanges[position]!;
  switch (event.kind) {
    case "invite":
      if (branch !== 0 && branch !== exchange.branch) {
        exchange.branch = branch;
        exchange.heard = false;
      }
      break;
    case "reinvite":
      ask(call, position, event);
      break;
    case "response":
      // A 2xx is sent again until its ACK comes (RFC 3261 §13.3.1.4).
      if (!isNew && event.code >= 200 && event.code < 300) exchange.answersAgain++;
      hearAnswer(call, event);
      break;
  }
}

/**
 * Every phone of a fork that is picked up answers with a 2xx of its own, and the caller keeps one (RFC 3261 §13.2.2.4).
 *
 * @returns whether a BYE ends one of them while another goes on
 */
export function endsOneOfSeveral(
  { callerTag }: { readonly callerTag: string },
  exchange: Exchange,
  { toTag = "", events }: Sighting,
): boolean {
  const [event] = events;
  if (toTag === "" || event === undefined) return false;
  if (event.kind === "response") {
    if (exchange.dialog === "") exchange.dialog = toTag;
    else if (exchange.dialog !== toTag && shortTag(senderTag(event)) === callerTag) {
      exchange.dialogs ??= new Map([[exchange.dialog, false]]);
      if (exchange.dialogs.size < MAX_DIALOGS && !exchange.dialogs.has(toTag))
        exchange.dialogs.set(toTag, false);
    }
    return false;
  }
  const { dialogs } = exchange;
  if (dialogs === undefined) return false;
  const from = senderTag(event);
  const named = dialogs.has(toTag) ? toTag : from;
  if (!dialogs.has(named)) return false;
  dialogs.set(named, true);
  return [...dialogs.values()].includes(false);
}

const MAX_DIALOGS = 16;

function senderTag({ by }: CallEvent): string {
  return by.startsWith("tag:") ? by.slice(4) : "";
}

export function addAside(call: Exchanged, { branch = 0, hop }: Sighting, aside: Aside): Added {
  const own = call.legs.findIndex((leg) => leg.hop === hop);
  switch (aside.what) {
    case "ack":
      return addAck(call, own, branch, aside);
    case "prack":
      if (own >= 0) call.exchanges[own]!.heard = true;
      break;
    case "cancelled":
      return addEvent(call.legs[Math.max(0, own)]!.events, eventOf("cancel", aside)) ? "news" : "mid-call";
    case "asked":
      ask(call, Math.max(0, own), aside);
      break;
    case "answered":
      hearAnswer(call, aside);
  }
  return "mid-call";
}

/** An ACK is kept where it is the only witness of the 2xx that it answers: it has a branch of its own (RFC 3261 §17.1.1.3). */
function addAck({ legs, exchanges }: Exchanged, own: number, branch: number, aside: Aside): Added {
  if (branch === 0) return "mid-call";
  const refused = exchanges.find((known) => known.branch === branch);
  if (refused) {
    refused.heard = true;
    return "mid-call";
  }
  // It may take a shorter way than its INVITE, but on one that the INVITE took it is about that one.
  const invited = exchanges[own]?.branch ? own : exchanges.findIndex((known) => known.branch !== 0);
  if (invited < 0) return "mid-call";
  for (const known of exchanges) {
    if (known.branch === 0 || known.acknowledged) continue;
    known.acknowledged = true;
    known.answersAgain = 0;
  }
  const isSettled = ({ kind, code, cseq: settled }: CallEvent) =>
    kind === "response" && code >= 200 && settled >= aside.cseq;
  if (legs[invited]!.events.some(isSettled)) return "mid-call";
  return addEvent(legs[invited]!.events, eventOf("ack", aside)) ? "news" : "repeated";
}

function eventOf(kind: EventKind, { at, cseq, by }: Aside): CallEvent {
  return { at, kind, code: 0, cseq, by, reason: "", q850: 0 };
}

function ask(call: Exchanged, leg: number, { cseq, by, at }: Aside | CallEvent): void {
  const { question } = call;
  if (question?.cseq !== cseq || question.by !== by) call.question = { cseq, by, leg, times: 1, at };
  else {
    question.times++;
    question.at = at;
  }
}

function hearAnswer(call: Exchanged, { cseq, by }: Aside | CallEvent): void {
  if (call.question !== null && call.question.cseq === cseq && call.question.by === by) call.question = null;
}

/** Adds what is known only now that no more messages come. */
export function closeExchanges({ legs, exchanges, question }: Exchanged): void {
  if (question && question.times >= SENT_IN_VAIN)
    addEvent(legs[question.leg]!.events, lost(question.at, "dialog-lost"));
  for (let i = 0; i < legs.length; i++) {
    const { answersAgain, acknowledged } = exchanges[i]!;
    if (answersAgain >= SENT_IN_VAIN)
      addEvent(legs[i]!.events, lost(UNTIMED, "unacknowledged", acknowledged ? "caller" : ""));
  }
}

function lost(at: number, kind: EventKind, by: Side = ""): CallEvent {
  return { at, kind, code: 0, cseq: 0, by, reason: "", q850: 0 };
}
