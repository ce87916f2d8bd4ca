import { Duration, TimeZone } from "aws-cdk-lib";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { SqsSendMessage } from "aws-cdk-lib/aws-scheduler-targets";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { REPORT_MESSAGE } from "../lib/names.ts";

export interface ReportSchedulesProps {
  /** IANA zone in whose night the reports of the day before are made. */
  readonly zone: string;
  readonly queue: IQueue;
}

/**
 * When reports are due. At 04:15 the day before is closed in every log that comes within four hours;
 * the hourly look-around makes whatever a missed run or late data left open.
 */
export class ReportSchedules extends Construct {
  constructor(scope: Construct, id: string, props: ReportSchedulesProps) {
    super(scope, id);
    const { zone, queue } = props;
    const send = (type: string) =>
      new SqsSendMessage(queue, {
        input: ScheduleTargetInput.fromObject({ type }),
        maxEventAge: Duration.hours(12),
      });
    new Schedule(this, "Nightly", {
      schedule: ScheduleExpression.cron({ minute: "15", hour: "4", timeZone: TimeZone.of(zone) }),
      target: send(REPORT_MESSAGE.nightly),
    });
    new Schedule(this, "Reconcile", {
      schedule: ScheduleExpression.cron({ minute: "45", timeZone: TimeZone.of(zone) }),
      target: send(REPORT_MESSAGE.reconcile),
    });
  }
}
