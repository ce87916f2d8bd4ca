import type { SourceSettings } from "../settings/settings.ts";
import type { Call } from "./call.ts";
import type { Leg } from "./observation.ts";

/** Which side of the call is ours: by the addresses of the settings, else by the direction. */
export function ourSideOf(
  leg: Leg,
  direction: Call["direction"] | undefined,
  settings: SourceSettings,
): "caller" | "callee" {
  const caller = leg.callerAddress;
  if (caller !== "" && settings.ourAddresses.length > 0) {
    if (isOurs(caller, settings)) return "caller";
    if (isOurs(otherEnd(leg.hop, caller), settings)) return "callee";
  }
  return direction === "inbound" ? "callee" : "caller";
}

/** By the addresses of the settings; "" where they do not tell. */
export function directionByAddress(
  leg: Leg,
  ourSide: "caller" | "callee",
  settings: SourceSettings,
): Call["direction"] {
  if (leg.callerAddress === "" || settings.ourAddresses.length === 0) return "";
  const bothOurs =
    isOurs(leg.callerAddress, settings) && isOurs(otherEnd(leg.hop, leg.callerAddress), settings);
  if (bothOurs) return "internal";
  return ourSide === "caller" ? "outbound" : "inbound";
}

export function leavesOurAddresses(leg: Leg, settings: SourceSettings): boolean {
  if (settings.ourAddresses.length === 0 || !leg.hop.includes("|")) return false;
  const [a = "", b = ""] = leg.hop.split("|");
  return isOurs(a, settings) !== isOurs(b, settings);
}

/** The provider's end of the hop: the one that is not ours. */
export function remoteAddress(leg: Leg, ourSide: "caller" | "callee"): string {
  if (leg.callerAddress === "") return "";
  return ourSide === "caller" ? otherEnd(leg.hop, leg.callerAddress) : leg.callerAddress;
}

export function otherEnd(hop: string, end: string): string {
  const [a = "", b = ""] = hop.split("|");
  return a === end ? b : a;
}

function isOurs(address: string, settings: SourceSettings): boolean {
  return settings.ourAddresses.includes(address) || settings.ourAddresses.includes(hostOf(address));
}

/** The address without its port. */
export function hostOf(address: string): string {
  const colon = address.lastIndexOf(":");
  return colon > 0 ? address.slice(0, colon) : address;
}
