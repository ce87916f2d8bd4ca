import { expect, test } from "vitest";
import type { Sighting } from "../../../lib/calls/sighting.ts";
import { type MessageResult, sightMessage } from "../../../lib/logs/message/message-sighting.ts";
import { readSipMessage } from "../../../lib/logs/message/sip-message.ts";
import { invite, request, response } from "../../support/sip-text.ts";

const ROUTE = {
  hop: "10.0.0.1:5060|10.0.0.2:5060",
  sender: "10.0.0.1:5060",
  receiver: "10.0.0.2:5060",
};
const AT = 1_700_000_000_000_123;

function sight(text: string): MessageResult {
  const bytes = Buffer.from(text);
  const message = readSipMessage(bytes, 0, bytes.length);
  if (typeof message === "string") throw new TypeError(message);
  return sightMessage(bytes, message, ROUTE, AT);
}

function eventOf(text: string): unknown {
  const verdict = sight(text);
  return typeof verdict === "object" && "events" in verdict ? verdict.events[0] : verdict;
}

test("an INVITE without a To tag begins a call and tells who called whom from where", () => {
  expect(sight(invite())).toEqual({
    callId: "call-1",
    hop: ROUTE.hop,
    basis: "wire",
    whole: false,
    live: true,
    heardAt: ROUTE.receiver,
    callerTag: "caller",
    callerAddress: "10.0.0.1:5060",
    gateway: "",
    branch: expect.any(Number),
    events: [{ at: AT, kind: "invite", code: 0, cseq: 1, by: "caller", reason: "", q850: 0 }],
    attributes: { from: "100", to: "200" },
  });
});

test("an INVITE with a To tag changes a call that exists and says nothing about who called", () => {
  expect(sight(invite({ toTag: "callee", fromTag: "x", cseq: 3 }))).toMatchObject({
    callerTag: "",
    callerAddress: "",
    attributes: {},
    events: [{ kind: "reinvite", cseq: 3, by: "tag:x" }],
  });
});

test("a response carries its code, its phrase and whose request it answers", () => {
  expect(eventOf(response("486 Busy Here", { cseq: 2 }))).toEqual({
    at: AT,
    kind: "response",
    code: 486,
    cseq: 2,
    by: "tag:caller",
    reason: "Busy Here",
    q850: 0,
  });
});

test.for([
  ['Q.850;cause=34;text="no circuit"', 34, "Service Unavailable"],
  ["SIP;cause=503, Q.850 ;cause=41", 41, "Service Unavailable"],
  ["q.850;cause=999", 0, "Service Unavailable"],
  ['SIP;cause=603;text="Network, Blocked";v=analytics1', 0, "Service Unavailable (Network, Blocked)"],
] as const)("Reason: %s on a 503 is Q.850 %d, %s", ([reason, q850, text]) => {
  expect(eventOf(response("503 Service Unavailable", { headers: [`Reason: ${reason}`] }))).toMatchObject({
    q850,
    reason: text,
  });
});

test("two Reason headers are read as one", () => {
  const headers = ['Reason: SIP;cause=200;text="Call completed elsewhere"', "Reason: Q.850;cause=26"];
  expect(eventOf(request("CANCEL", { headers }))).toMatchObject({
    kind: "cancel",
    by: "caller",
    reason: "Call completed elsewhere",
    q850: 26,
  });
});

test("a CANCEL for SIP cause 200 without a text was answered elsewhere", () => {
  expect(eventOf(request("CANCEL", { headers: ["Reason: SIP;cause=200"] }))).toMatchObject({
    reason: "Call completed elsewhere",
  });
});

test("a CANCEL with a To tag withdraws a change of the call, not the call", () => {
  expect(sight(request("CANCEL", { toTag: "callee" }))).toBe("mid-call");
});

test("a BYE names its sender by the From tag", () => {
  const headers = ['Reason: Q.850;cause=16;text="Normal call clearing"'];
  expect(eventOf(request("BYE", { fromTag: "callee", toTag: "caller", headers }))).toMatchObject({
    kind: "bye",
    by: "tag:callee",
    q850: 16,
    reason: "Normal call clearing",
  });
});

test("a final response to a BYE is kept, one to a CANCEL is not an answer", () => {
  expect(eventOf(response("200 OK", {}, "BYE"))).toMatchObject({ kind: "bye-response", code: 200 });
  expect(sight(response("100 Trying", {}, "BYE"))).toBe("mid-call");
  expect(eventOf(response("200 OK", {}, "CANCEL"))).toBeUndefined();
});

