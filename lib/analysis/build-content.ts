import { explainBlock } from "../calls/allowed-prefixes.ts";
import type { Call } from "../calls/call.ts";
import { type Settings, settingsOf } from "../settings/settings.ts";
import type { FileAccount } from "./content/file-account.ts";
import type { Comparison, ReportContent, ReportHeading } from "./content/report-content.ts";
import { allowedGateways } from "./findings/blocked-directions.ts";
import { type Evidence, gatherEvidence } from "./findings/evidence.ts";
import { findAll } from "./findings/find-all.ts";
import type { MetricOptions } from "./measures/metric-definitions.ts";
import { groupRetries, summariseRetries } from "./measures/retries.ts";
import { agentsTable } from "./statistics/agents-table.ts";
import { type Accumulator, type CallView, codeClassOf, ratioBitsOf } from "./statistics/call-view.ts";
import { dataQualityTable } from "./statistics/data-quality-table.ts";
import { destinationsTable } from "./statistics/destinations-table.ts";
import { gatewaysTable } from "./statistics/gateways-table.ts";
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
  readonly files: readonly FileAccount[];
  readonly settings: Settings;
  /** Stored totals of earlier periods, nearest first. */
  readonly comparisons: readonly Comparison[];
}

/** Everything that a report shows, from its calls. Pure: the same input gives the same content. */
export function buildContent(input: ContentInput): ReportContent {
  const { heading, calls, fragments = [], files, settings, comparisons } = input;
  const metricOptions: MetricOptions = { nerCountsInvalidNumber: settings.nerCountsInvalidNumber };
  const evidence = gatherEvidence(calls, heading.period.zone, (call) => allowedBySettings(call, settings));
  const { clock, destinations } = evidence;

  const tables = {
    totals: totalsTable(),
    responses: responsesTable(comparisons),
    gateways: gatewaysTable(comparisons, metricOptions),
    headToHead: headToHeadTable(),
    destinations: destinationsTable("prefix"),
    countries: destinationsTable("zone"),
    agents: agentsTable((i) => allowedGateways(evidence, i)),
    hours: hoursTable(clock),
    hangUps: hangUpsTable(),
    dataQuality: dataQualityTable(files, fragments),
    logLimits: logLimitsTable(),
    trend: trendTable(heading.period, clock),
  };
  fill(Object.values(tables), evidence, metricOptions);

  const findings = findAll(evidence);
  const { gateways, delays, measures } = tables.gateways.rows();
  return {
    heading,
    files,
    totals: totalsOf(tables.totals.rows(), measures),
    comparisons,
    findings,
    responses: tables.responses.rows(),
    gateways,
    headToHead: tables.headToHead.rows(),
    destinations: tables.destinations.rows(),
    countries: tables.countries.rows(),
    agents: tables.agents.rows(),
    hours: tables.hours.rows(),
    delays,
    retries: retriesOf(calls, settings.retryMinutes),
    slowCalls: slowCalls(calls),
    hangUps: tables.hangUps.rows(),
    logLimits: tables.logLimits.rows(),
    incidents: incidentsTable(findings, calls, destinations),
    tickets: ticketsTable(findings, calls),
    numbers: numbersTable(findings, evidence),
    dataQuality: tables.dataQuality.rows(),
    trend: tables.trend.rows(),
    calls,
  };
}

/** One pass over the calls for all tables. */
function fill(
  tables: readonly Pick<Accumulator<unknown>, "add">[],
  { calls, destinations }: Evidence,
  options: MetricOptions,
): void {
  let view: CallView | null = null;
  for (let index = 0; index < calls.length; index++) {
    const call = calls[index]!;
    const destination = destinations[index]!;
    const responseClass = codeClassOf(call.lastResponse);
    const ratioBits = ratioBitsOf(call, options);
    if (view === null) view = { call, index, class: responseClass, destination, ratioBits };
    else Object.assign(view, { call, index, class: responseClass, destination, ratioBits });
    for (const table of tables) table.add(view);
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
