import { Aws, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { BundledFunction } from "./bundled-function.ts";

export interface ReportTopicProps {
  /** Mail address to tell. @default nobody yet */
  readonly mail?: string | undefined;
}

/**
 * Tells of finished reports and of alarms. Its key is our own because CloudWatch cannot publish to a
 * topic that is encrypted with the key AWS manages.
 */
export class ReportTopic extends Construct {
  readonly topic: Topic;
  readonly #key: Key;

  constructor(scope: Construct, id: string, props: ReportTopicProps) {
    super(scope, id);
    this.#key = new Key(this, "Key", { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
    this.topic = new Topic(this, "Topic", { masterKey: this.#key, enforceSSL: true });
    this.#allowAlarms();
    if (props.mail) this.topic.addSubscription(new EmailSubscription(props.mail));
  }

  /** Lets the function publish, which needs the key as well. */
  publishFrom(publisher: BundledFunction): void {
    publisher.allow(["sns:Publish"], [this.topic.topicArn]);
    publisher.allow(["kms:Decrypt", "kms:GenerateDataKey"], [this.#key.keyArn]);
  }

  #allowAlarms(): void {
    const principals = [new ServicePrincipal("cloudwatch.amazonaws.com")];
    const conditions = { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } };
    this.#key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: ["*"],
        conditions,
      }),
    );
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions,
      }),
    );
  }
}
