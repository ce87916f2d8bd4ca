import { Duration } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export interface WorkQueueProps {
  /** Time limit of the function that works on a message. */
  readonly functionTimeout: Duration;
}

/** A message is tried this often before it is given up. */
const MAX_ATTEMPTS = 5;

/** A queue and where its messages go that cannot be worked on. Both keep a message for 14 days and refuse plain HTTP. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const common = {
      enforceSSL: true,
      encryption: QueueEncryption.SQS_MANAGED,
      retentionPeriod: Duration.days(14),
    };
    this.deadLetterQueue = new Queue(this, "DeadLetters", common);
    this.queue = new Queue(this, "Queue", {
      ...common,
      // AWS asks for six times the function's limit, so that throttled attempts are not counted as failed.
      visibilityTimeout: Duration.seconds(6 * props.functionTimeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_ATTEMPTS },
    });
  }
}
