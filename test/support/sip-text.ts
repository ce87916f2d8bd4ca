/** What the messages of one test call have in common. */
export interface SipText {
  callId?: string;
  cseq?: number;
  fromTag?: string;
  toTag?: string;
  from?: string;
  to?: string;
  /** Further header lines, each without a line end. */
  headers?: readonly string[];
  body?: string;
}

/** A request as a plain user agent writes it. */
export function request(method: string, text: SipText = {}): string {
  return message(`${method} sip:200@example.com SIP/2.0`, method, text);
}

export function invite(text: SipText = {}): string {
  return request("INVITE", text);
}

/** A response to `method`. */
export function response(status: string, text: SipText = {}, method = "INVITE"): string {
  return message(`SIP/2.0 ${status}`, method, { toTag: "callee", ...text });
}

function message(startLine: string, method: string, text: SipText): string {
  const { callId = "call-1", cseq = 1, fromTag = "caller", toTag, headers = [], body = "" } = text;
  return [
    startLine,
    "Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK-1",
    "Max-Forwards: 70",
    `From: ${text.from ?? '"Alice" <sip:100@example.com>'}${fromTag === "" ? "" : `;tag=${fromTag}`}`,
    `To: ${text.to ?? "<sip:200@example.com>"}${toTag === undefined ? "" : `;tag=${toTag}`}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    ...headers,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "",
    body,
  ].join("\r\n");
}
