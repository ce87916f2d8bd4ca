import { Aws, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { UPLOADS_PREFIX } from "../lib/names.ts";
import { PrivateBucket } from "./private-bucket.ts";

export interface UploadsBucketProps {
  readonly retentionDays: number;
  /** Told of every object that arrives under {@link UPLOADS_PREFIX}. */
  readonly queue: Queue;
}

/**
 * Where call logs are dropped. The notification is set on the bucket itself and the queue's policy
 * is written out: the usual shortcut would bring a second function with rights on every bucket.
 */
export class UploadsBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, props: UploadsBucketProps) {
    const { retentionDays, queue } = props;
    // S3 checks the queue's policy while it makes the bucket, so the policy must know the name before.
    const bucketName = `${bucketPrefix(Stack.of(scope).stackName)}-uploads-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
    super(scope, id, { retentionDays, expiringPrefix: UPLOADS_PREFIX, bucketName });

    const { policyDependable } = queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("s3.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [queue.queueArn],
        conditions: {
          ArnEquals: { "aws:SourceArn": `arn:${Aws.PARTITION}:s3:::${bucketName}` },
          StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID },
        },
      }),
    );
    const bucket = this.node.defaultChild as CfnBucket;
    bucket.notificationConfiguration = {
      queueConfigurations: [
        {
          event: "s3:ObjectCreated:*",
          queue: queue.queueArn,
          filter: { s3Key: { rules: [{ name: "prefix", value: UPLOADS_PREFIX }] } },
        },
      ],
    };
    if (policyDependable) bucket.node.addDependency(policyDependable);
  }
}

/** What is left of a bucket's 63 characters after "-uploads-", the account and the longest region ("ap-southeast-1"). */
const MAX_PREFIX_LENGTH = 63 - "-uploads-".length - 12 - 1 - 14;

function bucketPrefix(stackName: string): string {
  if (stackName.length <= MAX_PREFIX_LENGTH) return stackName.toLowerCase();
  throw new RangeError(
    `Cannot name the uploads bucket after stack "${stackName}": wanted at most ${MAX_PREFIX_LENGTH} characters`,
  );
}
