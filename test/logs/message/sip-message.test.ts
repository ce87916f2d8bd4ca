import { expect, test } from "vitest";
import { readSipMessage, type SipMessage } from "../../../lib/logs/message/sip-message.ts";
import { invite, request, response, type SipText } from "../../support/sip-text.ts";

function read(text: string | Buffer, cut = false): SipMessage | string {
  const bytes = Buffer.from(text);
  return readSipMessage(bytes, 0, bytes.length, cut);
}

function callIdOf(text: string | Buffer): string {
  const bytes = Buffer.from(text);
  const message = readSipMessage(bytes, 0, bytes.length);
  return typeof message === "string"
    ? message
    : bytes.toString("latin1", message.callIdFrom, message.callIdTo);
}

test("an INVITE is read with its sequence number and the length of its body", () => {
  expect(read(invite({ cseq: 102, body: "v=0\r\n" }))).toMatchObject({
    code: 0,
    role: "INVITE",
    cseq: 102,
    contentLength: 5,
  });
});

test("a response takes its method from CSeq", () => {
  expect(read(response("486 Busy Here"))).toMatchObject({ code: 486, role: "INVITE" });
  expect(read(response("200 OK", {}, "BYE"))).toMatchObject({ code: 200, role: "BYE" });
  expect(read(response("200 OK", {}, "REGISTER"))).toMatchObject({ code: 200, role: "REGISTER" });
});

test.for([
  ["ACK", "ACK"],
  ["PRACK", "PRACK"],
  ["UPDATE", "in-dialog"],
  ["INFO", "in-dialog"],
  ["REGISTER", "REGISTER"],
  ["OPTIONS", "OPTIONS"],
  ["SUBSCRIBE", "other-method"],
  ["NEWMETHOD", "other-method"],
] as const)("%s is %s", ([method, role]) => {
  expect(read(request(method))).toMatchObject({ role });
});

test("the body begins behind the empty line, whether lines end with CRLF or LF", () => {
  const text = invite({ body: "v=0\r\n" });
  expect(read(text)).toMatchObject({ bodyAt: text.indexOf("v=0") });
  const bare = text.replaceAll("\r\n", "\n");
  expect(read(bare)).toMatchObject({ bodyAt: bare.indexOf("v=0"), contentLength: 5 });
});

test("compact header names mean the same as the long ones", () => {
  const text =
    "BYE sip:a@b SIP/2.0\r\nf: <sip:1@b>;tag=x\r\nt: <sip:2@b>;tag=y\r\ni: short@b\r\nl : 0\r\nCSeq: 7 BYE\r\n\r\n";
  expect(read(text)).toMatchObject({ role: "BYE", cseq: 7, contentLength: 0 });
  expect(callIdOf(text)).toBe("short@b");
});

test("a header may go on in the next line", () => {
  const text = "INVITE sip:a@b SIP/2.0\r\nCall-ID:\r\n  folded@b\r\nCSeq: 0009\r\n  INVITE\r\n\r\n";
  expect(callIdOf(text)).toBe("folded@b");
  expect(read(text)).toMatchObject({ cseq: 9 });
});

test("header names are written in any case and with spaces before the colon", () => {
  expect(callIdOf("INVITE sip:a@b SIP/2.0\r\ncALL-iD  :  odd@b  \r\n\r\n")).toBe("odd@b");
});

test("Contact, Content-Type and Timestamp are not mistaken for Call-ID, Content-Length and To", () => {
  const text =
    "INVITE sip:a@b SIP/2.0\r\nContact: <sip:x@y>\r\nContent-Type: a/b\r\nTimestamp: 5\r\nCall-ID: c\r\n\r\n";
  expect(read(text)).toMatchObject({ toFrom: 0, toTo: 0, contentLength: -1 });
  expect(callIdOf(text)).toBe("c");
});

