import type { Call } from "../../calls/call.ts";
import type { EndedBy, Flag, Outcome, Responsible } from "../../sip/outcomes.ts";
import type { Period, ReportKind } from "../../time/period.ts";
import type { Finding } from "../findings/finding.ts";
import type { Attempts } from "../measures/attempts.ts";
import type { BadSign } from "../measures/bad-signs.ts";
import type { Ratio } from "../measures/ratio.ts";
import type { RetrySummary } from "../measures/retries.ts";
import type { Spread } from "../measures/spread.ts";
import type { FileAccount } from "./file-account.ts";
import type { Totals } from "./totals.ts";

export interface ReportHeading {
  readonly kind: ReportKind;
  readonly period: Period;
  /** 1 for the first report of a period. */
  readonly revision: number;
  readonly madeAt: Date;
  /** Sentences: what changed since the revision before; empty for revision 1. */
  readonly changes: readonly string[];
}

export type { Ratio } from "../measures/ratio.ts";
export type { Spread } from "../measures/spread.ts";

/** Everything that the sheets show; a sheet writes down its part and decides nothing. Numbers of calls are indices into `calls`, but those of findings, tickets and numbers into `attempts.all`. */
export interface ReportContent {
  readonly heading: ReportHeading;
  readonly files: readonly FileAccount[];
  readonly totals: Totals;
  readonly comparisons: readonly Comparison[];
  /** In order of calls lost. */
  readonly findings: readonly Finding[];
  readonly responses: readonly ResponseRow[];
  readonly gateways: readonly GatewayRow[];
  readonly headToHead: readonly HeadToHeadRow[];
  /** Empty where every call was tried once. */
  readonly failover: readonly FailoverRow[];
  /** By area: "+4420". */
  readonly destinations: readonly DestinationRow[];
  /** By country: "+44". */
  readonly countries: readonly DestinationRow[];
  readonly agents: readonly AgentRow[];
  readonly hours: HourTables;
  /** First a row for all gateways together (its gateway is ""), then one for each. */
  readonly delays: readonly DelayRow[];
  /** Retries and failover counted as people see them: as one call. Inbound calls are not in it. */
  readonly retries: RetrySummary;
  /** Calls that waited 10 s or longer between 100 and the next response, longest first. */
  readonly slowCalls: readonly number[];
  readonly hangUps: readonly HangUpRow[];
  readonly incidents: readonly Incident[];
  readonly tickets: readonly Ticket[];
  readonly numbers: readonly NumberRow[];
  readonly dataQuality: DataQuality;
  /** What the logs never show. */
  readonly logLimits: readonly LogLimit[];
  /** Local days of the period with their totals; empty where the period is one day. */
  readonly trend: readonly TrendRow[];
  /** In order of start. */
  readonly calls: readonly Call[];
  readonly attempts: Attempts;
}

/** The stored totals of an earlier period. */
export interface Comparison {
  readonly with: "the day before" | "the same weekday" | "the period before" | "the revision before";
  readonly label: string;
  readonly totals: Totals;
}

/** Class of the last response; "none": nothing came back, "9xx": our own block. */
export const CODE_CLASSES = ["none", "1xx", "2xx", "3xx", "4xx", "5xx", "6xx", "9xx"] as const;
export type CodeClass = (typeof CODE_CLASSES)[number];

/** What a group of calls came to; the common part of most rows. */
export interface Tally {
  readonly calls: number;
  readonly answered: number;
  readonly asr: Ratio;
  readonly ner: Ratio;
  readonly seer: Ratio;
  /** Mean talk time of answered calls. */
  readonly acdMs: number | null;
  readonly classes: Readonly<Record<CodeClass, number>>;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Answered calls that talked less than 10 s. */
  readonly shortCalls: number;
  /** Ended by our side, before or after the answer. */
  readonly kills: number;
}

/** What one last response with one outcome means and what to do: the one place that decides it for many calls. */
export interface ResponseAdvice {
  readonly code: number;
  /** "486", "603+", "9XX". */
  readonly label: string;
  /** Reason phrase of the code as registered. */
  readonly phrase: string;
  readonly outcome: Outcome;
  readonly meaning: string;
  readonly responsible: Responsible;
  readonly action: string;
  readonly calls: number;
}

/** 100 is two rows where some calls stalled and some were cancelled early. */
export interface ResponseRow extends ResponseAdvice {
  /** Of all calls, 0…1. */
  readonly share: number;
  /** The same figure in each of {@link ReportContent.comparisons}. */
  readonly before: readonly number[];
}

export interface GatewayRow extends Tally {
  readonly gateway: string;
  readonly ser: Ratio;
  readonly isa: Ratio;
  /** INVITE to the first 18x. */
  readonly postDial: Spread;
  readonly tryingGap: Spread;
  /** Answer-seizure ratio in each of {@link ReportContent.comparisons}; null where the gateway had no calls. */
  readonly asrBefore: readonly (number | null)[];
}

/** Attempts over one gateway that failed with one response, in calls that were tried more than once. */
export interface FailoverRow {
  readonly gateway: string;
  readonly code: number;
  readonly label: string;
  readonly phrase: string;
  readonly outcome: Outcome;
  readonly attempts: number;
  /** A later attempt got further. */
  readonly saved: number;
  /** None did. */
  readonly lost: number;
}

/** Two gateways on the same destination. */
export interface HeadToHeadRow {
  /** Of the destination: "+4420". */
  readonly prefix: string;
  readonly better: string;
  readonly betterCalls: number;
  readonly betterRatio: Ratio;
  readonly worse: string;
  readonly worseCalls: number;
  readonly worseRatio: Ratio;
  /** Two-sided Fisher's exact test of the two answer ratios. */
  readonly pValue: number;
  /** The difference holds after allowing for all pairs that were compared. */
  readonly significant: boolean;
}

