import { asciiBytes, COMMA, SEMICOLON, SPACE, skipSpaces, standsAt } from "./ascii.ts";
import type { SipMessage } from "./sip-message.ts";

/** Branches are only ever compared within one call, so 32 bits tell two apart. 0 where there is none. */
export function branchOf(bytes: Buffer, { viaFrom, viaTo }: SipMessage): number {
  for (let at = viaFrom + PROTOCOL_BYTES; at < viaTo; at++) {
    if (bytes[at] !== SEMICOLON) continue;
    const name = skipSpaces(bytes, at + 1, viaTo);
    if (!standsAt(bytes, BRANCH, name, viaTo)) continue;
    const from = name + BRANCH.length;
    let to = from;
    while (to < viaTo && isOfToken(bytes[to]!)) to++;
    let hash = to - from;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    return hash >>> 0;
  }
  return 0;
}

const BRANCH = asciiBytes("branch=");
/** Before any parameter stands at least "SIP/2.0/UDP a". */
const PROTOCOL_BYTES = 13;

function isOfToken(byte: number): boolean {
  return byte !== SEMICOLON && byte !== COMMA && byte > SPACE;
}
