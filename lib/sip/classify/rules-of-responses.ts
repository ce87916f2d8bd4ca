import { ARTICLE_2026, PART_1 } from "../catalogue/catalogue-entry.ts";
import { isNetworkBlock, namesChannelLimit, namesTransportError } from "../reason-marks.ts";
import { NO_RESPONSE_MS, onCause, type RuleGroup, rang } from "./classification-rule.ts";

export const ANSWERED: RuleGroup = {
  about: "Answered",
  of: (call) => call.answered,
  rules: [
    {
      id: "lost-while-connected",
      outcome: "answered",
      responsible: "provider",
      when: (call) => call.droppedInDialog,
      because: "The call was answered, then lost while connected: 481 or 408 inside the dialog ends it",
      source: "RFC 3261 §12.2.1.2, §14.1",
    },
    {
      id: "answered-in-the-race",
      outcome: "answered",
      responsible: "nobody",
      when: (call) => call.ourCancel !== null,
      because: "The answer and our CANCEL crossed: the call counts as answered and was ended at once",
      source: "RFC 3261 §9.1, RFC 3398 §8.2.7",
    },
    {
      id: "answered",
      outcome: "answered",
      responsible: "nobody",
      because: "The subscriber picked up; the first 2xx counts, whatever other branches answer",
      source: `RFC 3261 §13.2.2.4; ${PART_1}`,
    },
  ],
};

export const FINAL_RESPONSE: RuleGroup = {
  about: "A final response, some of which mislead if the code alone is read",
  of: (call) => call.final !== null,
  rules: [
    {
      id: "network-blocked",
      outcome: "network blocked",
      responsible: "analytics block",
      codes: [603],
      when: (call) => isNetworkBlock(call.reason),
      because: "603+ is the network's block by analytics, not the subscriber's refusal",
      source: "ATIS-1000099, 47 CFR 64.1200",
    },
    {
      id: "channel-limit",
      outcome: "congestion",
      responsible: "us: settings",
      codes: [403, 480, 486, 500, 503],
      when: (call) => namesChannelLimit(call.reason),
      because: "The reason text names a limit of concurrent calls",
      source: ARTICLE_2026,
    },
    {
      id: "rang-out",
      outcome: "no answer",
      responsible: "subscriber",
      codes: [408, 487],
      when: rang,
      because: "It rang until a server along the way stopped it: nobody picked up",
      source: "RFC 3261 §16.8 (Timer C)",
    },
    {
      id: "no-answer-cause",
      outcome: "no answer",
      responsible: "subscriber",
      codes: [480],
      when: (call) => onCause(call, 18, 19),
      because: "480 with Q.850 cause 18 or 19: the phone was alerted and nobody picked up",
      source: "RFC 3398 §7.2.4.1",
    },
    {
      id: "ended-before-ringing",
      outcome: "provider failure",
      responsible: "provider",
      codes: [487],
      when: (call) => call.basis === "wire" || call.endMark?.kind === "finish",
      because: "487 without a CANCEL of ours: a server behind the provider ended the call before it rang",
      source: "RFC 3261 §21.4.25",
    },
    {
      id: "local-timeout",
      outcome: "no response",
      responsible: "provider",
      endedBy: "kill",
      codes: [408],
      when: (call) =>
        call.basis === "local" ||
        (call.basis !== "wire" && call.furthest === "none" && (call.waitedMs ?? 0) >= NO_RESPONSE_MS),
      because: "Nothing came back for 32 s: this 408 is our own timer, not a response",
      source: "RFC 3261 §8.1.3.1, §17.1.1.2 (Timer B)",
    },
    {
      id: "transport-error",
      outcome: "no response",
      responsible: "us: settings",
      endedBy: "kill",
      codes: [503],
      when: (call) => call.basis === "local" || namesTransportError(call.reason),
      because: "The request could not be sent: this 503 is our own, not a response",
      source: "RFC 3261 §8.1.3.1",
    },
    {
      id: "no-route",
      outcome: "invalid number",
      responsible: "provider",
      codes: [404],
      when: (call) => onCause(call, 2, 3),
      because: "404 with Q.850 cause 2 or 3: the provider has no route, the number itself may exist",
      source: "RFC 3398 §7.2.4.1",
    },
    {
      id: "network-failure",
      outcome: "provider failure",
      responsible: "provider",
      codes: [503],
      when: (call) => onCause(call, 27, 38, 41),
      because: "503 with Q.850 cause 27, 38 or 41: a failure in the network, not a lack of channels",
      source: "RFC 3398 §7.2.4.1",
    },
    {
      id: "hidden-congestion",
      outcome: "congestion",
      responsible: "provider",
      codes: [500],
      when: (call) => onCause(call, 34, 42, 44, 47),
      because: "500 with a Q.850 cause of congestion: an intermediate server turned a 503 into it",
      source: "RFC 3261 §16.7, RFC 3398 §7.2.4.1",
    },
    {
      id: "final-response",
      because: "The final response of the provider is the result",
      source: PART_1,
    },
  ],
};
