import { Duration, Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { MESSAGE_FAILED_LOG_WORD, QUARANTINE_LOG_WORD } from "../lib/names.ts";
import type { BundledFunction } from "./bundled-function.ts";
import type { WorkQueue } from "./work-queue.ts";

export interface AlarmsProps {
  readonly topic: ITopic;
  readonly queues: Readonly<Record<string, WorkQueue>>;
  /** All of them. */
  readonly functions: Readonly<Record<string, BundledFunction>>;
  /** Logs of the functions that work on queues. */
  readonly workLogs: Readonly<Record<string, ILogGroup>>;
  /** Log of the function that puts files into quarantine. */
  readonly ingestLog: ILogGroup;
}

const PERIOD = Duration.minutes(5);

/** Tells of what would otherwise be missed in silence: work given up, files refused, functions that fail. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { topic, queues, functions, workLogs, ingestLog } = props;
    const tell = new SnsAction(topic);
    const alarm = (name: string, alarmDescription: string, metric: IMetric) =>
      new Alarm(this, name, {
        alarmDescription,
        metric,
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }).addAlarmAction(tell);

    for (const [name, { deadLetterQueue }] of Object.entries(queues)) {
      alarm(
        `${name}DeadLetters`,
        `A message on the ${name.toLowerCase()} queue failed at every attempt. Check the function's log, then redrive ${deadLetterQueue.queueName}`,
        deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: "max" }),
      );
    }
    for (const [name, { function: fn }] of Object.entries(functions)) {
      alarm(
        `${name}Errors`,
        `The ${name.toLowerCase()} function failed. See its log`,
        fn.metricErrors({ period: PERIOD }),
      );
    }
    // A function that hands a message back has worked, as far as Lambda's own count of errors knows.
    for (const [name, logGroup] of Object.entries(workLogs)) {
      alarm(
        `${name}FailedMessages`,
        `The ${name.toLowerCase()} function could not process a message and will try again. See its log`,
        this.#lines(`Failed${name}Messages`, logGroup, MESSAGE_FAILED_LOG_WORD),
      );
    }
    alarm(
      "QuarantinedFiles",
      "An upload could not be read and is in no report. The mail and the ingest log name the file, line and reason",
      this.#lines("QuarantinedFiles", ingestLog, QUARANTINE_LOG_WORD),
    );
  }

  /** How many lines of the log contain the word. */
  #lines(metricName: string, logGroup: ILogGroup, word: string): IMetric {
    return new MetricFilter(this, `${metricName}Lines`, {
      logGroup,
      filterPattern: FilterPattern.literal(`"${word}"`),
      metricNamespace: Stack.of(this).stackName,
      metricName,
      metricValue: "1",
    }).metric({ period: PERIOD, statistic: "sum" });
  }
}
