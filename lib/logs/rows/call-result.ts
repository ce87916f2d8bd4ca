import type { Basis } from "../../sip/call-event.ts";
import { sipOfQ850 } from "../../sip/q850-causes.ts";
import { codeOfCauseName, codeOfWords, q850OfName } from "./derived-codes.ts";
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
}

/** A row that names no response and derives none: nothing came back, or it is not available. */
export const NO_CODE = -1;

/** The code column says something that is no code: look at the other columns. */
const NOT_A_CODE = -2;

const YES = new Set(["yes", "true", "1", "y", "t", "success", "successful"]);

/** Reads the result of rows of one layout. The texts repeat from row to row, so each is understood once. */
export function resultReader(profile: RowProfile, columns: Columns) {
  const codeIn = wordColumn(columns.code, (text) => (text === "" ? NO_CODE : codeOf(text, profile)));
  const reasonIn = wordColumn(columns.reason, (text) => text);
  const causeIn = wordColumn(columns.cause, (text) => ({ text, q850: q850Of(text) }));
  const q850In = wordColumn(columns.q850, q850Of);
  const saysYes = wordColumn(columns.answered, (text) => YES.has(text.toLowerCase()));
  const codesOfWords = columns.disposition.map((column) => wordColumn([column], codeOfWords));

  return (row: Row, talked: boolean): Result | string => {
    const code = codeIn(row);
    const reason = reasonIn(row);
    const cause = causeIn(row);
    const q850 = q850In(row) || cause.q850;
    const inWords = wordsOf(row);
    // Where a result is given in words it decides: an IVR or a queue may answer a call that nobody picked up.
    const answered = inWords === 0 ? talked || saysYes(row) : inWords === 200;

    if (code >= 900) return { code, basis: "local", reason, isReason: true, q850: 0 };
    if (code >= 200 && code < 300) return { code, basis: "reported", reason: "", isReason: true, q850 };
    // The call was answered, so a 2xx came; another code tells how it was taken down later.
    if (answered) {
      const later = code > 0 && reason === "" ? String(code) : reason;
      return { code: 200, basis: "derived", reason: later, isReason: false, q850 };
    }
    if (code >= 100) return { code, basis: "reported", reason: phraseOf(reason, code), isReason: true, q850 };
    if (code === 0) return { code: 0, basis: "reported", reason, isReason: true, q850 };

    if (q850 === 0 && cause.text === "" && inWords === 0 && code === NOT_A_CODE) {
      return `Code "${fieldText(row, columns.code).slice(0, 40)}" is not a SIP response`;
    }
    const said = reason || cause.text || fieldText(row, columns.disposition);
    return {
      code: derivedCode(q850, cause.text, inWords),
      basis: "derived",
      reason: said,
      isReason: true,
      q850,
    };
  };

  function wordsOf(row: Row): number {
    for (const codeOfWord of codesOfWords) {
      const code = codeOfWord(row);
      if (code > 0) return code;
    }
    return 0;
  }
}

/** "486 Busy Here" repeats the code that stands beside it. */
function phraseOf(reason: string, code: number): string {
  const first = reason.charCodeAt(0);
  return first >= 49 && first <= 57 && reason.startsWith(`${code} `) ? reason.slice(4) : reason;
}

function derivedCode(q850: number, cause: string, inWords: number): number {
  const named = cause === "" ? 0 : codeOfCauseName(cause);
  if (named > 0) return named;
  // "Normal clearing" before any answer: the caller gave up, and a CANCEL is confirmed by 487.
  if (q850 === 16) return inWords || 487;
  if (q850 > 0) return sipOfQ850(q850) ?? (inWords || 503);
  return inWords || (cause === "" ? 0 : codeOfWords(cause)) || NO_CODE;
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
