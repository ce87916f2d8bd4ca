import { MAX_TICKETS } from "../../analysis/content/report-content.ts";

/** Name, formula, codes counted, where it is defined. */
export type DefinitionRow = readonly [name: string, formula: string, codes: string, source: string];

/** What the Definitions sheet says: formulas with their code sets, stages, outcomes, words. */
export const DEFINITIONS_EN = {
  title: "Definitions",
  lead: "What every figure and word of this workbook means.",
  ratios: "Ratios",
  ratiosLead:
    "A ratio without anything to divide by is n/a. Intervals are 95 % Wilson intervals; fewer than 100 calls may be chance. Challenged attempts (401, 407) that were tried again count once.",
  codes: "Last responses in this report",
  stages: "Stages",
  outcomes: "Outcomes",
  words: "Words",
  durations: "Durations",
  rules: "Rules that decide the outcome",
  findings: "How findings are tested",
  rulesLead: "The first rule that fits decides; where none fits, the last response does.",
  counts: [
    ["Calls", "every call that started in the period", "all but scans", ""],
    [
      "Bids",
      "calls from or to others whose result a log tells",
      "all but internal, incomplete and result not told",
      "",
    ],
    ["Blocked", "calls that our own side refused before sending", "9XX", "platform"],
    ["Seizures", "bids − blocked", "all bids but 9XX", ""],
    ["Short call", "answered, with less than 10 s of talk", "200", ""],
  ] as readonly DefinitionRow[],
  stageTexts: {
    none: "The call never left, or nothing is known of it",
    reached: "The INVITE reached a server, and no progress was reported",
    trying: "100: the provider took the call and is working on it",
    progress: "18x: it rings, or the network plays an announcement",
    connected: "200: somebody picked up",
    ended: "The connected call was ended in order",
  },
  outcomeTexts: {
    answered: "Somebody, or something, picked up",
    "no answer": "It rang, or progress was reported, and nobody picked up",
    busy: "The line was engaged",
    "rejected by callee": "The called side refused the call",
    "callee unavailable": "Not available: as a rule off, out of coverage or not registered",
    "invalid number": "The number does not exist, or not in this form",
    forbidden: "Refused: number, balance, direction or registration",
    authentication: "The login of the gateway was refused",
    "media mismatch": "No common codec or media settings",
    "provider failure": "A fault at or behind the provider",
    congestion: "No free channel, or overload",
    timeout: "A time limit ran out while waiting for a response",
    stalled: "100 and then nothing for 10 s or longer",
    "no response": "Nothing came back at all",
    "network blocked": "A network's analytics blocked the call",
    "cancelled by us": "Our side gave up before the call could be answered",
    "answered elsewhere": "Another phone took the call",
    redirected: "Sent on to another address that was not tried",
    "direction blocked": "Our own settings do not allow the direction on this gateway",
    "protocol error": "A message was malformed, unsupported or looped",
    scan: "A program that searches the internet for open servers, a scanner: nobody's call",
    incomplete: "The logs end before the call does",
    "result not told": "The log names the call and does not tell how it ended",
  },
  wordTexts: [
    ["Ended by: kill", "Our side ended the call"],
    ["Ended by: finish", "The provider or the subscriber ended the call; a log cannot tell these two apart"],
    ["Probably responsible", "Who has to act first; it is a probability, only the provider knows"],
    ["Calls lost", "Calls that would have gone through, or would not have been made, without the problem"],
    [
      "Last on the wire",
      "The very last response, as seen or recorded; also a 487 that only confirms our own CANCEL",
    ],
    [
      "Ticket sheets",
      `One for each provider that has to be asked about calls, for a finding that may be theirs or for more faults than chance, at most ${MAX_TICKETS}: those with the most such calls`,
    ],
    ["0", "As a last response: no response to the INVITE counts, mostly because none came back"],
  ] as readonly (readonly [word: string, text: string])[],
};
