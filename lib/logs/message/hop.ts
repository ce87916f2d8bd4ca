/** The two ends of a hop in an order that both directions share: "address:port|address:port". */
export function hopOf(one: string, other: string): string {
  return one < other ? `${one}|${other}` : `${other}|${one}`;
}

/** "10.0.0.5:5060"; an IPv6 address stands in brackets, as in a URI (RFC 3986 §3.2.2). */
export function endpointOf(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
