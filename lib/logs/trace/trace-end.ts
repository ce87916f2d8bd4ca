import { endpointOf } from "../message/hop.ts";

/** Ports that tcpdump shows by their names in /etc/services. */
const NAMED_PORTS: Record<string, number> = { sip: 5060, "sip-tls": 5061, sips: 5061 };

const DEFAULT_PORT = 5060;

/**
 * One end of a hop in the form of all logs, "10.0.0.1:5060" or "[2001:db8::1]:5060", from what a trace
 * shows: "UDP:10.0.0.1:5060", "udp/[10.0.0.1]:5060", or tcpdump's "10.0.0.1.5060".
 */
export function traceEnd(text: string, portAfterDot: boolean): string {
  const bare = text.replace(/^[A-Za-z]{2,4}(?::|\/\/?)(?=[[\dA-Fa-f])/, "").replace(/^\/\//, "");
  if (portAfterDot) {
    const dot = bare.lastIndexOf(".");
    const name = bare.slice(dot + 1);
    const port = NAMED_PORTS[name] ?? Number(name);
    return Number.isInteger(port) && dot > 0 && (port > 255 || hasPort(bare))
      ? endpointOf(bare.slice(0, dot), port)
      : bare;
  }
  const colon = bare.lastIndexOf(":");
  if (bare.startsWith("[")) {
    const address = bare.slice(1, bare.indexOf("]"));
    const port = colon > bare.indexOf("]") ? Number(bare.slice(colon + 1)) : DEFAULT_PORT;
    return endpointOf(address, port);
  }
  const port = Number(bare.slice(colon + 1));
  return colon > 0 && Number.isInteger(port) ? endpointOf(bare.slice(0, colon), port) : bare;
}

/** In "10.0.0.1.99" the fifth part is a port; in "10.0.0.99" there is none. */
function hasPort(text: string): boolean {
  return text.includes(":") || text.split(".").length > 4 || !/^[\d.]+$/.test(text);
}
