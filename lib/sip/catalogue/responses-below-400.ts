import type { RegisteredCode } from "../response-codes.ts";
import { ARTICLE_2026, type CatalogueEntry, PART_1, PART_2 } from "./catalogue-entry.ts";

/** What it means when a call ended with no response, a provisional one, a success or a redirection. */
export const RESPONSES_BELOW_400 = {
  0: {
    outcome: "no response",
    responsible: "provider",
    meaning: "the request was sent and no work on it was reported",
    causes: [
      [
        "The provider's server is down or does not listen at this address",
        "RFC 3261 §17.1.1.2 (Timer B, 32 s)",
      ],
      ["A firewall or a wrong address on our side drops the request or its response", "RFC 3261 §18.4"],
      ["The request arrived and the provider never began to work on it", PART_1],
    ],
    action:
      "Check the gateway's address and our firewall, then send the provider the Call-IDs with UTC times",
    ask: "Did these requests reach you, and what did you answer to which address?",
  },
  100: {
    outcome: "stalled",
    responsible: "provider",
    meaning: "the provider took the call and then reported nothing more",
    causes: [
      ["The provider's onward route does not react; after 10 s without progress the call is ended", PART_2],
      ["The chain behind the first server broke after it accepted the call", ARTICLE_2026],
      [
        "Only the next server is known to be alive: 100 is never passed on from further away",
        "RFC 3261 §21.1.1",
      ],
    ],
    action: "Send the provider the list of stalled calls; 0.1 to 3 s to the next response is normal",
    ask: "Where did these calls stop after your 100 Trying, and why was no progress sent within 10 s?",
  },
  180: {
    outcome: "no answer",
    responsible: "subscriber",
    meaning: "the phone rang and nobody picked up",
    causes: [
      ["Nobody picked up within the call time", PART_1],
      ["The ring limit of our own task ended the call before anyone could answer", "RFC 3261 §9.1"],
    ],
    action: "Dial again at another hour; check that the ring limit is not too short",
    ask: "",
  },
  181: {
    outcome: "no answer",
    responsible: "subscriber",
    meaning: "the call was being forwarded to another phone and nobody picked up",
    causes: [
      ["The subscriber forwards calls and the other phone did not answer", "RFC 3261 §21.1.3"],
      ["Forwarding runs in a circle or to a number out of service", "RFC 3261 §21.1.3"],
    ],
    action: "Dial again at another hour, or use the number it is forwarded to if it is known",
    ask: "Where is this number forwarded to, and did that destination ring?",
  },
  182: {
    outcome: "no answer",
    responsible: "subscriber",
    meaning: "the call waited in a queue of the called side and was not taken",
    causes: [["All operators on the called side were busy throughout", "RFC 3261 §21.1.4"]],
    action: "Dial again outside the called side's rush hours, or allow a longer ring time",
    ask: "",
  },
  183: {
    outcome: "no answer",
    responsible: "subscriber",
    meaning: "something was played or ringing was announced before an answer, and nobody picked up",
    causes: [
      ["Nobody picked up within the call time; the provider sends the ringback as audio", PART_1],
      ["A spoken announcement was played: number not in service, phone switched off", "RFC 3960 §3.1"],
      ["Some providers use it for a call cancelled while ringing", "toky call detail records"],
    ],
    action: "Listen to a sample: it may be a spoken error that no response code carries",
    ask: "Was this ringback or an announcement, and which release cause did you get for it?",
  },
  199: {
    outcome: "no answer",
    responsible: "unknown",
    meaning: "one branch of the call ended while others may go on",
    causes: [
      ["A forked call lost one of its phones; this says nothing about the call as a whole", "RFC 6228 §1"],
    ],
    action: "Nothing: look at the response of the call as a whole",
    ask: "",
  },
  200: {
    outcome: "answered",
    responsible: "nobody",
    meaning: "the call was answered",
    causes: [
      ["The subscriber, a voice mailbox or an answering machine took the call", PART_1],
      ["The code says nothing about how well the parties heard each other", PART_1],
    ],
    action: "Nothing",
    ask: "",
  },
  202: {
    outcome: "answered",
    responsible: "nobody",
    meaning: "the request was accepted; the code is withdrawn and unusual for a call",
    causes: [["Old equipment answers with a code that was meant for subscriptions", "RFC 6665 §8.3.1"]],
    action: "Nothing, unless there was no audio: then ask for a trace",
    ask: "Which equipment answers an INVITE with 202?",
  },
  204: {
    outcome: "answered",
    responsible: "unknown",
    meaning: "success without a notification; it belongs to subscriptions, not to calls",
    causes: [["A subscription's response was written into the call's record", "RFC 5839 §7.1"]],
    action: "Have an engineer look at the trace",
    ask: "Why does your side answer an INVITE with 204?",
  },
  300: {
    outcome: "redirected",
    responsible: "provider",
    meaning: "several other addresses are offered for this number",
    causes: [["The provider offers a choice of routes and nobody followed one", "RFC 3261 §21.3.1"]],
    action: "Allow redirects on the gateway, or ask the provider to route the call itself",
    ask: "Why is this number redirected, and can you route it on your side?",
  },
  301: {
    outcome: "redirected",
    responsible: "provider",
    meaning: "the number is reachable at a new address for good",
    causes: [
      ["The subscriber moved to another address or number", "RFC 3261 §21.3.2"],
      ["Number changed, with the new number in the Contact header", "RFC 3398 §7.2.4.1 (cause 22)"],
    ],
    action: "Put the new address into the number list, or allow redirects on the gateway",
    ask: "What is the new address of this number?",
  },
  302: {
    outcome: "redirected",
    responsible: "provider",
    meaning: "the number is reachable at another address for now",
    causes: [
      ["The subscriber forwards calls and the forwarding is left to us", "RFC 3261 §21.3.3"],
      ["The provider's routing server names the gateway that should get the call", "RFC 3261 §8.3"],
    ],
    action: "Allow redirects on the gateway, or ask the provider to follow them",
    ask: "Do you expect us to follow your 302, and to which addresses?",
  },
  305: {
    outcome: "redirected",
    responsible: "us: settings",
    meaning: "the call has to go through a certain proxy",
    causes: [["The gateway's outbound proxy is not set", "RFC 3261 §21.3.4"]],
    action: "Set the outbound proxy of the gateway",
    ask: "Which proxy should we use for these calls?",
  },
  380: {
    outcome: "redirected",
    responsible: "provider",
    meaning: "the call failed and another service is offered instead",
    causes: [
      ["The number needs another kind of call, often an emergency service", "RFC 3261 §21.3.5"],
      ["The alternative is described in the body, which call logs do not keep", "RFC 3261 §21.3.5"],
    ],
    action: "Have an engineer read the response's body in a trace",
    ask: "Which alternative service do you offer for these numbers?",
  },
} as const satisfies Partial<Record<RegisteredCode, CatalogueEntry>>;

