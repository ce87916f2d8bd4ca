import type { CallReading } from "./call-reading.ts";
import { ARTICLE_2026, PART_1, PART_2 } from "./catalogue-entry.ts";
import { type ClassificationRule, NO_RESPONSE_MS, STALL_MS } from "./classification-rule.ts";
import { isNetworkBlock, namesChannelLimit, namesTransportError } from "./reason-marks.ts";

const stalled = (call: CallReading): boolean => call.tryingGapMs === null || call.tryingGapMs >= STALL_MS;
const silent = (call: CallReading): boolean => call.waitedMs === null || call.waitedMs >= NO_RESPONSE_MS;
const rang = (call: CallReading): boolean => call.progress !== null;
const onCause = (call: CallReading, ...causes: readonly number[]): boolean => causes.includes(call.q850);

const LIMIT_CODES: ReadonlySet<number> = new Set([403, 480, 486, 500, 503]);

/** How a call is classified: the first row that applies decides. */
export const CLASSIFICATION_RULES: readonly ClassificationRule[] = [
  // Answered
  {
    id: "lost-while-connected",
    outcome: "answered",
    responsible: "provider",
    when: (call) => call.answered && call.droppedInDialog,
    because: "The call was answered and lost while connected: 481 or 408 inside the dialog ends it",
    source: "RFC 3261 §12.2.1.2, §14.1",
  },
  {
    id: "answered-in-the-race",
    outcome: "answered",
    responsible: "nobody",
    when: (call) => call.answered && call.ourCancel !== null,
    because: "The answer and our CANCEL crossed: the call counts as answered and was ended at once",
    source: "RFC 3261 §9.1, RFC 3398 §8.2.7",
  },
  {
    id: "answered",
    outcome: "answered",
    responsible: "nobody",
    when: (call) => call.answered,
    because: "The subscriber picked up; the first 2xx counts, whatever other branches answer",
    source: `RFC 3261 §13.2.2.4; ${PART_1}`,
  },
  // Never sent, or not told
  {
    id: "direction-blocked",
    outcome: "direction blocked",
    responsible: "us: settings",
    when: (call) => call.blocked !== null && call.responses.length === 0,
    because: "The prefix is not in the allowed directions of the gateway, so the call was never sent",
    source: PART_1,
  },
  {
    id: "fragment",
    outcome: "incomplete",
    responsible: "unknown",
    when: (call) =>
      call.invite === null &&
      !call.whole &&
      call.final === null &&
      call.elsewhere === null &&
      !call.reached &&
      !(call.ourCancel && call.furthest !== "none"),
    because: "The log shows a piece of the call without its start and without its result",
    source: "this report",
  },
  {
    id: "answered-elsewhere",
    outcome: "answered elsewhere",
    responsible: "nobody",
    when: (call) => call.elsewhere !== null,
    because: "Another phone took the call, and the CANCEL or the 487 says so",
    source: "RFC 3326 §3.1",
  },
  // Our side gave up
  {
    id: "stopped-ringing",
    outcome: "no answer",
    responsible: "subscriber",
    when: (call) => call.ourCancel !== null && rang(call) && call.lastResponse !== 183,
    because: "Our side stopped because nobody picked up within the call time",
    source: PART_1,
  },
  {
    id: "stopped-in-early-media",
    outcome: "no answer",
    responsible: "subscriber",
    when: (call) => call.ourCancel !== null && rang(call),
    because: "It was ringback or an announcement, and our side stopped when the call time was over",
    source: `${PART_1}; RFC 3960 §3.1`,
  },
  {
    id: "stalled",
    outcome: "stalled",
    responsible: "provider",
    when: (call) => call.ourCancel !== null && call.trying !== null && stalled(call),
    because: "Our side ended the call after 10 s without progress; 0.1 to 3 s are normal",
    source: PART_2,
  },
  {
    id: "cancelled-early",
    outcome: "cancelled by us",
    responsible: "us: agent",
    when: (call) => call.ourCancel !== null && call.trying !== null,
    because: "Our side gave up less than 10 s after the 100, too early to blame the provider",
    source: PART_2,
  },
  {
    id: "cancelled",
    outcome: "cancelled by us",
    responsible: "us: agent",
    when: (call) => call.ourCancel !== null && call.final !== null,
    because: "Our side ended the call before an answer; the log does not show how far it had got",
    source: "RFC 3261 §9.1",
  },
  {
    id: "unreachable",
    outcome: "no response",
    responsible: "provider",
    when: (call) => call.ourCancel !== null && silent(call),
    because: "Our side gave up after 32 s without any response",
    source: "RFC 3261 §17.1.1.2 (Timer B)",
  },
  {
    id: "cancelled-before-response",
    outcome: "cancelled by us",
    responsible: "us: agent",
    when: (call) => call.ourCancel !== null,
    because: "Our side gave up before any response within 32 s, too early to blame the provider",
    source: "RFC 3261 §9.1",
  },
  // The caller of a call to us gave up
  {
    id: "caller-gave-up",
    outcome: "no answer",
    responsible: "subscriber",
    when: (call) => call.theirEnd?.kind === "cancel" && rang(call),
    because: "It rang on our side and the caller hung up before anyone answered",
    source: "RFC 3261 §9.1",
  },
  {
    id: "caller-gave-up-early",
    outcome: "no answer",
    responsible: "nobody",
    when: (call) => call.theirEnd?.kind === "cancel",
    because: "The caller hung up before it rang on our side",
    source: "RFC 3261 §9.1",
  },
  // A final response whose code alone would mislead
  {
    id: "network-blocked",
    outcome: "network blocked",
    responsible: "analytics block",
    when: (call) => call.final?.code === 603 && isNetworkBlock(call.reason),
    because: "603+ is the network's block by analytics, not the subscriber's refusal",
    source: "ATIS-1000099, 47 CFR 64.1200",
  },
  {
    id: "channel-limit",
    outcome: "congestion",
    responsible: "us: settings",
    when: (call) => call.final !== null && LIMIT_CODES.has(call.final.code) && namesChannelLimit(call.reason),
    because: "The reason text names a limit of concurrent calls",
    source: ARTICLE_2026,
  },
  {
    id: "rang-out",
    outcome: "no answer",
    responsible: "subscriber",
    when: (call) => (call.final?.code === 408 || call.final?.code === 487) && rang(call),
    because: "It rang until a server on the way stopped it: nobody picked up",
    source: "RFC 3261 §16.8 (Timer C)",
  },
  {
    id: "no-answer-cause",
    outcome: "no answer",
    responsible: "subscriber",
    when: (call) => call.final?.code === 480 && onCause(call, 18, 19),
    because: "480 with Q.850 cause 18 or 19: the phone was alerted and nobody picked up",
    source: "RFC 3398 §7.2.4.1",
  },
  {
    id: "ended-before-ringing",
    outcome: "provider failure",
    responsible: "provider",
    when: (call) => call.final?.code === 487 && (call.basis === "wire" || call.endMark?.kind === "finish"),
    because: "487 without a CANCEL of ours: a server behind the provider ended the call before it rang",
    source: "RFC 3261 §21.4.25",
  },
  {
    id: "local-timeout",
    outcome: "no response",
    responsible: "provider",
    endedBy: "kill",
    when: (call) =>
      call.final?.code === 408 &&
      (call.basis === "local" ||
        (call.basis !== "wire" && call.furthest === "none" && (call.waitedMs ?? 0) >= NO_RESPONSE_MS)),
    because: "Nothing came back for 32 s: this 408 is our own timer, not a response",
    source: "RFC 3261 §8.1.3.1, §17.1.1.2 (Timer B)",
  },
  {
    id: "transport-error",
    outcome: "no response",
    responsible: "us: settings",
    endedBy: "kill",
    when: (call) => call.final?.code === 503 && (call.basis === "local" || namesTransportError(call.reason)),
    because: "The request could not be sent: this 503 is our own, not a response",
    source: "RFC 3261 §8.1.3.1",
  },
  {
    id: "no-route",
    outcome: "invalid number",
    responsible: "provider",
    when: (call) => call.final?.code === 404 && onCause(call, 2, 3),
    because: "404 with Q.850 cause 2 or 3: the provider has no route, the number itself may exist",
    source: "RFC 3398 §7.2.4.1",
  },
  {
    id: "network-failure",
    outcome: "provider failure",
    responsible: "provider",
    when: (call) => call.final?.code === 503 && onCause(call, 27, 38, 41),
    because: "503 with Q.850 cause 27, 38 or 41: a failure in the network, not a lack of channels",
    source: "RFC 3398 §7.2.4.1",
  },
  {
    id: "hidden-congestion",
    outcome: "congestion",
    responsible: "provider",
    when: (call) => call.final?.code === 500 && onCause(call, 34, 42, 44, 47),
    because: "500 with a Q.850 cause of congestion: a server in between turned a 503 into it",
    source: "RFC 3261 §16.7, RFC 3398 §7.2.4.1",
  },
  {
    id: "final-response",
    when: (call) => call.final !== null,
    because: "The final response of the provider is the result",
    source: PART_1,
  },
  // No final response, and the other side ended the call
  {
    id: "finished-while-ringing",
    outcome: "no answer",
    responsible: "subscriber",
    when: (call) => call.theirEnd !== null && rang(call),
    because: "It rang until the provider or the subscriber ended the call",
    source: PART_1,
  },
  {
    id: "finished-after-stall",
    outcome: "stalled",
    responsible: "provider",
    when: (call) => call.theirEnd !== null && call.trying !== null && stalled(call),
    because: "The provider's side ended the call after 10 s without progress",
    source: PART_2,
  },
  {
    id: "finished-while-trying",
    outcome: "provider failure",
    responsible: "provider",
    when: (call) => call.theirEnd !== null && call.trying !== null,
    because: "The provider took the call and ended it without a final response",
    source: PART_1,
  },
  {
    id: "finished-without-response",
    outcome: "no response",
    responsible: "provider",
    when: (call) => call.theirEnd !== null,
    because: "The provider's side ended the call and never responded to it",
    source: PART_1,
  },
  // No final response and no end
  {
    id: "last-of-a-record",
    when: (call) => call.whole,
    because: "The record describes a finished call, so its last response is the result",
    source: PART_1,
  },
  {
    id: "no-response",
    outcome: "no response",
    responsible: "provider",
    when: (call) => call.trying === null && !rang(call) && !call.byeSeen,
    because: "The provider or the way to it is probably down",
    source: "RFC 3261 §17.1.1.2 (Timer B)",
  },
  {
    id: "open",
    outcome: "incomplete",
    responsible: "unknown",
    when: () => true,
    because: "The log ends while the call is being set up: its result is in no file",
    source: "this report",
  },
];