export interface DestinationRow extends Tally {
  /** Leading digits, with "+" where the number is international. */
  readonly prefix: string;
  /** ISO 3166 code, or "" where the number does not tell. */
  readonly country: string;
  readonly countryName: string;
  /** Commonest failure. */
  readonly worstOutcome: Outcome | null;
}

export interface AgentRow extends Tally {
  readonly agent: string;
  readonly killsBeforeAnswer: number;
  readonly blocked: number;
  /** Prefixes that were blocked (9XX), commonest first, with the gateways that would allow them. */
  readonly blockedPrefixes: readonly {
    readonly prefix: string;
    readonly calls: number;
    readonly allowedOn: readonly string[];
  }[];
}

export interface HourCell {
  readonly calls: number;
  readonly answered: number;
  readonly classes: Readonly<Record<CodeClass, number>>;
}

export interface HourTables {
  /** Index = local hour 0–23. */
  readonly byHour: readonly HourCell[];
  /** [0 = Monday … 6 = Sunday][hour]. */
  readonly byWeekday: readonly (readonly HourCell[])[];
}

export interface DelayRow {
  readonly gateway: string;
  /** From 100 to the next response, or to the end. */
  readonly tryingGap: Spread;
  /** Part of those gaps that are not longer than the norm of 3 s. */
  readonly normalGap: Ratio;
  /** Gaps of 10 s and more. */
  readonly overTenSeconds: number;
  /** Session request delay (RFC 6076 §4.3): never mixed. */
  readonly requestDelayAnswered: Spread;
  readonly requestDelayFailed: Spread;
  readonly postDial: Spread;
  readonly ring: Spread;
  readonly setup: Spread;
  readonly talk: Spread;
}

export interface HangUpRow {
  readonly gateway: string;
  /** Null: the log does not show it. */
  readonly endedBy: EndedBy | null;
  /** When: before any response, after 100, while ringing, while connected. */
  readonly phase: "before a response" | "trying" | "ringing" | "connected";
  readonly calls: number;
  readonly share: number;
  readonly shortCalls: number;
}

export interface Incident {
  readonly finding: Finding;
  readonly from: number;
  readonly to: number;
  readonly calls: number;
  readonly prefixes: readonly string[];
}

/**
 * Providers that get a ticket, those with the most calls to ask about first. More would make a workbook
 * that nobody pages through, and outgrow the event that carries a link for each (256 KB).
 */
export const MAX_TICKETS = 50;

/** What to send to one provider. */
export interface Ticket {
  readonly gateway: string;
  readonly problems: readonly TicketProblem[];
}

export interface TicketProblem {
  /** What was found of these calls; null where they have no more in common than their response. */
  readonly finding: Finding | null;
  /** "503 Service Unavailable". */
  readonly response: string;
  readonly ask: string;
  readonly code: number;
  readonly outcome: Outcome;
  readonly from: number;
  readonly to: number;
  readonly calls: readonly number[];
}

export interface NumberRow {
  readonly number: string;
  readonly action: "drop" | "reformat" | "retry";
  /** The form that was answered, for "reformat". */
  readonly instead: string;
  /** The reason: what was found of its last call; null where that is what its last response means. */
  readonly finding: Finding | null;
  readonly meaning: string;
  readonly attempts: number;
  readonly gateways: readonly string[];
  readonly lastResponse: number;
  readonly lastTried: number;
  readonly calls: readonly number[];
}

/**
 * - `untold` calls whose result no log tells, of all
 * - `one-direction` calls of captures and traces, and not one response
 * - `no-invites` the same, and not one INVITE
 * - `no-failures` not one call that was sent failed: the log is of answered calls alone
 * - `no-progress` not one provisional response, nor a ring time
 * - `lost-packets` an ACK or a BYE shows a response that the capture lacks
 * - `no-ends` not one answered call has an end
 */
export interface LogLimit {
  readonly id:
    | "untold"
    | "one-direction"
    | "no-invites"
    | "lost-packets"
    | "no-failures"
    | "no-progress"
    | "no-ends";
  readonly calls: number;
  readonly of: number;
}

export interface DataQuality {
  readonly records: FileAccount["records"];
  readonly flags: readonly {
    readonly flag: Flag;
    readonly sentence: string;
    readonly calls: number;
    readonly examples: readonly number[];
  }[];
  /** Where last responses come from. */
  readonly basis: Readonly<Record<Call["basis"], number>>;
  readonly complete: number;
  readonly incomplete: number;
  /** Calls whose start is in no file; they are not among the report's calls. */
  readonly fragments: { readonly calls: number; readonly examples: readonly Call[] };
  /** Calls of which both the wire and a record tell, by what each says, commonest first. The wire counts. */
  readonly witnesses: readonly {
    readonly onWire: number;
    readonly recorded: number;
    readonly calls: number;
    readonly examples: readonly number[];
  }[];
  /** Legs with Call-IDs of their own that are part of the report's calls. */
  readonly legs: number;
  readonly signs: readonly BadSign[];
  /** Attempts of programs that search for open servers; they are not among the report's calls either. */
  readonly scans: {
    readonly calls: number;
    /** Address, else the number that it shows; times of its first and last attempt. */
    readonly callers: readonly {
      readonly caller: string;
      readonly calls: number;
      readonly first: number;
      readonly last: number;
    }[];
  };
}

export interface TrendRow {
  /** Local date. */
  readonly day: string;
  readonly calls: number;
  readonly answered: number;
  readonly asr: Ratio;
  readonly ner: Ratio;
}
