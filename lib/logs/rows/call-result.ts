import type { Basis } from "../../sip/call-event.ts";
import { isInformative, q850InText, sipOfQ850 } from "../../sip/q850-causes.ts";
import { namesSomething } from "../../sip/reason-marks.ts";
import {
  codeOfCauseName,
  codeOfWords,
  isState,
  q850OfName,
  RUNNING,
  saysNobodyAnswered,
} from "./derived-codes.ts";
import { type Columns, fieldText, type Row } from "./row.ts";
import type { RowProfile } from "./row-profile.ts";
import { wordColumn } from "./word-column.ts";

/** How a row says that its call ended. */
export interface Result {
  /** Last response; {@link NO_CODE} where the row has none. */
  readonly code: number;
  readonly basis: Basis;
  readonly reason: string;
  /** {@link reason} is the phrase of {@link code}, not of how an answered call ended. */
  readonly isReason: boolean;
  readonly q850: number;
  /** What the row says in words, if they say that nobody picked up; else "". */
  readonly noAnswer: string;
  /** The row itself says that its call is not over. */
  readonly running: boolean;
  /** 487 derived of "normal clearing" alone: true if the calling side ended the call, and else not told. */
  readonly clearing: boolean;
  /** What the row says of its result, if nobody knows what that means; else "". */
  readonly unknownWord: string;
}

/** A row that names no response and derives none: its result is not told. */
export const NO_CODE = -1;

/** 0 in the code column of a vendor who writes it for answered calls. */
const ZERO_IS_ANSWERED = -3;
/** The code column says something that is no code: look at the other columns. */
const NOT_A_CODE = -2;

const YES = new Set(["yes", "true", "1", "y", "t", "success", "successful"]);

/** Reads the result of rows of one layout. The texts repeat from row to row, so each is understood once. */
export function resultReader(
  profile: RowProfile,
  columns: Columns,
  results: Readonly<Record<string, number>>,
) {
  const taught = new Map(Object.entries(results).map(([word, code]) => [word.toLowerCase(), code]));
  const codeOfWord = (word: string) => taught.get(word.toLowerCase()) ?? codeOfWords(word);
  const codeIn = wordColumn(columns.code, (text) =>
    text === "" ? NO_CODE : (taught.get(text.toLowerCase()) ?? codeOf(text, profile)),
  );
  const reasonIn = wordColumn(columns.reason, (text) => ({
    text,
    q850: q850InText(text),
    rang: saysNobodyAnswered(text),
    word: text === "" ? 0 : codeOfWords(text),
  }));
  const causeIn = wordColumn(columns.cause, (text) => ({
    text,
    q850: q850Of(text),
    rang: saysNobodyAnswered(text),
    code: text === "" ? 0 : taught.get(text.toLowerCase()) || codeOfCauseName(text),
    word: text === "" ? 0 : codeOfWords(text),
    changesCode: namesSomething(text),
  }));
  const q850In = wordColumn(columns.q850, q850Of);
  const answeredIn = wordColumn(columns.answered, (text) =>
    text === "" ? undefined : YES.has(text.toLowerCase()),
  );
  const wordsIn = columns.disposition.map((column) =>
    wordColumn([column], (text) => ({
      text,
      code: codeOfWord(text),
      rang: saysNobodyAnswered(text),
      isState: isState(text),
    })),
  );

  /**
   * @param talked the row tells of a talk
   * @param isOver the row tells when its call was over, or for how long it went on
   */
  return (row: Row, talked: boolean, isOver: boolean): Result | string => {
    const saysAnswered = answeredIn(row);
    let code = codeIn(row);
    if (code === ZERO_IS_ANSWERED) code = saysAnswered === false ? NO_CODE : 200;
    const reason = reasonIn(row);
    const cause = causeIn(row);
    const q850 = q850In(row) || cause.q850 || reason.q850;
    const words = wordsOf(row);
    // "Completed" beside a failure is the state of the record.
    const inWords = words.isState && code >= 300 ? 0 : words.code;
    // Where a result is given in words it decides: an IVR or a queue may answer a call that nobody picked up.
    const answered = inWords <= 0 ? talked || saysAnswered === true : inWords === 200;

    if (code >= 900) return told(code, "local", reason.text, 0);
    if (code >= 200 && code < 300) return told(code, "reported", "", q850);
    // The call was answered, so a 2xx came; another code tells how it was taken down later.
    if (answered) {
      const later = code > 0 && reason.text === "" ? String(code) : reason.text;
      return told(200, "derived", later, q850, "", false);
    }
    const word = inWords || cause.word;
    const running = word === RUNNING && code < 300 && !(code >= 100 && isOver);
    const noAnswer = cause.rang ? cause.text : words.rang ? words.text : reason.rang ? reason.text : "";
    if (code >= 100 && !running) return asReported(code, reason.text, cause, q850, noAnswer);
    const derived = derivedCode(q850, cause, inWords || reason.word);
    // A record writes 0 for "nothing came back" and for "no code": what else it says is more.
    if (code === 0 && derived === NO_CODE && word === 0)
      return asReported(code, reason.text, cause, q850, noAnswer);

    const said = reason.text || cause.text || dispositionOf(row);
    if (said === "" && q850 === 0 && code === NOT_A_CODE) {
      return `Code "${fieldText(row, columns.code).slice(0, 40)}" is not a SIP response`;
    }
    const isUnknown = derived === NO_CODE && word === 0 && q850 === 0;
    return {
      code: running ? NO_CODE : derived,
      basis: "derived",
      reason: withCause(said, cause),
      isReason: true,
      q850,
      noAnswer,
      running: running || (derived === NO_CODE && word === RUNNING),
      clearing: derived === 487 && q850 === 16 && word <= 0 && cause.code === 0,
      unknownWord: isUnknown ? cause.text || dispositionOf(row) : "",
    };
  };

  /** The first column in words that gives a result, else one that is known, else none. */
  function wordsOf(row: Row): Words {
    let best = NO_WORDS;
    for (const wordIn of wordsIn) {
      const words = wordIn(row);
      if (words.code > 0) return words;
      if (best.code === 0) best = words;
    }
    return best;
  }

  function dispositionOf(row: Row): string {
    return fieldText(row, columns.disposition);
  }
}

