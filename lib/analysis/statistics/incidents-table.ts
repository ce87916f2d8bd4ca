import type { Call } from "../../calls/call.ts";
import type { Incident } from "../content/report-content.ts";
import type { Evidence } from "../findings/evidence.ts";
import { type Finding, traitsOf } from "../findings/finding.ts";

/** What happened when, in order of time. */
export function incidentsTable(findings: readonly Finding[], { calls, destinations }: Evidence): Incident[] {
  return findings
    .filter(({ kind, from, to }) => traitsOf(kind).hasWindow && from !== null && to !== null)
    .map((finding) => {
      const gateways = new Set(finding.proof.map((i) => calls[i]!.gateway));
      const [from, to] = [finding.from!, finding.to!];
      return {
        finding,
        from,
        to,
        calls: callsBetween(calls, from, to, gateways),
        prefixes: [...new Set(finding.proof.map((i) => destinations[i]!.prefix))].sort(),
      };
    })
    .sort((a, b) => a.from - b.from);
}

function callsBetween(
  calls: readonly Call[],
  from: number,
  to: number,
  gateways: ReadonlySet<string>,
): number {
  let n = 0;
  for (const { start, gateway, direction, outcome } of calls) {
    if (start < from || start > to || !gateways.has(gateway)) continue;
    if (direction !== "inbound" && direction !== "internal" && outcome !== "direction blocked") n++;
  }
  return n;
}