/** Not even the arrival of the request was reported. */
export const NOTHING_CAME_ENTRY: CatalogueEntry = {
  outcome: "no response",
  responsible: "provider",
  meaning: "the request was sent and nothing came back, not even that it had arrived",
  causes: [
    [
      "The provider's server is down or does not listen at this address",
      "RFC 3261 §17.1.1.2 (Timer B, 32 s)",
    ],
    ["A firewall or a wrong address on our side drops the request or its response", "RFC 3261 §18.4"],
  ],
  action: "Check the gateway's address, our firewall and whether the provider's server answers at all",
  ask: "Did these requests reach you, and is your server at this address in service?",
};

/** Nobody knows: no record of the call names a response, and none could have shown that there was none. */
export const NOT_TOLD_ENTRY: CatalogueEntry = {
  outcome: "result not told",
  responsible: "unknown",
  meaning: "no log tells what came back",
  causes: [
    ["The record of the call has no result, or one in words that are not known", "this report"],
    ["The log ends before a response could come, or shows one direction only", "RFC 3261 §17.1.1.2"],
  ],
  action:
    "Nothing for the provider: upload a log that tells how these calls ended, or name its words in the settings",
  ask: "",
};

/** 9XX: our own refusal; the call never left us. */
export const LOCAL_BLOCK_ENTRY: CatalogueEntry = {
  outcome: "direction blocked",
  responsible: "us: settings",
  meaning: "the call was not sent: the number's prefix is not in the allowed directions of the gateway",
  causes: [
    ["An agent dialled a prefix that the connected gateway is not allowed to call", PART_1],
    ["The number was typed in a wrong format, so that it begins with a foreign prefix", PART_1],
  ],
  action: "Add the prefix to the gateway's allowed directions, or correct the number",
  ask: "",
};
