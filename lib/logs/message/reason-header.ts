import { textOf } from "./text-of.ts";

export interface ReasonHeader {
  /** Q.850 cause, 0 = none. */
  q850: number;
  /** Text of the "SIP" reason, else of any other; "" if none. */
  text: string;
  /** The text comes from the "SIP" reason: it says more than the name of a Q.850 cause. */
  isSip: boolean;
}

const NO_REASON: ReadonlyReasonHeader = { q850: 0, text: "", isSip: false };
type ReadonlyReasonHeader = Readonly<ReasonHeader>;

/** RFC 3326 §3.1: another phone took the call. Its text may be in any language, or missing; Q.850 has a cause of this meaning. */
const COMPLETED_ELSEWHERE = { cause: 200, text: "Call completed elsewhere", q850: 26 };

/** Reads the Reason headers (RFC 3326) whose value offsets are given in pairs. */
export function readReasons(bytes: Buffer, offsets: readonly number[] | undefined): ReadonlyReasonHeader {
  if (!offsets) return NO_REASON;
  const reason: ReasonHeader = { q850: 0, text: "", isSip: false };
  for (let i = 0; i + 1 < offsets.length; i += 2) {
    const value = textOf(bytes, offsets[i]!, Math.min(offsets[i + 1]!, offsets[i]! + 1024));
    for (const one of splitOutsideQuotes(value, ",")) readReason(one, reason);
  }
  return reason;
}

function readReason(value: string, into: ReasonHeader): void {
  const [protocol = "", ...parameters] = splitOutsideQuotes(value, ";");
  let cause = 0;
  let text = "";
  for (const parameter of parameters) {
    const equals = parameter.indexOf("=");
    const name = parameter.slice(0, equals).trim().toLowerCase();
    const raw = parameter.slice(equals + 1).trim();
    if (name === "cause") cause = /^\d{1,3}$/.test(raw) ? Number(raw) : 0;
    if (name === "text") text = unquoted(raw);
  }
  switch (protocol.trim().toUpperCase()) {
    case "Q.850":
      if (cause <= 127 && into.q850 === 0) into.q850 = cause;
      if (into.text === "") into.text = text;
      return;
    case "SIP":
      if (cause === COMPLETED_ELSEWHERE.cause) {
        text ||= COMPLETED_ELSEWHERE.text;
        into.q850 ||= COMPLETED_ELSEWHERE.q850;
      }
      if (text !== "" && !into.isSip) {
        into.text = text;
        into.isSip = true;
      }
      return;
    default:
      if (into.text === "") into.text = text;
  }
}

function splitOutsideQuotes(value: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (character === '"') quoted = !quoted;
    else if (character === "\\" && quoted) at++;
    else if (character === separator && !quoted) {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(value.slice(from));
  return parts;
}

function unquoted(text: string): string {
  const inner = text.startsWith('"')
    ? text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined)
    : text;
  return inner.replace(/\\(.)/gs, "$1").trim();
}
