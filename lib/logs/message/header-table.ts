import { asciiBytes } from "./ascii.ts";

type Header =
  | "Call-ID"
  | "CSeq"
  | "Content-Length"
  | "From"
  | "To"
  | "Reason"
  | "Via"
  | "User-Agent"
  | "link"
  | "hint"
  | "Retry-After";

interface HeaderRow {
  /** Name in lower case. */
  readonly name: Uint8Array;
  readonly header: Header;
}

/** The headers that are read of every message, with their compact forms (RFC 3261 §7.3.3, §20; RFC 3326). */
const HEADERS: readonly (readonly [name: string, header: Header])[] = [
  ["call-id", "Call-ID"],
  ["i", "Call-ID"],
  ["cseq", "CSeq"],
  ["content-length", "Content-Length"],
  ["l", "Content-Length"],
  ["from", "From"],
  ["f", "From"],
  ["to", "To"],
  ["t", "To"],
  ["reason", "Reason"],
  ["via", "Via"],
  ["v", "Via"],
];

/**
 * Headers that a B2BUA puts into the INVITE of each leg, so that the legs can be found together: the
 * session (RFC 7989 §5), the Call-ID of the leg before it (Homer, OpenSIPS), the call of a Cisco gateway,
 * of a BroadWorks platform, and of an IMS (RFC 7315 §4.6).
 */
const LINK_HEADERS = [
  "session-id",
  "x-cid",
  "cisco-guid",
  "x-broadworks-correlation-info",
  "p-charging-vector",
] as const;

/** Headers in which a failure says in words what its code does not: RFC 3261 §20.43, Twilio's SIP interface. */
const HINTS = ["warning", "x-twilio-error"] as const;

/** Headers by the first letter of their line, in any case, which most lines of a message do not share with any of them. */
export type HeadersByLetter = readonly (readonly HeaderRow[] | undefined)[];

/** What is read of the headers of a message. */
export class HeaderTable {
  readonly #ofInvite: HeadersByLetter;

  /** @param linkHeaders names of further headers that link the legs of a call; they go before the others */
  constructor(linkHeaders: readonly string[] = []) {
    const links = [...linkHeaders.map((name) => name.toLowerCase()), ...LINK_HEADERS];
    this.#ofInvite = byLetter([
      ...HEADERS,
      ["user-agent", "User-Agent"],
      ...links.map((name) => [name, "link"] as const),
    ]);
  }

  /** Who calls, and over which exchange, is told by the INVITE alone, and why a call failed by its failure. */
  of({ code, role }: { readonly code: number; readonly role: string }): HeadersByLetter {
    if (code === 0) return role === "INVITE" ? this.#ofInvite : OF_OTHERS;
    return code >= FIRST_FAILURE ? OF_FAILURES : OF_OTHERS;
  }
}

function byLetter(headers: typeof HEADERS): HeadersByLetter {
  const rows = headers.map(([name, header]): HeaderRow => ({ name: asciiBytes(name), header }));
  return Array.from({ length: 256 }, (_, letter) => {
    const own = rows.filter(({ name }) => name[0] === (letter | 0x20));
    return own.length > 0 ? own : undefined;
  });
}

const FIRST_FAILURE = 400;
const OF_OTHERS = byLetter(HEADERS);
const OF_FAILURES = byLetter([
  ...HEADERS,
  ["retry-after", "Retry-After"],
  ...HINTS.map((name) => [name, "hint"] as const),
]);

export const STANDARD_HEADERS = new HeaderTable();
