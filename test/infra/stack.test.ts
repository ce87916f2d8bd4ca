import { Match } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { rightsOf, synthesised } from "./synthesised.ts";

const template = synthesised({ zone: "Europe/Berlin", notificationMail: "noc@example.test" });

test("the stack is made of these resources", () => {
  const count: Record<string, number> = {};
  for (const { Type } of Object.values<{ Type: string }>(template.toJSON().Resources)) {
    count[Type] = (count[Type] ?? 0) + 1;
  }
  const list = Object.entries(count)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, times]) => `${String(times).padStart(2)} ${type}`);
  expect(list.join("\n")).toMatchInlineSnapshot(`
    " 1 AWS::ApiGatewayV2::Api
     1 AWS::ApiGatewayV2::Integration
     2 AWS::ApiGatewayV2::Route
     1 AWS::ApiGatewayV2::Stage
     8 AWS::CloudWatch::Alarm
     1 AWS::DynamoDB::Table
     4 AWS::IAM::Policy
     4 AWS::IAM::Role
     1 AWS::KMS::Key
     2 AWS::Lambda::EventSourceMapping
     3 AWS::Lambda::Function
     2 AWS::Lambda::Permission
     3 AWS::Logs::LogGroup
     3 AWS::Logs::MetricFilter
     2 AWS::S3::Bucket
     2 AWS::S3::BucketPolicy
     1 AWS::SNS::Subscription
     1 AWS::SNS::Topic
     1 AWS::SNS::TopicPolicy
     4 AWS::SQS::Queue
     4 AWS::SQS::QueuePolicy
     2 AWS::Scheduler::Schedule"
  `);
});

test("nobody outside reaches a bucket, nor anybody without TLS, and objects are encrypted and versioned", () => {
  template.allResourcesProperties("AWS::S3::Bucket", {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    VersioningConfiguration: { Status: "Enabled" },
    BucketEncryption: Match.anyValue(),
  });
  template.resourceCountIs("AWS::S3::Bucket", 2);
  for (const type of ["AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"]) {
    for (const policy of Object.values(template.findResources(type))) {
      expect(policy.Properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Effect: "Deny",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      );
    }
  }
});

test("uploads and reports are forgotten in time, settings are not", () => {
  const short = synthesised({ retentionDays: 30 });
  for (const Prefix of ["uploads/", "reports/"]) {
    short.hasResourceProperties("AWS::S3::Bucket", {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([Match.objectLike({ Prefix, ExpirationInDays: 30, Status: "Enabled" })]),
      },
    });
  }
  const rules = Object.values(short.findResources("AWS::S3::Bucket")).flatMap(
    ({ Properties }) =>
      Properties.LifecycleConfiguration.Rules as { Prefix?: string; ExpirationInDays?: number }[],
  );
  expect(rules.filter(({ Prefix, ExpirationInDays }) => ExpirationInDays && !Prefix)).toEqual([]);
});

test("the uploads bucket tells the ingest queue of what arrives under uploads/, and only that bucket may", () => {
  template.hasResourceProperties("AWS::S3::Bucket", {
    NotificationConfiguration: {
      QueueConfigurations: [
        {
          Event: "s3:ObjectCreated:*",
          Filter: { S3Key: { Rules: [{ Name: "prefix", Value: "uploads/" }] } },
          Queue: { "Fn::GetAtt": [Match.stringLikeRegexp("^IngestQueue"), "Arn"] },
        },
      ],
    },
  });
  template.hasResourceProperties("AWS::SQS::QueuePolicy", {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: "Allow",
          Action: "sqs:SendMessage",
          Principal: { Service: "s3.amazonaws.com" },
          Condition: {
            ArnEquals: { "aws:SourceArn": Match.anyValue() },
            StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
          },
        }),
      ]),
    },
  });
});

test("a stack name that would make the bucket's name too long is refused", () => {
  const stackName = "A-name-of-twenty-eight-chars";
  expect(() => synthesised({ stackName })).toThrow("wanted at most 27 characters");
  expect(() => synthesised({ stackName: stackName.slice(0, -1) })).not.toThrow();
});

test("the queue's policy is there before the bucket that S3 checks it for", () => {
  const [uploads] = Object.entries(template.findResources("AWS::S3::Bucket")).filter(([id]) =>
    id.startsWith("Uploads"),
  );
  expect(uploads?.[1].DependsOn).toEqual([expect.stringMatching(/^IngestQueuePolicy/)]);
});

test("no custom resource brings a function of its own", () => {
  template.resourceCountIs("AWS::Lambda::Function", 3);
  const types = Object.values<{ Type: string }>(template.toJSON().Resources).map(({ Type }) => Type);
  expect(types.filter((type) => /^Custom::|::CustomResource$/.test(type))).toEqual([]);
});