test("of two Call-ID headers the first counts", () => {
  expect(callIdOf("INVITE sip:a@b SIP/2.0\r\nCall-ID: one\r\nCall-ID: two\r\n\r\n")).toBe("one");
});

test("a message without an empty line is read, and known to be unfinished", () => {
  const text = "INVITE sip:a@b SIP/2.0\r\nCall-ID: c@d";
  expect(read(text)).toMatchObject({ bodyAt: -1 });
  expect(callIdOf(text)).toBe("c@d");
});

test("in a cut message the last line does not count: half a Call-ID is another Call-ID", () => {
  expect(read("INVITE sip:a@b SIP/2.0\r\nCSeq: 1 INVITE\r\nCall-ID: c@d", true)).toMatchObject({
    cseq: 1,
    callIdFrom: 0,
    callIdTo: 0,
  });
});

test("junk directly before the method is passed over", () => {
  expect(read(`DB${request("REGISTER")}`)).toMatchObject({ role: "REGISTER" });
  const binary = Buffer.concat([Buffer.from([1, 200, 7]), Buffer.from("INVITE sip:a@b SIP/2.0\r\n\r\n")]);
  expect(read(binary)).toMatchObject({ role: "INVITE" });
  expect(read(`\u00b5INVITE sip:a@b SIP/2.0\r\n\r\n`)).toMatchObject({ role: "INVITE" });
  expect(read("E..H. @.x INVITE sip:a@b SIP/2.0\r\n\r\n")).toMatchObject({ role: "INVITE" });
  expect(read(`xx${response("180 Ringing")}`)).toMatchObject({ code: 180 });
});

test.for([
  ["GET / HTTP/1.1\r\n\r\n", "absent"],
  ["OPTIONS * HTTP/1.1\r\n\r\n", "absent"],
  ["OPTIONS rtsp://a/b RTSP/1.0\r\n\r\n", "absent"],
  ["", "absent"],
  ["INVITE sip:someo", "unfinished"],
  ["SIP/2.0 20", "unfinished"],
  ["SIP/2.0 2000 OK\r\n\r\n", "damaged"],
  ["SIP/2.0 099 Low\r\n\r\n", "damaged"],
  ["SIP/2.0 OK\r\n\r\n", "damaged"],
  ["INVITE sip:a\u0000b@c SIP/2.0\r\n\r\n", "damaged"],
  [" sip:a@b SIP/2.0\r\n\r\n", "damaged"],
] as const)("%j is %s as a start line", ([text, fault]) => {
  expect(read(text)).toBe(fault);
});

test("a request of another SIP version is still an attempt to call", () => {
  expect(read("INVITE sip:a@b SIP/7.0\r\nCall-ID: c\r\n\r\n")).toMatchObject({ role: "INVITE" });
});

test.for([
  ["abc", -1],
  ["-5", -1],
  ["12x", -1],
  ["99999999999999", 0xffffffff],
] as const)("a Content-Length of %s is read as %d", ([value, length]) => {
  expect(read(`BYE sip:a@b SIP/2.0\r\nContent-Length: ${value}\r\n\r\n`)).toMatchObject({
    contentLength: length,
  });
});

test("what follows the message in memory is not read", () => {
  const bytes = Buffer.from("BYE sip:a@b SIP/2.0\r\nCall-ID: x\r\ni: y");
  expect(readSipMessage(bytes, 0, bytes.length - 3)).toMatchObject({ bodyAt: -1 });
  const message = readSipMessage(Buffer.from("BYE sip:a@b SIP/2.0\r\ni: y"), 0, 22) as SipMessage;
  expect(message.callIdTo).toBe(message.callIdFrom);
});

test("hundreds of Via headers are passed over", () => {
  const headers = Array.from(
    { length: 900 },
    (_, i) => `Via: SIP/2.0/UDP 10.0.0.${i}:5060;branch=z9hG4bK${i}`,
  );
  const text: SipText = { callId: "long@path" };
  expect(callIdOf(invite({ ...text, headers }))).toBe("long@path");
});
