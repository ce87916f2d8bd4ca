/** A name by which programs that search the internet for open servers call themselves. */
interface ScannerName {
  /** Stands in the User-Agent, in lower case. */
  readonly name: string;
  /** The program, or who blocks it. */
  readonly source: string;
}

/**
 * Names that no telephone bears. Those of kits with which honest softphones are built as well (Vax, PortSIP,
 * CSipSimple, eyeBeam), of tools for monitoring (sipsak) and of load tests (SIPp) are not among them.
 */
const SCANNER_NAMES: readonly ScannerName[] = [
  { name: "friendly-scanner", source: "SIPVicious, default User-Agent" },
  { name: "friendly-request", source: "a changed SIPVicious; block lists of Kamailio and iptables" },
  { name: "sipvicious", source: "SIPVicious" },
  { name: "sundayddr", source: "a worm that carries SIPVicious; block lists of Kamailio and iptables" },
  { name: "svmap", source: "SIPVicious" },
  { name: "svwar", source: "SIPVicious" },
  { name: "svcrack", source: "SIPVicious" },
  { name: "pplsip", source: "SIPPTS, default User-Agent" },
  { name: "sipptk", source: "SIPPTS before version 3, default User-Agent" },
  { name: "sippts", source: "SIPPTS" },
  { name: "sipcli", source: "sipcli by KaplanSoft, used for toll fraud; sample configuration of Kamailio" },
  { name: "sip-scan", source: "block lists of Kamailio and iptables" },
  { name: "sipscan", source: "SIPPTS, SIPSCAN" },
  { name: "iwar", source: "iWar, a war dialler; block lists of Kamailio and iptables" },
  { name: "siparmyknife", source: "SIP Army Knife, a fuzzer" },
  { name: "sivus", source: "SiVuS, a vulnerability scanner" },
  { name: "smap", source: "smap, a scanner" },
  { name: "nmap", source: "Nmap, scripts for SIP" },
  { name: "viproy", source: "Viproy, penetration tests" },
];

/** @param userAgent value of the User-Agent header (RFC 3261 §20.41) */
export function isScanner(userAgent: string): boolean {
  const agent = userAgent.toLowerCase();
  return SCANNER_NAMES.some(({ name }) => agent.includes(name));
}
