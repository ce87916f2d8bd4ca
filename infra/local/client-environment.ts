/** The account and region that this machine plays. */
export const ACCOUNT = "123456789012";
export const REGION = "us-east-1";

/** The only credentials that s3rver knows; the other servers take any. */
export const CREDENTIALS = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

/** Where each service listens, `http://127.0.0.1:<port>` without a slash at the end. */
export interface ServerAddresses {
  readonly s3: string;
  readonly sqs: string;
  readonly dynamodb: string;
  readonly sns: string;
  readonly eventbridge: string;
}

/**
 * What turns any AWS SDK or the AWS command line into a client of this machine and of nothing else.
 * Without the checksum setting s3rver stores streamed uploads with the SDK's framing in them.
 */
export function clientEnvironment(addresses: ServerAddresses): Record<string, string> {
  return {
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_S3: addresses.s3,
    AWS_ENDPOINT_URL_SQS: addresses.sqs,
    AWS_ENDPOINT_URL_DYNAMODB: addresses.dynamodb,
    AWS_ENDPOINT_URL_SNS: addresses.sns,
    AWS_ENDPOINT_URL_EVENTBRIDGE: addresses.eventbridge,
    AWS_REQUEST_CHECKSUM_CALCULATION: "when_required",
    AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}
