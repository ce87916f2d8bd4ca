import { ACCOUNT, REGION } from "./client-environment.ts";

/** What starts a resource on this machine; `nothing` says why there is nothing to start. */
export type ResourcePart =
  | "bucket"
  | "queue"
  | "table"
  | "topic"
  | "function"
  | "event-source"
  | "schedule"
  | "api"
  | "integration"
  | "route"
  | { readonly nothing: string };

export interface ResourceType {
  readonly part: ResourcePart;
  /** Property that may carry the resource's own name; without it a name is made. */
  readonly nameProperty?: string;
  /** What `Ref` gives; the name unless said otherwise. */
  readonly ref?: (name: string, endpoint: string) => string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, (name: string, endpoint: string) => string>>;
}

const arn = (service: string, resource: (name: string) => string) => (name: string) =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource(name)}`;

const iamArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const keyArn = arn("kms", (name) => `key/${name}`);
const NO_RIGHTS: ResourcePart = { nothing: "nobody's rights are checked on this machine" };
const NO_WATCH: ResourcePart = { nothing: "the person running it watches it" };

/**
 * Every resource type that the stack may have. A type that is not here stops the start: whoever adds
 * one to the stack decides here what becomes of it on this machine.
 */
const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  "AWS::S3::Bucket": {
    part: "bucket",
    nameProperty: "BucketName",
    attributes: { Arn: (name) => `arn:aws:s3:::${name}` },
  },
  "AWS::SQS::Queue": {
    part: "queue",
    nameProperty: "QueueName",
    ref: (name, endpoint) => `${endpoint}/${ACCOUNT}/${name}`,
    attributes: {
      Arn: arn("sqs", (name) => name),
      QueueName: (name) => name,
      QueueUrl: (name, endpoint) => `${endpoint}/${ACCOUNT}/${name}`,
    },
  },
  "AWS::DynamoDB::Table": {
    part: "table",
    nameProperty: "TableName",
    attributes: { Arn: arn("dynamodb", (name) => `table/${name}`) },
  },
  "AWS::SNS::Topic": {
    part: "topic",
    nameProperty: "TopicName",
    ref: arn("sns", (name) => name),
    attributes: { TopicArn: arn("sns", (name) => name), TopicName: (name) => name },
  },
  "AWS::Lambda::Function": {
    part: "function",
    nameProperty: "FunctionName",
    attributes: { Arn: arn("lambda", (name) => `function:${name}`) },
  },
  "AWS::Lambda::EventSourceMapping": { part: "event-source" },
  "AWS::Scheduler::Schedule": { part: "schedule", nameProperty: "Name" },
  "AWS::ApiGatewayV2::Api": {
    part: "api",
    attributes: { ApiEndpoint: (_, endpoint) => endpoint, ApiId: (name) => name },
  },
  "AWS::ApiGatewayV2::Integration": { part: "integration" },
  "AWS::ApiGatewayV2::Route": { part: "route" },
  "AWS::ApiGatewayV2::Stage": { part: { nothing: "one stage, without limits, is all there is" } },

  "AWS::IAM::Role": { part: NO_RIGHTS, nameProperty: "RoleName", attributes: { Arn: iamArn } },
  "AWS::IAM::Policy": { part: NO_RIGHTS },
  "AWS::S3::BucketPolicy": { part: NO_RIGHTS },
  "AWS::SQS::QueuePolicy": { part: NO_RIGHTS },
  "AWS::SNS::TopicPolicy": { part: NO_RIGHTS },
  "AWS::Lambda::Permission": { part: NO_RIGHTS },
  "AWS::KMS::Key": {
    part: { nothing: "what the servers hold is not encrypted here" },
    attributes: { Arn: keyArn },
  },
  "AWS::SNS::Subscription": {
    part: { nothing: "no mail leaves this machine: notifications are events here" },
  },
  "AWS::Logs::LogGroup": {
    part: { nothing: "what functions write is written to the log of the launcher" },
    nameProperty: "LogGroupName",
    attributes: { Arn: arn("logs", (name) => `log-group:${name}:*`) },
  },
  "AWS::Logs::MetricFilter": { part: NO_WATCH },
  "AWS::CloudWatch::Alarm": {
    part: NO_WATCH,
    nameProperty: "AlarmName",
    attributes: { Arn: arn("cloudwatch", (name) => `alarm:${name}`) },
  },
  "AWS::CDK::Metadata": { part: { nothing: "it only tells AWS which constructs are in use" } },
};

/** @throws {RangeError} that names the type, if nobody decided what becomes of it on this machine. */
export function resourceTypeOf(logicalId: string, type: string): ResourceType {
  const known = RESOURCE_TYPES[type];
  if (known) return known;
  throw new RangeError(
    `Cannot run ${logicalId} on this machine: resource type "${type}" is not known, add it to infra/local/resource-types.ts`,
  );
}
