import type { StackProps } from "aws-cdk-lib";
import type { Node } from "constructs";
import { isTimeZone } from "../lib/time/time-zone.ts";

/** What an owner of the stack may choose; on the command line as `cdk deploy -c zone=Europe/Berlin`. */
export interface SipResponseReportsProps extends StackProps {
  /** IANA zone of the reports: a day is a day there, and the nightly report runs in its night. @default UTC */
  readonly zone?: string;
  /** Days that uploads, stored calls and reports are kept. @default 400 */
  readonly retentionDays?: number;
  /** Days that a report's link works. @default 30 */
  readonly linkDays?: number;
  /**
   * Uploads read at the same time. A new AWS account runs 10 functions at once in all, and reports and
   * links must find room beside the uploads; SQS needs at least 2 here. @default 5
   */
  readonly maxConcurrency?: number;
  /** Address that is mailed about reports and alarms. @default nobody: subscribe to the topic yourself */
  readonly notificationMail?: string;
  /** Folder of ingest.ts, report.ts and download.ts. @default functions/ of this project */
  readonly functionsFolder?: string;
}

export interface ChosenProps {
  readonly zone: string;
  readonly retentionDays: number;
  readonly linkDays: number;
  readonly maxConcurrency: number;
  readonly notificationMail: string | undefined;
}

/** Fills in the defaults. @throws {RangeError} if a value cannot be used. */
export function chosenProps(props: SipResponseReportsProps): ChosenProps {
  const { zone = "UTC", retentionDays = 400, linkDays = 30, maxConcurrency = 5, notificationMail } = props;
  if (!isTimeZone(zone)) throw new RangeError(`Cannot use zone "${zone}": not an IANA time zone`);
  inRange("retentionDays", retentionDays, 1, 3650);
  inRange("linkDays", linkDays, 1, 365);
  if (linkDays > retentionDays)
    throw new RangeError(
      `Cannot use linkDays "${linkDays}": reports are kept for ${retentionDays} days (retentionDays)`,
    );
  return {
    zone,
    retentionDays,
    linkDays,
    maxConcurrency: inRange("maxConcurrency", maxConcurrency, 2, 1000),
    notificationMail,
  };
}

/** Reads the choices from the CDK context, where a value given with `-c` is always text. */
export function stackPropsFrom(node: Node): SipResponseReportsProps {
  return {
    zone: node.tryGetContext("zone"),
    retentionDays: numberFrom(node, "retentionDays"),
    linkDays: numberFrom(node, "linkDays"),
    maxConcurrency: numberFrom(node, "maxConcurrency"),
    notificationMail: node.tryGetContext("notificationMail"),
    functionsFolder: node.tryGetContext("functionsFolder"),
  };
}

function numberFrom(node: Node, name: string): number | undefined {
  const value: unknown = node.tryGetContext(name);
  return value === undefined ? undefined : Number(value);
}

function inRange(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(`Cannot use ${name} "${value}": wanted a whole number from ${min} to ${max}`);
}