test("what is said beside an INVITE tells of it: an ACK and a PRACK of a response, a 200 of a CANCEL", () => {
  const said = (message: string) => (sight(message) as Sighting).aside?.what;
  expect(said(request("ACK"))).toBe("ack");
  expect(said(request("PRACK"))).toBe("prack");
  expect(said(response("200 OK", {}, "CANCEL"))).toBe("cancelled");
  expect(sight(response("481 Call/Transaction Does Not Exist", {}, "CANCEL"))).toBe("mid-call");
});

test("branches differ wherever they differ, and stand behind white space as well", () => {
  const branch = (via: string) => (sight(invite().replace(/Via: .*/, `Via: ${via}`)) as Sighting).branch;
  const first = branch("SIP/2.0/UDP host;branch=z9hG4bK-524287-1---0123456789abcdef");
  expect(first).toBeGreaterThan(0);
  expect(branch("SIP/2.0/UDP host;branch=z9hG4bK-524287-2---0123456789abcdef")).not.toBe(first);
  expect(branch("SIP/2.0/UDP host;rport;\t branch=z9hG4bK-524287-1---0123456789abcdef")).toBe(first);
});

test("a caller without a From tag is still told from the callee", () => {
  expect(sight(invite({ fromTag: "" }))).toMatchObject({ callerTag: "-" });
  expect(eventOf(request("BYE", { fromTag: "" }))).toMatchObject({ by: "tag:-" });
});

test("messages that belong to no call and say nothing of a gateway are ignored", () => {
  expect(sight(request("SUBSCRIBE"))).toBe("other-method");
  expect(sight(response("100 Trying", {}, "REGISTER"))).toBe("other-method");
  expect(sight(response("202 Accepted", {}, "SUBSCRIBE"))).toBe("other-method");
});

test.for([
  ["REGISTER", "registration"],
  ["OPTIONS", "keepalive"],
] as const)("%s and what comes back to it are a sign of the gateway", ([method, kind]) => {
  const asked = sight(request(method)) as Sighting;
  expect(asked).toMatchObject({ events: [{ kind, code: 0 }], callerAddress: asked.hop.split("|")[0] });
  const answer = sight(response("403 No", {}, method)) as Sighting;
  expect(answer).toMatchObject({
    events: [{ kind, code: 403, reason: "No" }],
    callerAddress: answer.heardAt,
  });
});

test("an ACK, an UPDATE and its response say something aside of a call that is known", () => {
  const asideOf = (text: string) => sight(text) as Sighting;
  expect(asideOf(request("ACK"))).toMatchObject({ events: [], aside: { what: "ack", at: AT, by: "caller" } });
  expect(asideOf(request("UPDATE", { cseq: 4 }))).toMatchObject({
    events: [],
    aside: { what: "asked", cseq: 4 },
  });
  expect(asideOf(response("200 OK", { cseq: 4 }, "UPDATE"))).toMatchObject({
    aside: { what: "answered", cseq: 4 },
  });
  // What cannot be told apart says nothing.
  expect(sight("ACK sip:a@b SIP/2.0\r\nCSeq: 1 ACK\r\n\r\n")).toBe("mid-call");
  expect(sight("ACK sip:a@b SIP/2.0\r\nCall-ID: c\r\n\r\n")).toBe("mid-call");
});

test("a request and its responses have one branch, that of the first Via header, whatever its case and form", () => {
  const branchOf = (via: string) =>
    (sight(`INVITE sip:a@b SIP/2.0\r\n${via}\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n\r\n`) as Sighting).branch;
  const branch = branchOf("Via: SIP/2.0/UDP a;branch=z9hG4bK1;rport");
  expect(branch).toBeGreaterThan(0);
  expect(branchOf("v: SIP/2.0/UDP a;rport; Branch=z9hG4bK1")).toBe(branch);
  expect(branchOf("Via: SIP/2.0/UDP a;branch=z9hG4bK1, SIP/2.0/UDP b;branch=z9hG4bK2")).toBe(branch);
  expect(branchOf("Via: SIP/2.0/UDP a;branch=z9hG4bK2")).not.toBe(branch);
  expect(branchOf("Via: SIP/2.0/UDP a")).toBe(0);
});

test("an INVITE without a Call-ID and a response without a CSeq are rejected by name", () => {
  expect(sight("INVITE sip:a@b SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n")).toEqual({
    reason: "INVITE without a Call-ID header",
  });
  expect(sight("SIP/2.0 200 OK\r\nCall-ID: c\r\n\r\n")).toEqual({
    reason: "Response 200 without a readable CSeq header",
  });
});

test("a Call-ID that is not UTF-8 is the same wherever it is seen", () => {
  const bytes = Buffer.from(invite({ callId: "105\xb090@b" }), "latin1");
  const message = readSipMessage(bytes, 0, bytes.length);
  if (typeof message === "string") throw new TypeError(message);
  expect(sightMessage(bytes, message, ROUTE, AT)).toMatchObject({ callId: "105\ufffd90@b" });
});
