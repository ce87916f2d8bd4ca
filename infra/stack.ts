import { join } from "node:path";
import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Construct } from "constructs";
import { ENV, OUTPUT, REPORTS_PREFIX } from "../lib/names.ts";
import { Alarms } from "./alarms.ts";
import { BundledFunction } from "./bundled-function.ts";
import { CallTable } from "./call-table.ts";
import { LinkApi } from "./link-api.ts";
import { allowDownload, allowIngest, allowReport } from "./permissions.ts";
import { PrivateBucket } from "./private-bucket.ts";
import { ReportSchedules } from "./report-schedules.ts";
import { ReportTopic } from "./report-topic.ts";
import { chosenProps, type SipResponseReportsProps } from "./stack-props.ts";
import { UploadsBucket } from "./uploads-bucket.ts";
import { WorkQueue } from "./work-queue.ts";

const FUNCTIONS_FOLDER = join(import.meta.dirname, "../functions");

/** Lambda's longest: a big file is better late than given up. */
const WORK_TIMEOUT = Duration.minutes(15);

const EVENT_BUS = "default";

/** Uploads in, reports behind links out: everything that runs on AWS, in one stack. */
export class SipResponseReportsStack extends Stack {
  constructor(scope: Construct, id: string, props: SipResponseReportsProps = {}) {
    super(scope, id, props);
    const { zone, retentionDays, linkDays, maxConcurrency, notificationMail } = chosenProps(props);
    const folder = props.functionsFolder ?? FUNCTIONS_FOLDER;

    const ingestQueue = new WorkQueue(this, "Ingest", { functionTimeout: WORK_TIMEOUT });
    const reportQueue = new WorkQueue(this, "Reports", { functionTimeout: WORK_TIMEOUT });
    const uploads = new UploadsBucket(this, "Uploads", { retentionDays, queue: ingestQueue.queue });
    const reports = new PrivateBucket(this, "Workbooks", { retentionDays, expiringPrefix: REPORTS_PREFIX });
    const table = new CallTable(this, "Table");
    const topic = new ReportTopic(this, "Notifications", { mail: notificationMail });
    const api = new LinkApi(this, "Links");

    const ingest = new BundledFunction(this, "IngestFunction", {
      entry: join(folder, "ingest.ts"),
      timeout: WORK_TIMEOUT,
      // 1,769 MB is the size at which Lambda gives a whole core.
      memoryMb: 1769,
      environment: {
        [ENV.tableName]: table.tableName,
        [ENV.retentionDays]: String(retentionDays),
        [ENV.workQueueUrl]: ingestQueue.queue.queueUrl,
        [ENV.reportQueueUrl]: reportQueue.queue.queueUrl,
      },
    });
    const report = new BundledFunction(this, "ReportFunction", {
      entry: join(folder, "report.ts"),
      timeout: WORK_TIMEOUT,
      memoryMb: 3008,
      // A file of a million calls as JSON lies here before it is uploaded.
      storageMb: 2048,
      environment: {
        [ENV.tableName]: table.tableName,
        [ENV.workQueueUrl]: reportQueue.queue.queueUrl,
        [ENV.uploadsBucket]: uploads.bucketName,
        [ENV.reportsBucket]: reports.bucketName,
        [ENV.topicArn]: topic.topic.topicArn,
        [ENV.eventBusName]: EVENT_BUS,
        [ENV.linkBaseUrl]: api.baseUrl,
        [ENV.linkDays]: String(linkDays),
        [ENV.zone]: zone,
      },
    });
    const download = new BundledFunction(this, "DownloadFunction", {
      entry: join(folder, "download.ts"),
      timeout: Duration.seconds(10),
      memoryMb: 512,
      environment: { [ENV.tableName]: table.tableName, [ENV.reportsBucket]: reports.bucketName },
    });

    allowIngest(ingest, { table, uploads, reportQueue: reportQueue.queue });
    allowReport(report, { table, uploads, reports, topic, eventBus: EVENT_BUS });
    allowDownload(download, { table, reports });

    const oneByOne = { batchSize: 1, reportBatchItemFailures: true };
    ingest.function.addEventSource(new SqsEventSource(ingestQueue.queue, { ...oneByOne, maxConcurrency }));
    report.function.addEventSource(new SqsEventSource(reportQueue.queue, { ...oneByOne, maxConcurrency: 2 }));
    new ReportSchedules(this, "Schedules", { zone, queue: reportQueue.queue });
    api.answerWith(download.function);
    new Alarms(this, "Alarms", {
      topic: topic.topic,
      queues: { Ingest: ingestQueue, Report: reportQueue },
      functions: { Ingest: ingest, Report: report, Download: download },
      workLogs: { Ingest: ingest.logGroup, Report: report.logGroup },
      ingestLog: ingest.logGroup,
    });

    this.#tell(OUTPUT.uploadsBucket, uploads.bucketName, "Drop call logs here, under uploads/<source>/");
    this.#tell(OUTPUT.reportsBucket, reports.bucketName, "Workbooks");
    this.#tell(OUTPUT.tableName, table.tableName, "Calls, files, reports and links");
    this.#tell(OUTPUT.topicArn, topic.topic.topicArn, "Subscribe here to be notified of reports and alarms");
    this.#tell(OUTPUT.linkBaseUrl, api.baseUrl, "Base address of the links");
    this.#tell(OUTPUT.ingestQueueUrl, ingestQueue.queue.queueUrl, "Uploads to read");
    this.#tell(OUTPUT.ingestDeadLetterQueueUrl, ingestQueue.deadLetterQueue.queueUrl, "Uploads given up");
    this.#tell(OUTPUT.reportQueueUrl, reportQueue.queue.queueUrl, "Reports to make");
    this.#tell(OUTPUT.reportDeadLetterQueueUrl, reportQueue.deadLetterQueue.queueUrl, "Reports given up");
  }

  #tell(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }
}
