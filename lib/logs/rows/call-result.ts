import type { Basis } from "../../sip/call-event.ts";
import { sipOfQ850 } from "../../sip/q850-causes.ts";
import { codeOfCauseName, codeOfWords, q850OfName, RUNNING, saysNobodyAnswered } from "./derived-codes.ts";
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
  /** What the row says of its result, if nobody knows what that means; else "". */
  readonly unknownWord: string;
}

/** A row that names no response and derives none: its result is not told. */
export const NO_CODE = -1;

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
  const reasonIn = wordColumn(columns.reason, (text) => text);
  const causeIn = wordColumn(columns.cause, (text) => ({
    text,
    q850: q850Of(text),
    rang: saysNobodyAnswered(text),
    code: text === "" ? 0 : taught.get(text.toLowerCase()) || codeOfCauseName(text),
    word: text === "" ? 0 : codeOfWords(text),
  }));
  const q850In = wordColumn(columns.q850, q850Of);
  const saysYes = wordColumn(columns.answered, (text) => YES.has(text.toLowerCase()));
  const wordsIn = columns.disposition.map((column) =>
    wordColumn([column], (text) => ({ text, code: codeOfWord(text), rang: saysNobodyAnswered(text) })),
  );

  return (row: Row, talked: boolean): Result | string => {
    const code = codeIn(row);
    const reason = reasonIn(row);
    const cause = causeIn(row);
    const q850 = q850In(row) || cause.q850;
    const words = wordsOf(row);
    const inWords = words.code;
    // Where a result is given in words it decides: an IVR or a queue may answer a call that nobody picked up.
    const answered = inWords <= 0 ? talked || saysYes(row) : inWords === 200;

    if (code >= 900) return told(code, "local", reason, 0);
    if (code >= 200 && code < 300) return told(code, "reported", "", q850);
    // The call was answered, so a 2xx came; another code tells how it was taken down later.
    if (answered) {
      const later = code > 0 && reason === "" ? String(code) : reason;
      return told(200, "derived", later, q850, "", false);
    }
    const noAnswer = cause.rang ? cause.text : words.rang ? words.text : "";
    if (code >= 100) return told(code, "reported", phraseOf(reason, code), q850, noAnswer);
    if (code === 0) return told(0, "reported", reason, q850);

    const said = reason || cause.text || dispositionOf(row);
    if (said === "" && q850 === 0 && code === NOT_A_CODE) {
      return `Code "${fieldText(row, columns.code).slice(0, 40)}" is not a SIP response`;
    }
    const derived = derivedCode(q850, cause, inWords);
    const word = inWords || cause.word;
    const isUnknown = derived === NO_CODE && word === 0 && q850 === 0;
    return {
      code: derived,
      basis: "derived",
      reason: said,
      isReason: true,
      q850,
      noAnswer,
      running: derived === NO_CODE && word === RUNNING,
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
}

const NO_WORDS: Words = { text: "", code: 0, rang: false };

/** A result in a code; all fields in one literal, for it is made for every row. */
function told(
  code: number,
  basis: Basis,
  reason: string,
  q850: number,
  noAnswer = "",
  isReason = true,
): Result {
  return { code, basis, reason, isReason, q850, noAnswer, running: false, unknownWord: "" };
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
}

function derivedCode(q850: number, cause: Cause, inWords: number): number {
  if (cause.code > 0) return cause.code;
  const word = inWords || cause.word;
  // "Normal clearing" before any answer: the caller gave up, and a CANCEL is confirmed by 487.
  if (q850 === 16) return word > 0 ? word : 487;
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
    return profile.zero === "nothing came back" ? 0 : profile.zero === "answered" ? 200 : NO_CODE;
  if (code < 0) return NO_CODE;
  return (code >= 100 && code <= 699) || (code >= 900 && code <= 999) ? code : NOT_A_CODE;
}

function q850Of(text: string): number {
  if (text === "") return 0;
  const number = /^(?:Q\.?850[;:\s]*(?:cause=)?)?(\d{1,3})(?:\D|$)/i.exec(text)?.[1];
  const cause = number === undefined ? q850OfName(text) : Number(number);
  return cause <= 127 ? cause : 0;
}
