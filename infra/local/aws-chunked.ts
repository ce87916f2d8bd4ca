import { Transform, type TransformCallback } from "node:stream";

const LF = 10;
const MAX_HEADER_BYTES = 1024;

/** What a request says about its body, header names in lower case. */
export type BodyHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * True if the body is "aws-chunked": cut into signed or checksummed chunks inside the body itself.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function isAwsChunked(headers: BodyHeaders): boolean {
  return (
    String(headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-") ||
    /\baws-chunked\b/.test(String(headers["content-encoding"] ?? ""))
  );
}

/** Takes "aws-chunked" off a Content-Encoding, as S3 does before it keeps it. Undefined if nothing is left. */
export function contentEncodingWithoutChunks(encoding: string): string | undefined {
  const kept = encoding.split(",").map((part) => part.trim());
  return kept.filter((part) => part !== "" && part !== "aws-chunked").join(",") || undefined;
}

/**
 * Takes the framing of aws-chunked off: `<hex size>[;chunk-signature=…]\r\n<data>\r\n …`, a chunk of
 * size 0, then trailing headers, which are dropped. Signatures and checksums are not checked: the
 * connection is loopback. Fails with a SyntaxError if the framing is broken or the body ends within it.
 */
export function createAwsChunkedDecoder(): Transform {
  let header = "";
  /** Bytes of data still to come in this chunk; -1 = reading a chunk's header; -2 = reading trailers. */
  let left = -1;

  function fail(callback: TransformCallback, why: string): void {
    callback(new SyntaxError(`Cannot read aws-chunked body: ${why}`));
  }

  return new Transform({
    transform(bytes: Buffer, _encoding, callback) {
      let at = 0;
      while (at < bytes.length && left !== -2) {
        if (left > 0) {
          const data = bytes.subarray(at, at + left);
          this.push(data);
          at += data.length;
          left -= data.length;
          if (left === 0) left = -1;
          continue;
        }
        const end = bytes.indexOf(LF, at);
        header += bytes.toString("latin1", at, end < 0 ? bytes.length : end);
        at = end < 0 ? bytes.length : end + 1;
        if (header.length > MAX_HEADER_BYTES) return fail(callback, "a chunk's header does not end");
        if (end < 0) continue;
        const line = header.trim();
        header = "";
        // The line break that ends the data of the chunk before.
        if (line === "") continue;
        const [, size] = /^([0-9a-fA-F]{1,8})(;|$)/.exec(line) ?? [];
        if (size === undefined) return fail(callback, `"${line}" is no chunk size`);
        left = Number.parseInt(size, 16) || -2;
      }
      callback();
    },
    flush(callback) {
      if (left === -2) callback();
      else fail(callback, "it ends before its last chunk");
    },
  });
}
