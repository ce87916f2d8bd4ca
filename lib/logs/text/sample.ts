import type { LogSample } from "../format/log-format.ts";
import { decodeText, encodingOf } from "./text-blocks.ts";

export const SAMPLE_BYTES = 64 * 1024;

/** What detection sees of a log, given its first bytes. */
export function sampleOf(head: Uint8Array, complete: boolean): LogSample {
  const { encoding, markLength } = encodingOf(head);
  const body = Buffer.from(head.buffer, head.byteOffset + markLength, head.length - markLength);
  const text =
    encoding === "utf-8"
      ? decodeText(complete ? body : wholeCharacters(body))
      : new TextDecoder(encoding).decode(body);
  return { bytes: head, text, complete };
}

/** Without the start of a UTF-8 character that the cut may have left at the end. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back);
    if (byte < 0x80) break;
  }
  return bytes;
}
