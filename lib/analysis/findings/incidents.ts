import { badSigns } from "../measures/bad-signs.ts";
import { costOf } from "./cost.ts";
import type { Evidence } from "./evidence.ts";
import { FAILURE_FAMILIES, type FailureFamily, familiesOf } from "./failure-families.ts";
import { type FailureWindow, failureWindows, lostIn } from "./failure-windows.ts";
import type { Finding } from "./finding.ts";
import type { Counted, FindingFacts } from "./finding-facts.ts";
import { firstCalls, widened, withoutRepeats } from "./redials.ts";
import { FALSE_POSITIVE_RATE } from "./thresholds.ts";

/** Two windows of different gateways that overlap this much of the shorter one are one incident. */
const SAME_INCIDENT = 0.5;

interface Incident {
  readonly gateways: string[];
  readonly windows: FailureWindow[];
}

/** Windows of time in which a gateway, or all of them, failed in one way. */
export function findIncidents(evidence: Evidence, kind: FailureFamily["kind"]): Finding[] {
  const families = FAILURE_FAMILIES.filter((family) => family.kind === kind);
  const gateways = [...evidence.openByGateway()];
  const places = families.length * gateways.length;
  const familyOf = familiesOf(evidence.calls);
  return families.flatMap((family) => {
    const incidents: Incident[] = [];
    const position = FAILURE_FAMILIES.indexOf(family);
    const isFailure = (i: number) => familyOf[i] === position;
    for (const [gateway, sequence] of gateways) {
      const { leastCalls, leastRate } = family;
      const rule = { isFailure, leastRate, leastCalls, alpha: FALSE_POSITIVE_RATE / places };
      const once = family.byNumber
        ? firstCalls(evidence, sequence)
        : withoutRepeats(evidence, sequence, isFailure);
      for (const window of failureWindows(evidence.calls, once, rule))
        join(incidents, gateway, widened(evidence, sequence, window, isFailure));
    }
    return incidents.map((incident) => describe(evidence, family, incident, gateways.length, places));
  });
}

/** Two providers do not fail in the same minutes by chance: then it is one thing, and probably ours. */
function join(incidents: Incident[], gateway: string, window: FailureWindow): void {
  const same = incidents.find(
    (incident) =>
      !incident.gateways.includes(gateway) &&
      incident.windows.some((other) => overlap(window, other) >= SAME_INCIDENT),
  );
  if (same === undefined) incidents.push({ gateways: [gateway], windows: [window] });
  else {
    same.gateways.push(gateway);
    same.windows.push(window);
  }
}

function overlap(a: FailureWindow, b: FailureWindow): number {
  const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  return shared / Math.max(1, Math.min(a.to - a.from, b.to - b.from));
}

function describe(
  evidence: Evidence,
  family: FailureFamily,
  { gateways, windows }: Incident,
  allGateways: number,
  places: number,
): Finding {
  const { calls, destinations } = evidence;
  const proof = windows.flatMap((window) => window.proof).sort((a, b) => a - b);
  const from = Math.min(...windows.map((window) => window.from));
  const to = Math.max(...windows.map((window) => window.to));
  const prefixes = countsOf(proof.map((i) => destinations[i]!.prefix));
  const codes = countsOf(proof.map((i) => String(calls[i]!.lastResponse)));
  const outside = windows.reduce((sum, window) => sum + window.outsideFailed, 0);
  const outsideCalls = windows.reduce((sum, window) => sum + window.outsideCalls, 0);
  // Providers do not fail together.
  const everywhere = gateways.length > 1 && gateways.length === allGateways;
  return {
    id: `${family.kind}:${family.id}:${gateways.join("+")}:${new Date(from / 1000).toISOString()}`,
    kind: family.kind,
    subject: "incident",
    facts: {
      family: family.id,
      gateways,
      from,
      to,
      failed: { part: proof.length, of: windows.reduce((sum, window) => sum + window.calls, 0) },
      outside: outsideCalls === 0 ? null : { part: outside, of: outsideCalls },
      codes,
      prefixes,
      everywhere,
      unanswered: family.id === "silence" ? unansweredBy(evidence, gateways, from, to) : null,
    },
    pValue: Math.min(1, Math.max(...windows.map((window) => window.pValue)) * places),
    responsible: everywhere ? "us: settings" : family.responsible,
    gateway: gateways.length === 1 ? gateways[0]! : "",
    from,
    to,
    ...costOf(
      evidence,
      proof,
      windows.reduce((sum, window) => sum + lostIn(window), 0),
    ),
    proof,
  };
}

/** A server that does not answer calls may leave other requests unanswered as well: then it is down, or the way to it. */
function unansweredBy(
  { signs }: Evidence,
  gateways: readonly string[],
  from: number,
  to: number,
): FindingFacts["incident"]["unanswered"] {
  const silence = badSigns(signs).find(
    (sign) =>
      sign.code === 0 &&
      gateways.includes(sign.gateway) &&
      sign.from <= to &&
      (sign.wellAt === null || sign.wellAt >= from),
  );
  return silence ? { method: silence.method, from: silence.from, until: silence.wellAt } : null;
}

/** Commonest first. */
function countsOf(names: readonly string[]): Counted[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
