import type { PickedUpBy } from "../../calls/call-attributes.ts";
import { DEFINITIONS_EN } from "./definitions.ts";
import { findingTexts } from "./findings.ts";
import { callHeaders, HEADERS_EN } from "./headers.ts";
import { LOG_LIMITS_EN } from "./log-limits.ts";
import { englishNumbers } from "./numbers.ts";
import { settingsLine, untoldFileSentences } from "./untold.ts";

/** Below, hardly any finding could be more than chance. */
const FEW_CALLS = 30;
const NOT_AVAILABLE = "n/a";
const numbers = englishNumbers(NOT_AVAILABLE);
const { count } = numbers;
const calls = (n: number) => (n === 1 ? "1 call" : `${count(n)} calls`);
const files = (n: number) => (n === 1 ? "1 file" : `${count(n)} files`);
const records = (n: number) => (n === 1 ? "1 record" : `${count(n)} records`);

const PICKERS: Readonly<Record<PickedUpBy, string>> = {
  person: "a person",
  machine: "an answering machine",
  voicemail: "voicemail",
  queue: "a queue",
  ivr: "an IVR",
};

/** Every word of the workbook that does not come from the calls themselves, in English. */
export const EN = {
  numbers,
  headers: HEADERS_EN,
  callHeaders,
  definitions: DEFINITIONS_EN,
  findingTexts,
  notAvailable: NOT_AVAILABLE,
  yes: "yes",
  no: "no",
  unknown: "unknown",

  sheets: {
    summary: "Summary",
    findings: "Findings",
    responses: "Responses",
    gateways: "Gateways",
    directions: "Directions",
    agents: "Agents",
    hours: "Hours",
    trend: "Trend",
    delays: "Delays",
    hangUps: "Hang-ups",
    incidents: "Incidents",
    ticket: (gateway: string) => `Ticket ${gateway}`,
    numbers: "Numbers",
    calls: "Calls",
    dataQuality: "Data quality",
    definitions: "Definitions",
  },

  summary: {
    title: (period: string) => `SIP responses: ${period}`,
    subject: "How every call ended, why, and who has to act",
    period: (zone: string, from: string, to: string) =>
      from === ""
        ? "No times could be read from the logs."
        : `All times in ${zone}. Calls that started from ${from} until ${to}.`,
    made: (at: string, revision: number) => `Made ${at}${revision > 1 ? `, revision ${revision}` : ""}.`,
    cameIn: (read: number, unread: number, used: number, ignored: number, rejected: number) =>
      `Came in: ${files(read)} with ${records(used + ignored + rejected)} (${count(used)} used, ${count(ignored)} ignored by a rule, ${count(rejected)} rejected)` +
      `${unread > 0 ? `; ${files(unread)} could not be read, see Data quality` : ""}.`,
    /** @param told calls whose result a log tells, of `all` */
    outcome: (answered: number, told: number, all: number, asr: string) =>
      told === 0
        ? `The logs do not tell how many of ${calls(all)} were answered.`
        : `${count(answered)} of ${calls(told)}${told < all ? " whose result is told" : ""} ${told === 1 ? "was" : "were"} answered (answer-seizure ratio ${asr}).`,
    scans: (n: number, callers: readonly string[]) =>
      `${count(n)} more ${n === 1 ? "attempt is" : "attempts are"} of a scanner (${callers.slice(0, 3).join(", ")}${callers.length > 3 ? " …" : ""}) and not counted: see Data quality.`,
    internal: (n: number) =>
      `${calls(n)} stayed inside: listed on Calls and not counted, for no provider has seen ${n === 1 ? "it" : "them"}.`,
    untoldFiles: untoldFileSentences,
    logLimits: LOG_LIMITS_EN,
    /** @param listed calls that stayed inside */
    nothing: (listed: number) =>
      listed > 0
        ? "No call came in or went out."
        : "No call could be read from these files: Data quality tells why.",
    lost: (lost: number, findings: number) =>
      lost === 0
        ? "No call was lost for a reason that can be fixed, but this stands out:"
        : `${calls(lost)} lost for ${findings === 1 ? "a reason" : `${findings} reasons`} that can be fixed, most of them here:`,
    noFindings: (n: number) =>
      n < FEW_CALLS
        ? "Nothing stands out, but so few calls can hardly show a pattern."
        : "Nothing stands out: no pattern was found that chance does not explain.",
    changed: "What changed since the last revision",
    figures: "Key figures",
    findings: "What to act on, in order of calls lost",
    more: (left: number) =>
      `${left === 1 ? "1 more finding is" : `${left} more findings are`} marked in the column "Findings" of Calls.`,
    proofHint: (column: string) =>
      `To see all calls of a finding, filter the column "${column}" of Calls by its number.`,
    charts: "Charts",
    outcomes: "Calls by outcome",
    against: (label: string) => `Against ${label}`,
    was: (direction: string, difference: string, before: string) =>
      `${direction} ${difference}, was ${before}`,
    same: (before: string) => `= ${before}`,
    interval: (low: string, high: string, n: string) => `${low} – ${high}, n = ${n}`,
    bounds: (low: string, high: string, untold: number) =>
      `with the ${calls(untold)} whose result is not told between ${low} and ${high}`,
    small: "fewer than 100: may be chance",
    of: (n: string) => `n = ${n}`,
    retries: (tried: number, recovered: number, failover: number) =>
      `${tried === 1 ? "1 number" : `${count(tried)} numbers`} tried; ${count(recovered)} reached by a retry, ${count(failover)} of them on another gateway`,
    pickedUpBy: (told: readonly (readonly [who: PickedUpBy, calls: number])[]) =>
      `without ${told.map(([who, n]) => `${count(n)} by ${PICKERS[who]}`).join(", ")}`,
    comparedWith: {
      "the day before": "the day before",
      "the same weekday": "the same weekday",
      "the period before": "the period before",
      "the revision before": "the revision before",
    },
    figure: {
      calls: "Calls",
      answered: "Answered",
      asr: "ASR: answered of those that left us",
      outbound: "  of outbound calls",
      inbound: "  of inbound calls, by us",
      har: "HAR: answered by a person, as far as logs tell",
      ner: "NER: calls the network delivered",
      seer: "SEER: effective sessions (RFC 6076)",
      postDial: "Post-dial delay, median",
      acd: "Mean talk time of answered calls",
      reached: "Numbers reached, retries counted once",
      saved: "Saved by failover: a later attempt was answered or got further",
      lostAfterAll: "Lost after all routes were tried",
    },
  },

  findings: {
    title: "Findings",
    lead: "What was found in the calls, with the evidence and how sure it is. The number leads to the first call.",
    name: (number: number, title: string) => `${number}. ${title}`,
    acts: (who: string, action: string) => `Who acts: ${who}. ${action}.`,
    lost: (n: number, saved: number) =>
      `${calls(n)} lost${saved > 0 ? `; ${count(saved)} saved by a later attempt` : ""}.`,
    sure: (chance: string, test: string) => `By chance: ${chance}. ${test}.`,
    cut: (shown: number, all: number) => `The first ${count(shown)} of ${count(all)} lines.`,
  },
  chance: (p: number) => (p < 0.0001 ? "p < 0.0001" : `p = ${p.toPrecision(2)}`),

  charts: {
    outcomes: "Calls by outcome",
    outcomesText: (list: string) => `Bars, calls by outcome: ${list}`,
    hours: "Calls by hour",
    hoursText: (busiest: string) =>
      `Stacked columns, answered and not answered calls by hour of the day; busiest hour ${busiest}`,
    gateways: "Answer ratio by gateway",
    gatewaysText: (list: string) => `Bars, answer-seizure ratio by gateway: ${list}`,
    trend: "Calls by day",
    trendText: "Lines, calls and answered calls by day",
    ratios: "Answer ratio by day",
  },

  proof: (n: number) => `${calls(n)} →`,
  gatewayless: "(no gateway)",
  allGateways: "(all)",
  difference: (sign: "▲" | "▼" | "=", points: string) => (sign === "=" ? "=" : `${sign} ${points}`),

  responses: {
    title: "Last responses",
    lead: "How calls ended: the last response of each, what it means, who probably has to act. Only the provider can name the exact reason.",
    failover: "Attempts that failed in calls that were tried more than once",
    failoverLead:
      "These responses came as well, but not as the last of a call: it was tried again, mostly over another gateway. Counts attempts.",
  },
  gateways: {
    title: "Gateways",
    lead: "Ratios with the 95 % Wilson interval; the arrow compares the answer-seizure ratio. Response classes count last responses. Grey ratios: fewer than 100 calls. A call that was tried over several gateways counts at each of them.",
    headToHead: "Two gateways on the same direction",
    headToHeadLead:
      "Fisher's exact test on the answer ratios; significant = holds after allowing for all pairs compared.",
    significant: "significant",
    notSignificant: "may be chance",
  },
  directions: {
    title: "Directions",
    lead: "Calls by the country and the area that the dialled number begins with. Grey ratios: fewer than 100 calls.",
    countries: "Countries",
    areas: "Areas",
    areasCut: (shown: number, all: number) => `The busiest ${count(shown)} of ${count(all)} areas.`,
  },
  agents: {
    title: "Agents",
    lead: "Calls by agent: how they ended, who hung up, what our own settings blocked (9XX). Grey ratios: fewer than 100 calls.",
    blocked: "Directions that were blocked, by agent",
    blockedLead:
      "Dialled on a gateway that does not allow the direction; the last column names gateways that do.",
  },
  hours: {
    title: "Hours",
    lead: (zone: string) => `By the hour in which calls started, ${zone}.`,
    weekdays: "Calls by weekday and hour",
    names: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
  },
  trend: { title: "Trend", lead: "Days of the period." },
  delays: {
    title: "Delays",
    lead: "Seconds. The gap from 100 to the next response is normally 0.1 to 3 s; over 10 s needs looking into with the provider.",
    gapNorm: "100 gap within the norm",
    slow: (shown: number, all: number) =>
      `Calls that waited more than 10 s after 100, longest first${shown < all ? ` (${count(shown)} of ${count(all)})` : ""}`,
    measures: {
      tryingGap: "100 to next response",
      postDial: "Post-dial delay (to the first 18x)",
      requestDelayAnswered: "Request delay, answered",
      requestDelayFailed: "Request delay, failed",
      ring: "Ringing",
      setup: "Dialled to answered",
      talk: "Talk time",
    },
  },
  hangUps: {
    title: "Hang-ups",
    lead: "Who ended the calls, and when. Who ended a call is not always who is responsible for it.",
    endedBy: { kill: "our side (kill)", finish: "provider or subscriber (finish)" },
  },
  incidents: {
    title: "Incidents",
    lead: "Stretches of time in which a gateway failed far more than at other times.",
  },
  ticket: {
    title: (gateway: string) => `To the provider of ${gateway}`,
    greeting: "Dear support team,",
    opening: (count_: string, period: string) =>
      `${count_} of our calls did not go through${period === "" ? "" : ` in the period ${period}`}. Below they are grouped by problem, each with times, Call-IDs, numbers and the responses that we received. Could you please tell us the exact reason for each group and what you or we can do about it?`,
    closing: "Thank you for looking into it. We are happy to send traces of single calls on request.",
    zones: (zone: string) =>
      `Times in UTC${zone === "UTC" ? "" : ` and in ${zone}`}; the times in the list of responses count from the INVITE.`,
    problem: (number: number, title: string) => `${number}. ${title}`,
    span: (from: string, to: string, n: number) =>
      from === "" || to === "" ? `${calls(n)}.` : `${calls(n)}, ${from} – ${to} UTC.`,
    cut: (shown: number, all: number) =>
      `The first ${count(shown)} of ${calls(all)} are listed; the rest on request.`,
    file: (gateway: string, period: string) => `SIP ticket ${gateway} ${period}`.trimEnd(),
  },
  numberList: {
    lead: "What the number list should change: numbers to drop, to write in another form, to try again.",
  },
  calls: {
    lead: (zone: string) =>
      `Every call. Times in ${zone}; durations in seconds; offsets in the timeline count from the INVITE.`,
  },
  dataQuality: {
    title: "Data quality",
    lead: "Every record of every file is used, ignored by a named rule, or rejected with a reason; the three add up to its records.",
    files: "Files",
    rules: "Ignored, by rule",
    rejections: "Rejected records",
    rejectionsCut: (shown: number, all: number) =>
      `The first ${count(shown)} of ${records(all)} that were rejected.`,
    unknownResults: "Results in words that are not known",
    unknownResultsLead:
      "The calls of these records count in no ratio, finding or ticket. These lines of settings teach the words; put the SIP response that each means for CODE: 200 answered, 486 busy, 480 no answer, 603 refused, 404 no such number, 487 given up by us, 0 nothing came back.",
    settingsLine,
    notes: "Assumptions made while reading",
    flags: "Calls that look odd",
    fragments: "Calls whose start is in no file",
    fragmentsLead: (n: number, shown: number) =>
      `The logs begin in the middle of ${calls(n)}. They belong to attempts in another log, so no figure of this report counts them.${
        n > shown ? ` The first ${count(shown)}:` : ""
      }`,
    witnesses: "Calls that the wire and a record tell of",
    witnessesLead: (agreeing: number, all: number) =>
      `Of ${calls(all)} both a capture or trace and a call record were uploaded. In ${count(agreeing)} the record has the last response that was seen on the wire; where the two differ, the wire counts.`,
    scans: "Scanners",
    scansLead: (n: number) =>
      `${calls(n)} of programs that search the internet for open servers, scanners. They are nobody's calls, so no figure of this report counts them. Close the server to unknown addresses, or block these.`,
    signs: "Servers that refused a registration, or did not answer",
    signsCut: (shown: number, all: number) => `The first ${count(shown)} of ${count(all)}.`,
    signsLead:
      "What was seen outside of calls; 0: REGISTER or OPTIONS was sent again and again, and nothing came back. A gateway that refuses our registration sends us no calls and mostly takes none. Where our own server is named, it refused a phone, or whoever tried to register with it.",
    basis: "Where the last responses come from",
    complete: (complete: number, incomplete: number) =>
      `${calls(complete)} complete${incomplete === 0 ? "" : `; the end of ${count(incomplete)} is not in any file`}.`,
    legs: (n: number) =>
      n === 1
        ? "1 leg with a Call-ID of its own, through our own exchange or over another gateway, is counted with the call that it belongs to."
        : `${count(n)} legs with Call-IDs of their own, through our own exchange or over another gateway, are counted with the calls that they belong to.`,
    bases: {
      wire: "wire: seen as a SIP message",
      reported: "reported: stated in a call record",
      derived: "derived: inferred from another value",
      local: "local: made by our own side, never sent",
    },
    states: { committed: "read", quarantined: "could not be read", withdrawn: "withdrawn" },
  },
};

export type ReportText = typeof EN;
