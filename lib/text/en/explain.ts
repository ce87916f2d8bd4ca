import type { Call } from "../../calls/call.ts";
import { describeResponse, type ResponseDescription } from "../../sip/catalogue/catalogue.ts";
import { ruleOf } from "../../sip/classify/classification-rules.ts";
import { isTold, type Outcome, type Responsible, type Stage } from "../../sip/outcomes.ts";
import { capitalised, gatewayName, list } from "./phrases.ts";

/** The part of a call that its explanation is made from. */
export type ExplainableCall = Pick<
  Call,
  | "lastResponse"
  | "lastOnWire"
  | "responses"
  | "reason"
  | "q850"
  | "stage"
  | "outcome"
  | "responsible"
  | "endedBy"
  | "answered"
  | "rule"
  | "setupMs"
  | "talkMs"
  | "tryingGapMs"
  | "ringMs"
  | "override"
  | "attempts"
  | "direction"
>;

/** How the one who probably has to act is named to the reader. */
const RESPONSIBLE_SENTENCES = {
  "us: settings": "Probably responsible: our settings",
  "us: agent": "Probably responsible: our agent, dialler or platform",
  provider: "Probably responsible: the provider",
  subscriber: "Probably responsible: the subscriber",
  "number list": "Probably responsible: the number list",
  "analytics block": "Probably responsible: the analytics service that blocks",
  nobody: "Nobody has to act",
  unknown: "Who is responsible is not known",
} as const satisfies Record<Responsible, string>;

/**
 * What the report says about one call, in sentences: how far it got and what its last response
 * means, why it counts as it does, who probably has to act, and who hung up.
 */
export function explain(call: ExplainableCall): string {
  const response = describeResponse(call.lastResponse, call);
  const why = whyItCounts(call, response);
  const ended = whoEnded(call);
  const tried = way(call);
  return (
    `${howFar(call, response)}. ${why === "" ? "" : `${why}. `}${RESPONSIBLE_SENTENCES[call.responsible]}.` +
    (ended === "" ? "" : ` ${ended}.`) +
    (tried === "" ? "" : ` ${tried}.`)
  );
}

function whyItCounts(call: ExplainableCall, response: ResponseDescription): string {
  if (call.override?.cause) return `By the settings: ${uncapitalised(call.override.cause)}`;
  if (call.rule === "answered") return "";
  const rule = ruleOf(call);
  if (rule?.outcome) return rule.because;
  // The usual causes fit neither our own answer nor what the settings know better.
  const isUsual = !isAnsweredByUs(call) && !call.override?.outcome && !call.override?.responsible;
  return isUsual && !contradictsRinging(call) ? probableCause(response) : "";
}

/** What rang is neither off nor unknown. */
function contradictsRinging({ stage, outcome }: ExplainableCall): boolean {
  return (
    stage === "progress" &&
    (outcome === "callee unavailable" || outcome === "invalid number" || outcome === "forbidden")
  );
}

function howFar(call: ExplainableCall, response: ResponseDescription): string {
  const { lastResponse } = call;
  if (call.answered) {
    return `Answered (${titleOf(response)})${after(call.setupMs)}${during("; connected", call.talkMs)}`;
  }
  if (lastResponse === 0) return nothingMore(call);
  if (response.class === "local") return `Not sent: ${titleOf(response)}`;
  if (lastResponse === 100)
    return `${capitalised(serverOf(call))} took the call (${titleOf(response)}) and reported nothing more${during("", call.tryingGapMs)}`;
  if (lastResponse < 200)
    return `${PROGRESS[lastResponse] ?? PROGRESS[183]} (${titleOf(response)})${during("", call.ringMs)}`;
  const what = `${titleOf(response)}${phrase(call, response)}${reached(call)}`;
  return `${what}${meaning(call, response)}${cause(response)}`;
}

/** The catalogue speaks of a provider who was asked; of our own answer only its outcome is said. */
function meaning(call: ExplainableCall, response: ResponseDescription): string {
  // What a rule found may contradict what the code usually means.
  if (call.outcome !== response.outcome || ruleOf(call)?.outcome) return "";
  if (!isAnsweredByUs(call)) return `: ${response.meaning}`;
  const ours = OUR_ANSWERS[call.outcome];
  return ours === undefined ? "" : `: ${ours}`;
}

/** What a response of our own side means. */
const OUR_ANSWERS: Partial<Record<Outcome, string>> = {
  busy: "the phone that was called is busy",
  "callee unavailable": "the phone that was called cannot be reached",
  "rejected by callee": "whoever was called does not want to take the call",
  "no answer": "nobody picked up in time",
  "invalid number": "our server does not know the number that was called",
  forbidden: "our server refuses the call",
  authentication: "our server asked for a login and did not get a valid one",
  congestion: "our server has no capacity for the call",
  "provider failure": "our server, or one behind it, failed",
};

