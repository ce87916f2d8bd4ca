import type { Responsible } from "./outcomes.ts";

/** A length of talk at which protocols and equipment take a call down, whatever people say to each other. */
export interface TalkTimer {
  readonly seconds: number;
  /** Follows "…, as if ". */
  readonly asIf: string;
  /** A recording may be as long: only a gateway that differs from others shows that it is the gateway. */
  readonly needsOthers?: true;
  readonly responsible: Responsible;
  readonly action: string;
  readonly source: string;
}

export const TALK_TIMERS: readonly TalkTimer[] = [
  {
    seconds: 30,
    asIf: "no speech arrived and a media timeout ended them",
    needsOthers: true,
    responsible: "us: settings",
    action:
      "Trace one of these calls with its media: look for speech in one direction, a private address in the SDP, or a firewall that closes the ports",
    source:
      "RTP timeouts of Asterisk (rtptimeout), FreeSWITCH (rtp-timeout-sec), Kamailio's rtpproxy and SBCs",
  },
  {
    seconds: 32,
    asIf: "the ACK of the 200 never arrived",
    responsible: "us: settings",
    action:
      "Trace one of these calls: the 200 is sent again and again until its sender gives up. Check the Contact and Record-Route that the ACK follows, and the NAT or firewall in between",
    source: "RFC 3261 §13.3.1.4: 64 × T1",
  },
  {
    seconds: 64,
    asIf: "a request inside the call was never answered",
    responsible: "us: settings",
    action:
      "Trace one of these calls: look for a re-INVITE or UPDATE half a minute after the answer that gets no response",
    source: "RFC 3261 §17.1: a request after 32 s, and timer B or F of another 32 s",
  },
  {
    seconds: 900,
    asIf: "the refresh of the session timer failed",
    responsible: "us: settings",
    action:
      "Look for an UPDATE or re-INVITE 15 minutes after the answer; let both sides agree on a refresher, or switch session timers off",
    source: "RFC 4028 §7.4, §10: half of the usual Session-Expires of 1800 s",
  },
  {
    seconds: 1800,
    asIf: "the session timer ran out without a refresh",
    responsible: "us: settings",
    action:
      "Look for Session-Expires in the 200 and for who should refresh; switch session timers off to compare",
    source: "RFC 4028 §4: Session-Expires of 1800 s is recommended",
  },
  {
    seconds: 3600,
    asIf: "a limit of an hour for each call ended them",
    responsible: "unknown",
    action:
      "Look for a limit of the length of a call in our own settings, and ask the provider for its limit",
    source: "usual maximum call duration of carriers and PBXs",
  },
  {
    seconds: 7200,
    asIf: "a limit of two hours for each call ended them",
    responsible: "unknown",
    action:
      "Look for a limit of the length of a call in our own settings, and ask the provider for its limit",
    source: "usual maximum call duration of carriers and PBXs",
  },
];