test("a message is tried five times, kept for 14 days and hidden six times as long as its function may take", () => {
  const queues = Object.values(template.findResources("AWS::SQS::Queue")).map(({ Properties }) => Properties);
  expect(queues.every(({ MessageRetentionPeriod }) => MessageRetentionPeriod === 14 * 86_400)).toBe(true);
  expect(queues.every(({ SqsManagedSseEnabled }) => SqsManagedSseEnabled === true)).toBe(true);
  const working = queues.filter(({ RedrivePolicy }) => RedrivePolicy);
  expect(working.map(({ RedrivePolicy }) => RedrivePolicy.maxReceiveCount)).toEqual([5, 5]);
  expect(working.map(({ VisibilityTimeout }) => VisibilityTimeout)).toEqual([6 * 900, 6 * 900]);
});

test("uploads are worked on one by one, five at a time unless chosen otherwise", () => {
  const mapping = (MaximumConcurrency: number) => ({
    BatchSize: 1,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    ScalingConfig: { MaximumConcurrency },
  });
  template.hasResourceProperties("AWS::Lambda::EventSourceMapping", mapping(5));
  template.hasResourceProperties("AWS::Lambda::EventSourceMapping", mapping(2));
  synthesised({ maxConcurrency: 9 }).hasResourceProperties("AWS::Lambda::EventSourceMapping", mapping(9));
});

test("the table can be restored, forgets by its ttl, and indexes unfinished work by keys only", () => {
  template.hasResource("AWS::DynamoDB::Table", {
    DeletionPolicy: "Retain",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      GlobalSecondaryIndexes: [{ IndexName: "work", Projection: { ProjectionType: "KEYS_ONLY" } }],
    },
  });
});

test("functions run on Node 24 and ARM, within what a new AWS account allows", () => {
  template.allResourcesProperties("AWS::Lambda::Function", {
    Runtime: "nodejs24.x",
    Architectures: ["arm64"],
    Handler: "index.handler",
    ReservedConcurrentExecutions: Match.absent(),
  });
  const sizes = Object.values(template.findResources("AWS::Lambda::Function")).map(
    ({ Properties }) => Properties.MemorySize,
  );
  expect(Math.max(...sizes)).toBeLessThanOrEqual(3008);
});

test("each function has a role of its own and a log that ends", () => {
  const roles = Object.values(template.findResources("AWS::Lambda::Function")).map(({ Properties }) =>
    JSON.stringify(Properties.Role),
  );
  expect(new Set(roles).size).toBe(3);
  template.allResourcesProperties("AWS::Logs::LogGroup", { RetentionInDays: 90 });
});

test.for(["IngestFunction", "ReportFunction", "DownloadFunction", "SchedulerRole"])(
  "%s may do nothing that is written with a wildcard, and nothing everywhere",
  (role) => {
    const rights = rightsOf(template, role);
    expect(rights.length).toBeGreaterThan(0);
    expect(rights.filter(({ action }) => action.includes("*"))).toEqual([]);
    expect(rights.filter(({ resource }) => resource === '"*"')).toEqual([]);
  },
);

test("no role carries a policy that AWS manages", () => {
  template.allResourcesProperties("AWS::IAM::Role", {
    ManagedPolicyArns: Match.absent(),
    Policies: Match.absent(),
  });
});

test("only ingest reads uploads, only report writes workbooks, only download reads them", () => {
  const touching = (action: string, resource: string) =>
    ["IngestFunction", "ReportFunction", "DownloadFunction"].filter((role) =>
      rightsOf(template, role).some((right) => right.action === action && right.resource.includes(resource)),
    );
  expect(touching("s3:GetObject", "/uploads/*")).toEqual(["IngestFunction"]);
  expect(touching("s3:PutObject", "/reports/*")).toEqual(["ReportFunction"]);
  expect(touching("s3:GetObject", "/reports/*")).toEqual(["DownloadFunction"]);
  expect(touching("dynamodb:BatchWriteItem", "Table")).toEqual(["IngestFunction"]);
  expect(touching("dynamodb:PutItem", "Table")).toEqual(["ReportFunction"]);
  expect(touching("sns:Publish", "Topic")).toEqual(["ReportFunction"]);
});

test("the download function reads links and reports in the table, and changes links alone", () => {
  const rights = rightsOf(template, "DownloadFunction").filter(({ action }) =>
    action.startsWith("dynamodb:"),
  );
  const keys = (action: string) =>
    rights.filter((right) => right.action === action).map(({ condition }) => condition);
  expect(keys("dynamodb:GetItem")).toEqual([expect.stringContaining('["L#*","R#*"]')]);
  expect(keys("dynamodb:UpdateItem")).toEqual([expect.stringContaining('["L#*"]')]);
});

