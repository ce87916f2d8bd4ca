import { parseArgs } from "node:util";
import { isTimeZone } from "../../../lib/time/time-zone.ts";
import { UsageError } from "./usage-error.ts";

export const KINDS = ["set", "file", "day"] as const;
export type Kind = (typeof KINDS)[number];

/** What `npm run report` was asked to do. */
export interface ReportArguments {
  /** Files and folders as they were given. */
  readonly paths: readonly string[];
  readonly out: string;
  readonly kind: Kind;
  /** IANA zone of the reports. */
  readonly zone: string;
  readonly source: string;
  /** Path of a settings file, "" = none. */
  readonly settings: string;
  readonly json: boolean;
  readonly calls: boolean;
  readonly tickets: boolean;
  readonly help: boolean;
}

export const REPORT_USAGE = `Usage: npm run report -- [options] <file or folder>…

Reads call logs with the whole stack on this machine and makes Excel reports of them.

  --out <dir>        where workbooks go (default: reports)
  --kind <kind>      set: one report over all files (default)
                     file: one report for each file
                     day: one report for each local day that has calls
  --zone <IANA>      time zone of the reports, such as Europe/Berlin (default: UTC)
  --source <name>    folder under uploads/ for the files (default: local)
  --settings <file>  settings of the sources, JSON (see docs)
  --tickets          also fetch the workbook for each provider
  --json             print one JSON object instead of the summary
  --calls            with --json: every call too
  --help             this text

Exit codes: 0 reports made, 1 something failed, 2 wrong usage, 3 reports made and at least one file could not be read, or does not tell most of its results.
`;

/** @throws {UsageError} */
export function parseReportArguments(argv: readonly string[]): ReportArguments {
  const { values, positionals } = parsed(argv);
  const { out, kind, zone, source, settings, json, calls, tickets, help } = values;
  if (help) return { ...DEFAULTS, help };
  if (!isKind(kind))
    throw new UsageError(`Cannot make reports of kind "${kind}": wanted ${KINDS.join(", ")}`);
  if (!isTimeZone(zone))
    throw new UsageError(`Cannot use zone "${zone}": not an IANA time zone such as Europe/Berlin`);
  if (!/^[^/\p{Cc}]+$/u.test(source) || /^\.+$/.test(source))
    throw new UsageError(`Cannot use source "${source}": wanted the name of one folder`);
  if (calls && !json) throw new UsageError("Cannot list calls without --json");
  if (positionals.length === 0) throw new UsageError("No file or folder given");
  return { paths: positionals, out, kind, zone, source, settings, json, calls, tickets, help };
}

const DEFAULTS: ReportArguments = {
  paths: [],
  out: "reports",
  kind: "set",
  zone: "UTC",
  source: "local",
  settings: "",
  json: false,
  calls: false,
  tickets: false,
  help: false,
};

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: "string", default: DEFAULTS.out },
        kind: { type: "string", default: DEFAULTS.kind },
        zone: { type: "string", default: DEFAULTS.zone },
        source: { type: "string", default: DEFAULTS.source },
        settings: { type: "string", default: DEFAULTS.settings },
        json: { type: "boolean", default: false },
        calls: { type: "boolean", default: false },
        tickets: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}
