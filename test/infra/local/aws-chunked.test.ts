import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import {
  contentEncodingWithoutChunks,
  createAwsChunkedDecoder,
  isAwsChunked,
} from "../../../infra/local/aws-chunked.ts";

const decode = async (text: string, pieceLength: number) => {
  const body = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(body.length / pieceLength) }, (_, i) =>
    body.subarray(i * pieceLength, (i + 1) * pieceLength),
  );
  return (await buffer(Readable.from(pieces).pipe(createAwsChunkedDecoder()))).toString();
};

const SIGNED =
  "5;chunk-signature=ab12\r\nINVIT\r\n3;chunk-signature=cd34\r\nE \n\r\n0;chunk-signature=ef56\r\n\r\n";
const TRAILING = "a\r\n0123456789\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";
const LINE_BREAKS = "6\r\n\r\n\r\n\r\n\r\n0\r\n\r\n";

test.for([
  ["signed chunks", SIGNED, "INVITE \n"],
  ["a checksum at the end", TRAILING, "0123456789"],
  ["data that looks like the end of a chunk", LINE_BREAKS, "\r\n\r\n\r\n"],
  ["no data", "0\r\n\r\n", ""],
])("a body with %s is read, in one piece and byte by byte", async ([, body, expected]) => {
  for (const pieceLength of [1, 2, 7, 1000]) expect(await decode(body!, pieceLength)).toBe(expected);
});

test.for([
  ["ends inside a chunk", "a\r\n01234", "it ends before its last chunk"],
  ["lacks its last chunk", "5\r\n01234\r\n", "it ends before its last chunk"],
  ["is no chunks at all", "INVITE sip:x SIP/2.0\r\n", '"INVITE sip:x SIP/2.0" is no chunk size'],
  ["never ends its first line", "a".repeat(2000), "a chunk's header does not end"],
])("a body that %s is refused", async ([, body, message]) => {
  await expect(decode(body!, 100)).rejects.toThrow(message);
});

test("a chunked body is known by its hash header or its encoding", () => {
  expect(isAwsChunked({ "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER" })).toBe(true);
  expect(isAwsChunked({ "content-encoding": "gzip,aws-chunked" })).toBe(true);
  expect(isAwsChunked({ "x-amz-content-sha256": "UNSIGNED-PAYLOAD", "content-encoding": "gzip" })).toBe(
    false,
  );
});

test("what the content itself is encoded with is kept", () => {
  expect(contentEncodingWithoutChunks("aws-chunked, gzip")).toBe("gzip");
  expect(contentEncodingWithoutChunks("aws-chunked")).toBeUndefined();
});
