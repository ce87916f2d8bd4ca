import { explainBlock } from "../calls/allowed-prefixes.ts";
import type { Call } from "../calls/call.ts";
import type { GatewaySign } from "../calls/gateway-signs.ts";
import { type Settings, settingsOf } from "../settings/settings.ts";
import type { FileAccount } from "./content/file-account.ts";
import type { Comparison, ReportContent, ReportHeading } from "./content/report-content.ts";
import { allowedGateways } from "./findings/blocked-directions.ts";
import { destinationsOf, type Evidence, gatherEvidence } from "./findings/evidence.ts";
import { findAll } from "./findings/find-all.ts";
import type { MetricOptions } from "./measures/metric-definitions.ts";
import { measure } from "./measures/metrics.ts";
import { groupRetries, summariseRetries } from "./measures/retries.ts";
import { agentsTable } from "./statistics/agents-table.ts";
import { type Accumulator, type CallView, codeClassOf, ratioBitsOf } from "./statistics/call-view.ts";
import { dataQualityTable } from "./statistics/data-quality-table.ts";
import { destinationsTable } from "./statistics/destinations-table.ts";
import { failoverTable } from "./statistics/failover-table.ts";
import { delaysOfAll, gatewaysTable } from "./statistics/gateways-table.ts";
import { hangUpsTable } from "./statistics/hang-ups-table.ts";
import { headToHeadTable } from "./statistics/head-to-head-table.ts";
import { hoursTable } from "./statistics/hours-table.ts";
import { incidentsTable } from "./statistics/incidents-table.ts";
import { logLimitsTable } from "./statistics/log-limits-table.ts";
import { numbersTable } from "./statistics/numbers-table.ts";
import { responsesTable } from "./statistics/responses-table.ts";
import { slowCalls } from "./statistics/slow-calls.ts";
import { ticketsTable } from "./statistics/tickets-table.ts";
import { totalsOf, totalsTable } from "./statistics/totals-table.ts";
import { trendTable } from "./statistics/trend-table.ts";

export interface ContentInput {
  readonly heading: ReportHeading;
  /** In order of start; only those of the period. */
  readonly calls: readonly Call[];
  /** Calls whose start is in no file: named, and counted nowhere else. */
  readonly fragments?: readonly Call[];
  /** Attempts of scanners: the same. */
  readonly scans?: readonly Call[];
  /** Legs that are part of the calls: the same. */
  readonly legs?: readonly Call[];
  /** In order of time. */
  readonly signs?: readonly GatewaySign[];
  readonly files: readonly FileAccount[];
  readonly settings: Settings;
  /** Stored totals of earlier periods, nearest first. */
  readonly comparisons: readonly Comparison[];
}

/** Everything that a report shows, from its calls. Pure: the same input gives the same content. */
export function buildContent(input: ContentInput): ReportContent {
  const {
    heading,
    calls,
    fragments = [],
    scans = [],
    legs = [],
    signs = [],
    files,
    settings,
    comparisons,
  } = input;
  const metricOptions: MetricOptions = { nerCountsInvalidNumber: settings.nerCountsInvalidNumber };
  const evidence = gatherEvidence(calls, heading.period.zone, {
    allowedOn: (call) => allowedBySettings(call, settings),
    signs,
  });
  const { attempts, clock } = evidence;

  const ofCalls = {
    totals: totalsTable(),
    responses: responsesTable(comparisons),
    destinations: destinationsTable("prefix"),
    countries: destinationsTable("zone"),
    agents: agentsTable((call, prefix) => allowedGateways(evidence, call, prefix)),
    hours: hoursTable(clock),
    hangUps: hangUpsTable(),
    dataQuality: dataQualityTable(files, { fragments, scans, legs, signs }),
    logLimits: logLimitsTable(),
    trend: trendTable(heading.period, clock),
  };
  const ofAttempts = {
    gateways: gatewaysTable(comparisons, metricOptions),
    headToHead: headToHeadTable(attempts),
    failover: failoverTable(attempts),
  };
  const eachOnce = attempts.all === calls;
  if (eachOnce) fill([...Object.values(ofCalls), ...Object.values(ofAttempts)], evidence, metricOptions);
  else {
    fill(Object.values(ofCalls), { calls, destinations: destinationsOf(calls) }, metricOptions);
    fill(Object.values(ofAttempts), evidence, metricOptions);
  }

  const findings = findAll(evidence);
  const { gateways, delays, measures: measuresOfAttempts } = ofAttempts.gateways.rows();
  const measures = eachOnce ? measuresOfAttempts : measure(calls, metricOptions);
  return {
    heading,
    files,
    totals: totalsOf(ofCalls.totals.rows(), measures, gateways),
    comparisons,
    findings,
    responses: ofCalls.responses.rows(),
    gateways,
    headToHead: ofAttempts.headToHead.rows(),
    failover: ofAttempts.failover.rows(),
    destinations: ofCalls.destinations.rows(),
    countries: ofCalls.countries.rows(),
    agents: ofCalls.agents.rows(),
    hours: ofCalls.hours.rows(),
    delays: [delaysOfAll(measures), ...delays],
    retries: retriesOf(calls, settings.retryMinutes),
    slowCalls: slowCalls(calls),
    hangUps: ofCalls.hangUps.rows(),
    logLimits: ofCalls.logLimits.rows(),
    incidents: incidentsTable(findings, evidence),
    tickets: ticketsTable(findings, attempts.all),
    numbers: numbersTable(findings, evidence),
    dataQuality: ofCalls.dataQuality.rows(),
    trend: ofCalls.trend.rows(),
    calls,
    attempts,
  };
}

/** One pass for several tables. */
function fill(
  tables: readonly Pick<Accumulator<unknown>, "add" | "seesInternal">[],
  { calls, destinations }: Pick<Evidence, "calls" | "destinations">,
  options: MetricOptions,
): void {
  const seeingInternal = tables.filter((table) => table.seesInternal);
  let view: CallView | null = null;
  for (let index = 0; index < calls.length; index++) {
    const call = calls[index]!;
    const destination = destinations[index]!;
    const responseClass = codeClassOf(call.lastResponse);
    const ratioBits = ratioBitsOf(call, options);
    if (view === null) view = { call, index, class: responseClass, destination, ratioBits };
    else Object.assign(view, { call, index, class: responseClass, destination, ratioBits });
    for (const table of call.direction === "internal" ? seeingInternal : tables) table.add(view);
  }
}

function allowedBySettings(call: Call, settings: Settings): readonly string[] {
  const { allowedPrefixes } = settingsOf(settings, call.source);
  return explainBlock(call.to, call.gateway, allowedPrefixes).allowedOn.map(({ gateway }) => gateway);
}

/** Only attempts to reach somebody: our own blocks and the calls of others are none. */
function retriesOf(calls: readonly Call[], withinMinutes: number): ReportContent["retries"] {
  const tried = calls.filter(
    ({ direction, outcome }) =>
      direction !== "inbound" && direction !== "internal" && outcome !== "direction blocked",
  );
  return summariseRetries(groupRetries(tried, withinMinutes));
}
