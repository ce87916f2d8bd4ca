import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";

export interface PrivateBucketProps extends BucketProps {
  /** Days after which an object under {@link expiringPrefix} goes. */
  readonly retentionDays: number;
  readonly expiringPrefix: string;
}

/** A kept, encrypted bucket that nobody reaches from outside, nor without TLS, and that forgets in time. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    const { retentionDays, expiringPrefix, ...bucketProps } = props;
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: "forget",
          prefix: expiringPrefix,
          expiration: Duration.days(retentionDays),
          noncurrentVersionExpiration: Duration.days(Math.min(30, retentionDays)),
        },
        {
          id: "tidy",
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          expiredObjectDeleteMarker: true,
        },
      ],
      ...bucketProps,
    });
  }
}
