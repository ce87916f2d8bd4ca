import type { IgnoreRule } from "../format/record-counts.ts";
import { asciiBytes } from "./ascii.ts";

/** What the outcome of a call is read from; every other method only says how to ignore it. */
export type MethodRole =
  | "INVITE"
  | "CANCEL"
  | "BYE"
  | "in-dialog"
  | "ACK"
  | "PRACK"
  | "REGISTER"
  | "OPTIONS"
  | Extract<IgnoreRule, "mid-call" | "other-method">;

/** Every registered method (IANA, SIP Parameters), by its meaning for a call. */
const METHODS = {
  /** RFC 3261 §13 */
  INVITE: "INVITE",
  /** RFC 3261 §9 */
  CANCEL: "CANCEL",
  /** RFC 3261 §15 */
  BYE: "BYE",
  /** RFC 3261 §17.1.1.3 */
  ACK: "ACK",
  /** RFC 3262 */
  PRACK: "PRACK",
  /** RFC 3311; as a refresh of the session (RFC 4028) it may find the dialog gone */
  UPDATE: "in-dialog",
  /** RFC 6086; 481 and 408 tell of the dialog, as of any request inside it (RFC 3261 §12.2.1.2) */
  INFO: "in-dialog",
  /** RFC 3515 */
  REFER: "in-dialog",
  /** RFC 3261 §10 */
  REGISTER: "REGISTER",
  /** RFC 3261 §11 */
  OPTIONS: "OPTIONS",
  /** RFC 6665 */
  SUBSCRIBE: "other-method",
  /** RFC 6665 */
  NOTIFY: "other-method",
  /** RFC 3903 */
  PUBLISH: "other-method",
  /** RFC 3428 */
  MESSAGE: "other-method",
} as const satisfies Record<string, MethodRole>;

const ROWS = Object.entries(METHODS).map(([name, role]) => ({ name, role, bytes: asciiBytes(name) }));
const BY_FIRST_LETTER = new Map(
  ROWS.map(({ bytes }) => [bytes[0]!, ROWS.filter((row) => row.bytes[0] === bytes[0])]),
);

/** Role of the method that `[from, to)` spells (methods are case-sensitive, RFC 3261 §7.1), "" if none is known. */
export function methodRole(bytes: Uint8Array, from: number, to: number): MethodRole | "" {
  for (const row of BY_FIRST_LETTER.get(bytes[from] ?? 0) ?? []) {
    if (row.bytes.length === to - from && endsWith(bytes, row.bytes, to)) return row.role;
  }
  return "";
}

/** Offset of the known method that `[from, to)` ends with, -1 if it ends with none: what is left of it is junk. */
export function trailingMethod(bytes: Uint8Array, from: number, to: number): number {
  for (const row of ROWS) {
    if (row.bytes.length < to - from && endsWith(bytes, row.bytes, to)) return to - row.bytes.length;
  }
  return -1;
}

function endsWith(bytes: Uint8Array, name: Uint8Array, to: number): boolean {
  const from = to - name.length;
  for (let at = 0; at < name.length; at++) if (bytes[from + at] !== name[at]) return false;
  return true;
}