/** The first server that takes the call: the provider's, or of a call to us our own. */
function serverOf(call: ExplainableCall): string {
  return isAnsweredByUs(call) ? "our server" : "the provider";
}

function isAnsweredByUs({ direction }: ExplainableCall): boolean {
  return direction === "inbound" || direction === "internal";
}

const PROGRESS: Readonly<Record<number, string>> = {
  180: "It rang",
  181: "The call was being forwarded",
  182: "The call waited in a queue",
  183: "Progress was reported before an answer",
};

const REACHED: Readonly<Record<Exclude<Stage, "trying">, string>> = {
  none: "",
  reached: " without any progress",
  progress: " after it rang",
  connected: "",
  ended: "",
};

/** 183 alone is no proof that a phone rang (RFC 3960 §3.1). */
function reached(call: ExplainableCall): string {
  const { stage, responses } = call;
  if (stage === "trying") return ` after ${serverOf(call)} took the call`;
  if (
    stage === "progress" &&
    responses.includes(183) &&
    !responses.some((code) => code >= 180 && code <= 182)
  )
    return " after early media";
  return REACHED[stage];
}

function nothingMore(call: ExplainableCall): string {
  const { lastOnWire, stage, outcome } = call;
  if (!isTold(outcome)) return "No log tells what came back";
  if (lastOnWire !== null) return `Nothing came back after the ${lastOnWire}`;
  if (stage === "reached")
    return `The request reached ${serverOf(call)} (SIP 0) and no work on it was reported`;
  return outcome === "cancelled by us"
    ? "The request was sent, and no response to it is in the log"
    : "The request was sent and nothing came back";
}

function titleOf(response: ResponseDescription): string {
  if (response.treatedAs === null) return `${response.label} ${response.reasonPhrase}`;
  return `${response.label}, not registered and read as ${response.treatedAs}`;
}

/** The words of the provider, where they are more than the standard ones. */
function phrase({ reason }: ExplainableCall, { reasonPhrase, treatedAs }: ResponseDescription): string {
  const isStandard = treatedAs === null && reason.toLowerCase() === reasonPhrase.toLowerCase();
  if (reason === "" || isStandard) return "";
  // What headers add to the standard phrase stands behind it in brackets already.
  return reason.startsWith(`${reasonPhrase} (`) ? reason.slice(reasonPhrase.length) : ` ("${reason}")`;
}

/** Not always of the final response: a 18x before it, or the end, may say more. */
function cause({ q850 }: ResponseDescription): string {
  return q850 ? `; the log gives Q.850 cause ${q850.cause}: ${uncapitalised(q850.name)}` : "";
}

function probableCause({ causes }: ResponseDescription): string {
  return `Probable cause: ${uncapitalised(causes[0]![0])}`;
}

/** How a call ends that somebody did not want, or did not let through. */
const REFUSALS: ReadonlySet<Outcome> = new Set([
  "busy",
  "rejected by callee",
  "forbidden",
  "invalid number",
  "congestion",
  "media mismatch",
  "protocol error",
]);

function whoEnded(call: ExplainableCall): string {
  const { endedBy, direction, outcome, lastResponse } = call;
  if (ruleOf(call)?.saysWhoEnded && !call.override) return "";
  const did = REFUSALS.has(outcome) && lastResponse >= 300 ? "refused" : "ended";
  if (endedBy === "kill") return `Our side ${direction === "inbound" ? did : "ended"} the call`;
  if (endedBy === "finish") return `${OTHERS[direction]} ${direction === "inbound" ? "ended" : did} the call`;
  return "The log does not tell who ended the call";
}

/** Who can have ended a call that our side did not end. */
const OTHERS: Readonly<Record<ExplainableCall["direction"], string>> = {
  outbound: "The provider or the subscriber",
  inbound: "The caller or the provider",
  internal: "The called side",
  "": "The provider or the subscriber",
};

function way({ attempts }: ExplainableCall): string {
  if (attempts.length === 0) return "";
  if (attempts.every(({ gateway }) => gateway === attempts[0]!.gateway))
    return `Tried ${attempts.length} times: ${list(attempts.map(({ lastResponse }) => lastResponse))}`;
  return `Tried via ${attempts.map(({ gateway, lastResponse }) => `${gatewayName(gateway)} (${lastResponse})`).join(", then ")}`;
}

function after(ms: number | null): string {
  return during(" after", ms).replace(" for ", " ");
}

function during(lead: string, ms: number | null): string {
  return ms === null ? "" : `${lead} for ${(ms / 1000).toFixed(1)} s`;
}

function uncapitalised(sentence: string): string {
  return sentence.charAt(1) === sentence.charAt(1).toUpperCase() && sentence.charAt(1) !== " "
    ? sentence
    : sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
