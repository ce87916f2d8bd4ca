import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { PARTITION_KEY, SORT_KEY, TTL_ATTRIBUTE, WORK_ATTRIBUTE, WORK_INDEX } from "../lib/names.ts";

/** The one table: kept, on demand, restorable to any second of the last 35 days, with the index of unfinished work. */
export class CallTable extends Table {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      partitionKey: { name: PARTITION_KEY, type: AttributeType.STRING },
      sortKey: { name: SORT_KEY, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.DEFAULT,
      timeToLiveAttribute: TTL_ATTRIBUTE,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.addGlobalSecondaryIndex({
      indexName: WORK_INDEX,
      partitionKey: { name: WORK_ATTRIBUTE, type: AttributeType.STRING },
      sortKey: { name: SORT_KEY, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  /** ARN of the index of unfinished work, for permissions. */
  get workIndexArn(): string {
    return `${this.tableArn}/index/${WORK_INDEX}`;
  }
}