test("reports are due at 04:15 in the customer's night, and every hour something looks what was missed", () => {
  const schedule = (ScheduleExpression: string, type: string) => ({
    ScheduleExpression,
    ScheduleExpressionTimezone: "Europe/Berlin",
    State: "ENABLED",
    Target: Match.objectLike({ Input: JSON.stringify({ type }) }),
  });
  template.hasResourceProperties("AWS::Scheduler::Schedule", schedule("cron(15 4 * * ? *)", "nightly"));
  template.hasResourceProperties("AWS::Scheduler::Schedule", schedule("cron(45 * * * ? *)", "reconcile"));
});

test("the report function knows zone, link life and where links start", () => {
  template.hasResourceProperties("AWS::Lambda::Function", {
    Environment: {
      Variables: Match.objectLike({
        ZONE: "Europe/Berlin",
        LINK_DAYS: "30",
        EVENT_BUS_NAME: "default",
        LINK_BASE_URL: { "Fn::GetAtt": [Match.stringLikeRegexp("^LinksApi"), "ApiEndpoint"] },
      }),
    },
  });
});

test("a link is asked for with GET and POST, at a limited rate, and its path is logged nowhere", () => {
  const routes = Object.values(template.findResources("AWS::ApiGatewayV2::Route")).map(
    ({ Properties }) => Properties.RouteKey,
  );
  expect(routes.sort()).toEqual(["GET /r/{token}", "POST /r/{token}"]);
  template.hasResourceProperties("AWS::ApiGatewayV2::Stage", {
    DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 50 },
    AccessLogSettings: Match.absent(),
  });
});

test("the topic is encrypted with a key that CloudWatch may use, and mails whoever was named", () => {
  template.hasResourceProperties("AWS::SNS::Topic", { KmsMasterKeyId: Match.anyValue() });
  template.hasResourceProperties("AWS::KMS::Key", {
    EnableKeyRotation: true,
    KeyPolicy: {
      Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: "cloudwatch.amazonaws.com" } })]),
    },
  });
  template.hasResourceProperties("AWS::SNS::Subscription", {
    Protocol: "email",
    Endpoint: "noc@example.test",
  });
  synthesised().resourceCountIs("AWS::SNS::Subscription", 0);
});

test("work given up, files refused and failing functions raise an alarm that is told of", () => {
  const alarms = Object.entries(template.findResources("AWS::CloudWatch::Alarm"));
  expect(alarms.map(([id]) => id.replace(/[0-9A-F]{8}$/, "")).sort()).toEqual([
    "AlarmsDownloadErrors",
    "AlarmsIngestDeadLetters",
    "AlarmsIngestErrors",
    "AlarmsIngestFailedMessages",
    "AlarmsQuarantinedFiles",
    "AlarmsReportDeadLetters",
    "AlarmsReportErrors",
    "AlarmsReportFailedMessages",
  ]);
  for (const [, { Properties }] of alarms) expect(Properties.AlarmActions).toHaveLength(1);
  const filters = Object.values(template.findResources("AWS::Logs::MetricFilter")).map(
    ({ Properties }) => `${Properties.LogGroupName.Ref.slice(0, 6)} ${Properties.FilterPattern}`,
  );
  expect(filters.sort()).toEqual([
    'Ingest "file-quarantined"',
    'Ingest "message-failed"',
    'Report "message-failed"',
  ]);
});

test.for([
  ["IngestFunction", ["REPORT_QUEUE_URL", "RETENTION_DAYS", "TABLE_NAME", "WORK_QUEUE_URL"]],
  [
    "ReportFunction",
    [
      "EVENT_BUS_NAME",
      "LINK_BASE_URL",
      "LINK_DAYS",
      "REPORTS_BUCKET",
      "TABLE_NAME",
      "TOPIC_ARN",
      "UPLOADS_BUCKET",
      "WORK_QUEUE_URL",
      "ZONE",
    ],
  ],
  ["DownloadFunction", ["REPORTS_BUCKET", "TABLE_NAME"]],
] as const)("%s is told what it reads, and no more", ([functionId, names]) => {
  const [fn] = Object.entries(template.findResources("AWS::Lambda::Function")).filter(([id]) =>
    id.startsWith(functionId),
  );
  const { NODE_OPTIONS: _, ...told } = fn![1].Properties.Environment.Variables;
  expect(Object.keys(told).sort()).toEqual(names);
});

test.for([
  ["IngestFunction", "IngestQueue"],
  ["ReportFunction", "ReportsQueue"],
])("%s may say when a failed message comes back, on its own queue only", ([functionId, queue]) => {
  const rights = rightsOf(template, functionId!).filter(
    ({ action }) => action === "sqs:ChangeMessageVisibility",
  );
  expect(rights.map(({ resource }) => resource)).toEqual([expect.stringContaining(`"${queue}`)]);
});
