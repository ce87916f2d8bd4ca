import { COPPERLANE_ADDRESS, OUR_ADDRESS } from "./stories.ts";

/** What stays the same in all messages of one call between the dialler and the provider. */
export interface Dialog {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  readonly ourTag: string;
  readonly theirTag: string;
}

/** The part of a message that a request and its responses share. */
export interface Exchange {
  readonly method: "INVITE" | "ACK" | "CANCEL" | "BYE" | "OPTIONS";
  readonly cseq: number;
  readonly branch: string;
  /** True if our side sends the request. */
  readonly outward: boolean;
}

export interface Extra {
  readonly headers?: readonly string[];
  /** Carry a session description of the sender. */
  readonly media?: boolean;
  /** The callee's tag is known (RFC 3261 §8.2.6.2: a 100 may come without). */
  readonly tagged?: boolean;
}

export function requestText(dialog: Dialog, exchange: Exchange, extra: Extra = {}): string {
  const target = exchange.outward ? `${dialog.to}@${COPPERLANE_ADDRESS}` : `dialler@${OUR_ADDRESS}:5060`;
  const start = [`${exchange.method} sip:${target} SIP/2.0`];
  return textOf(
    [...start, ...routing(exchange), "Max-Forwards: 70", ...parties(dialog, exchange, extra)],
    extra,
    exchange.outward,
  );
}

export function responseText(
  dialog: Dialog,
  exchange: Exchange,
  code: number,
  phrase: string,
  extra: Extra = {},
): string {
  const start = [`SIP/2.0 ${code} ${phrase}`];
  return textOf(
    [...start, ...routing(exchange), ...parties(dialog, exchange, extra)],
    extra,
    !exchange.outward,
  );
}

function routing({ outward, branch }: Exchange): string[] {
  return [`Via: SIP/2.0/UDP ${outward ? OUR_ADDRESS : COPPERLANE_ADDRESS}:5060;branch=${branch};rport`];
}

function parties(
  dialog: Dialog,
  { method, cseq, outward }: Exchange,
  { tagged, headers = [] }: Extra,
): string[] {
  const us = `<sip:${dialog.from}@dialler.example>;tag=${dialog.ourTag}`;
  const them = `<sip:${dialog.to}@${COPPERLANE_ADDRESS}>${tagged ? `;tag=${dialog.theirTag}` : ""}`;
  const [from, to] = outward ? [us, them] : [them, us];
  return [`From: ${from}`, `To: ${to}`, `Call-ID: ${dialog.callId}`, `CSeq: ${cseq} ${method}`, ...headers];
}

function textOf(lines: readonly string[], { media }: Extra, ours: boolean): string {
  const body = media ? sessionDescription(ours ? OUR_ADDRESS : COPPERLANE_ADDRESS) : "";
  const type = media ? ["Content-Type: application/sdp"] : [];
  return [...lines, ...type, `Content-Length: ${body.length}`, "", body].join("\r\n");
}

function sessionDescription(address: string): string {
  const lines = [
    "v=0",
    `o=- 1 1 IN IP4 ${address}`,
    "s=-",
    `c=IN IP4 ${address}`,
    "t=0 0",
    "m=audio 16384 RTP/AVP 8 0",
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}
