import { parseArgs } from "node:util";
import { isTimeZone } from "../../../lib/time/time-zone.ts";
import { UsageError } from "./usage-error.ts";

/** What `npm start` was asked to do. */
export interface StartArguments {
  /** Folder that keeps everything between runs. */
  readonly data: string;
  /** Folder in which logs are dropped. */
  readonly watch: string;
  /** IANA zone of the reports. */
  readonly zone: string;
  /** Port of the page that lists the reports; the link's port follows it. */
  readonly port: number;
  readonly help: boolean;
}

export const START_USAGE = `Usage: npm start -- [options]

Keeps the whole stack up on this machine. Every log that is dropped into the watched folder, or copied into
the uploads bucket, becomes a report with a link.

  --data <dir>       keeps uploads, calls and reports between runs (default: .local)
  --watch <dir>      folder for logs; its folders name the sources, logs outside these folders belong to the source
                     "default" (default: <data>/inbox)
  --zone <IANA>      time zone of the reports, such as Europe/Berlin (default: UTC)
  --port <n>         port of the page with the reports (default: 8080)
  --help             this text
`;

/** @throws {UsageError} */
export function parseStartArguments(argv: readonly string[]): StartArguments {
  const { data, watch, zone, port, help } = parsed(argv);
  if (!isTimeZone(zone))
    throw new UsageError(`Cannot use zone "${zone}": not an IANA time zone such as Europe/Berlin`);
  const portNumber = Number(port);
  if (!Number.isInteger(portNumber) || portNumber < 0 || portNumber > 65_535)
    throw new UsageError(`Cannot use port "${port}": wanted a number from 0 to 65535`);
  return { data, watch: watch ?? `${data}/inbox`, zone, port: portNumber, help };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        data: { type: "string", default: ".local" },
        watch: { type: "string" },
        zone: { type: "string", default: "UTC" },
        port: { type: "string", default: "8080" },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
