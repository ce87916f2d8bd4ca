/**
 * Name of the trunk or phone in an Asterisk channel: "PJSIP/berlin-0000001a" → "berlin",
 * "SIP/301" → "301", "DAHDI/i1/4930123456-1" → "i1" (the number that it dials is none of its own),
 * "Local/100@from-internal-0001;2" → "" (a channel of Asterisk itself).
 *
 * @param pattern of the source's settings: its first group, else what it matches.
 */
export function channelName(channel: string, pattern?: RegExp): string {
  if (pattern) {
    const match = pattern.exec(channel);
    return match?.[1] ?? match?.[0] ?? "";
  }
  const slash = channel.indexOf("/");
  if (slash < 0 || /^(Local|AsyncGoto|Message|Announcer|ConfBridge|Surrogate)/.test(channel)) return "";
  const end = channel.lastIndexOf("-");
  const name = channel.slice(slash + 1, end > slash ? end : undefined);
  if (name.includes("@")) return name.slice(name.indexOf("@") + 1);
  return name.split("/", 1)[0]!;
}