interface Words {
  readonly text: string;
  /** See codeOfWords. */
  readonly code: number;
  readonly rang: boolean;
  readonly isState: boolean;
}

const NO_WORDS: Words = { text: "", code: 0, rang: false, isState: false };

/** A result in a code; all fields in one literal, for it is made for every row. */
function told(
  code: number,
  basis: Basis,
  reason: string,
  q850: number,
  noAnswer = "",
  isReason = true,
): Result {
  return { code, basis, reason, isReason, q850, noAnswer, running: false, clearing: false, unknownWord: "" };
}

function asReported(code: number, reason: string, cause: Cause, q850: number, noAnswer: string): Result {
  return told(code, "reported", withCause(phraseOf(reason, code), cause), q850, noAnswer);
}

/** "486 Busy Here" repeats the code that stands beside it. */
function phraseOf(reason: string, code: number): string {
  const first = reason.charCodeAt(0);
  return first >= 49 && first <= 57 && reason.startsWith(`${code} `) ? reason.slice(4) : reason;
}

interface Cause {
  readonly text: string;
  readonly q850: number;
  readonly rang: boolean;
  /** The response that the name of the cause stands for; 0 = none. */
  readonly code: number;
  /** See codeOfWords. */
  readonly word: number;
  /** Its words change what a code means, see reason-marks.ts. */
  readonly changesCode: boolean;
}

function withCause(said: string, { text, changesCode }: Cause): string {
  if (!changesCode || said.includes(text)) return said;
  return said === "" ? text : `${said} (${text})`;
}

/** Another phone took the call (Q.850 §2.2.7.1.17); the row's own words tell as much of this one. */
const NOT_SELECTED = 26;

function derivedCode(q850: number, cause: Cause, inWords: number): number {
  if (cause.code > 0) return cause.code;
  const word = inWords || cause.word;
  if (word > 0 && (!isInformative(q850) || q850 === NOT_SELECTED)) return word;
  // "Normal clearing" before any answer: the caller gave up, and a CANCEL is confirmed by 487.
  if (q850 === 16) return 487;
  const named = q850 > 0 ? (sipOfQ850(q850) ?? word) : word;
  return named > 0 ? named : NO_CODE;
}

function codeOf(text: string, profile: RowProfile): number {
  const word = profile.words?.[text];
  if (word !== undefined) return word;
  if (profile.codePattern) return Number(profile.codePattern.exec(text)?.[1] ?? NO_CODE);
  const digits = /^(?:SIP[:/\s;]*(?:cause=)?)?(-?\d{1,4})(?:\D|$)/i.exec(text)?.[1];
  if (digits === undefined) return NOT_A_CODE;
  const code = Number(digits);
  if (code === 0)
    return profile.zero === "nothing came back"
      ? 0
      : profile.zero === "answered"
        ? ZERO_IS_ANSWERED
        : NO_CODE;
  if (code < 0) return NO_CODE;
  return (code >= 100 && code <= 699) || (code >= 900 && code <= 999) ? code : NOT_A_CODE;
}

function q850Of(text: string): number {
  if (text === "") return 0;
  const number = /^(?:Q\.?850[;:\s]*(?:cause=)?)?(\d{1,3})(?:\D|$)/i.exec(text)?.[1];
  const cause = number === undefined ? q850OfName(text) : Number(number);
  return cause <= 127 ? cause : 0;
}
