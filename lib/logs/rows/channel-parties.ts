import type { CallDirection } from "../../calls/call-attributes.ts";
import { channelName } from "./channel-name.ts";

export interface ChannelParties {
  /** Name of the trunk, "" where the call touched none. */
  readonly gateway: string;
  readonly direction: CallDirection | undefined;
  /** The phone of ours at the other end, "" where no channel names one. */
  readonly phone: string;
}

/** Extensions are dialled by people and are short; a trunk has a name, or a telephone number of its own. */
const EXTENSION = /^\d{2,6}$/;

/** Contexts through which calls come in, and those of phones: Asterisk's samples, FreePBX, Issabel. */
const FROM_OUTSIDE =
  /^(?:from-(?:trunk|pstn|did|external|zaptel|dahdi|sip-external)|ext-(?:did|queues|group)|ivr|incoming|inbound|did)\b/i;
/** Where calls land that no context of their own is written for, and where phones may be as well. */
const OF_STRANGERS = /^(?:default|public|queues?)\b/i;
const FROM_INSIDE = /^(?:from-(?:internal|phones|inside)|internal|outbound|outgoing|phones|macro-dialout)\b/i;

/**
 * Which way a call went through an Asterisk, and over which trunk: its channels are named after the
 * phones and trunks at both ends.
 *
 * @param caller channel that called Asterisk, @param callee channel that Asterisk called, "" if none
 * @param did the number that was called from outside, "" if none is told
 */
export function channelParties(
  caller: string,
  callee: string,
  context: string,
  did: string,
  trunk?: RegExp,
): ChannelParties {
  const [from, to] = [channelName(caller), channelName(callee)];
  const [isFromTrunk, isToTrunk] = [isTrunk(caller, from, trunk), isTrunk(callee, to, trunk)];
  const nameOf = (channel: string, name: string) => (trunk ? channelName(channel, trunk) : name);
  const phone = isFromTrunk ? phoneAt(to, isToTrunk) : phoneAt(from, false);
  const isFromOutside = did !== "" || FROM_OUTSIDE.test(context);
  const isAnsweredHere = callee === "" && OF_STRANGERS.test(context);
  if (isFromTrunk && (isFromOutside || isAnsweredHere || (to !== "" && !isToTrunk)))
    return { gateway: nameOf(caller, from), direction: "inbound", phone };
  if (isToTrunk) {
    const isOurs = (from !== "" && !isFromTrunk) || FROM_INSIDE.test(context);
    return { gateway: nameOf(callee, to), direction: isOurs ? "outbound" : undefined, phone };
  }
  const isInside = from !== "" && to !== "" && !isFromTrunk;
  return { gateway: "", direction: isInside && !isFromOutside ? "internal" : undefined, phone };
}

function phoneAt(name: string, isOfTrunk: boolean): string {
  return isOfTrunk ? "" : name;
}

function isTrunk(channel: string, name: string, trunk: RegExp | undefined): boolean {
  return trunk ? trunk.test(channel) : name !== "" && !EXTENSION.test(name);
}
