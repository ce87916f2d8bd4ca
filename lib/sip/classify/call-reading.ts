import type { Basis, CallEvent } from "../call-event.ts";
import type { EndedBy } from "../outcomes.ts";

/** What is known about one call before anything is concluded. */
export interface CallFacts {
  readonly basis: Basis;
  /** The record describes a finished call: nothing about it is still to come. */
  readonly whole: boolean;
  /** Epoch µs up to which the log would have shown a response, had one come; UNTIMED where it cannot tell. */
  readonly silentUntil: number;
  /**
   * Events of the hop that decides, in any order; of other hops only what ends a call (bye, kill,
   * finish) or marks it as connected. A CANCEL of another hop is not ours: a proxy sends its own.
   */
  readonly events: readonly CallEvent[];
  /** From tag of the initial INVITE ("" unknown): resolves `by: "tag:…"`. */
  readonly callerTag: string;
  /** Which side is ours; the caller is the sender of the INVITE. */
  readonly ourSide: "caller" | "callee";
  /** The caller is a program that searches for open servers. */
  readonly scanner?: boolean;
}

/** The events of one call, reduced to what the classification rules ask about. One object from reading to rule. */
export interface CallReading {
  readonly basis: Basis;
  readonly whole: boolean;
  readonly ourSide: "caller" | "callee";
  readonly scanner: boolean;
  /** Responses to the initial INVITE, in order. */
  responses: CallEvent[];
  /** The first INVITE. */
  invite: CallEvent | null;
  lastInvite: CallEvent | null;
  /** The first 2xx. */
  answer: CallEvent | null;
  connect: CallEvent | null;
  /** The final response that counts: not a challenge or redirection that was followed, not one of an older attempt. */
  final: CallEvent | null;
  /** Progress of the last attempt: its first 100, what came next, its first and its last 18x. */
  trying: CallEvent | null;
  afterTrying: CallEvent | null;
  firstProgress: CallEvent | null;
  /** First 180, 181 or 182, or the word of a record: a phone rang, where a 183 may be an announcement. */
  ringing: CallEvent | null;
  /** An informative Q.850 cause that a 18x of the last attempt gave; 0 = none. */
  progressCause: number;
  progress: CallEvent | null;
  /** First response that is neither 100 nor 199 nor a challenge, over all attempts. */
  firstStatus: CallEvent | null;
  /** Furthest stage of the unanswered INVITE, over all attempts. */
  furthest: "none" | "trying" | "progress";
  /** SIP 0: the log says that the request arrived, and nothing more. */
  reached: boolean;
  blocked: CallEvent | null;
  /** How our side gave up before an answer: CANCEL, kill, or a BYE that a 487 follows. */
  ourCancel: CallEvent | null;
  /** The other side's CANCEL (of a call to us), or its finish, before an answer. */
  theirEnd: CallEvent | null;
  /** First bye, kill or finish of an answered call. */
  hangUp: CallEvent | null;
  /** Who sent {@link hangUp} or {@link theirEnd}; null where the log cannot tell the side. */
  endedBy: EndedBy | null;
  /** When a record says that the call was over, without a word on who ended it. */
  over: CallEvent | null;
  /** First kill or finish: the log's own word on who ended the call. */
  endMark: CallEvent | null;
  /** The CANCEL or response whose reason says that another phone took the call. */
  elsewhere: CallEvent | null;
  /** An ACK with a branch of its own, before any final response: some devices acknowledge failures so as well. */
  ack: CallEvent | null;
  /** The 2xx was never acknowledged, as its sender saw it. */
  unacknowledged: boolean;
  /** The same, though an ACK was sent. */
  acknowledgedInVain: boolean;
  contradictory: boolean;
  /** Two records of the call tell other results for the same moment. */
  recordsDisagree: boolean;
  /** A request inside the dialog failed: who answered it with 481 or 408; "" = silence, or the log does not tell. Null: none did. */
  dialogLostBy: "us" | "them" | "" | null;
  /** Our BYE before any final response: the answer is missing in the log, or it ended an early dialog (RFC 3261 §15). */
  earlyBye: CallEvent | null;
  byeSeen: boolean;
  byeAnswered: boolean;
  // What follows from the above by arithmetic alone:
  answered: boolean;
  lastResponse: number;
  reason: string;
  /** An informative cause before one that says nothing: of the final response, the 18x before it, the end. */
  q850: number;
  /** The earlier of {@link answer} and {@link connect}. */
  pickedUp: CallEvent | null;
  /** What ended the talk, else the attempt. */
  end: CallEvent | null;
  /** From the last attempt's 100 to what came next, or to the end. */
  tryingGapMs: number | null;
  /** From {@link ringing} to the end of a call that was not answered. */
  rangMs: number | null;
  /** From the start to the end of a call that was not answered. */
  waitedMs: number | null;
  /** For how long after the last INVITE the log would have shown a response; null where it cannot show silence. */
  silentMs: number | null;
}

/** All fields in one literal: an object that grows field by field costs a multiple. */
export function emptyReading({ basis, whole, ourSide, scanner = false }: CallFacts): CallReading {
  return {
    basis,
    whole,
    ourSide,
    scanner,
    responses: [],
    invite: null,
    lastInvite: null,
    answer: null,
    connect: null,
    final: null,
    trying: null,
    afterTrying: null,
    firstProgress: null,
    ringing: null,
    progressCause: 0,
    progress: null,
    firstStatus: null,
    furthest: "none",
    reached: false,
    blocked: null,
    ourCancel: null,
    theirEnd: null,
    hangUp: null,
    endedBy: null,
    over: null,
    endMark: null,
    elsewhere: null,
    ack: null,
    unacknowledged: false,
    acknowledgedInVain: false,
    contradictory: false,
    recordsDisagree: false,
    dialogLostBy: null,
    earlyBye: null,
    byeSeen: false,
    byeAnswered: false,
    answered: false,
    lastResponse: 0,
    reason: "",
    q850: 0,
    pickedUp: null,
    end: null,
    tryingGapMs: null,
    rangMs: null,
    waitedMs: null,
    silentMs: null,
  };
}
