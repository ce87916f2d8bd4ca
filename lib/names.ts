/**
 * Names that the stack and the functions must agree on. Bundled into functions and imported by
 * constructs, so this file imports nothing.
 */

/** Objects under it are call logs; the folder after it names their source: `uploads/<source>/…`. */
export const UPLOADS_PREFIX = "uploads/";

/** What the owner of the logs says about them: one JSON object in the uploads bucket, optional. */
export const SETTINGS_KEY = "settings/settings.json";

/** Workbooks in the reports bucket. */
export const REPORTS_PREFIX = "reports/";

/** Attributes of the table's keys and of its time to live (epoch seconds). */
export const PARTITION_KEY = "pk";
export const SORT_KEY = "sk";
export const TTL_ATTRIBUTE = "ttl";

/**
 * Sparse keys-only index of what is not finished: an item is in it while it carries
 * {@link WORK_ATTRIBUTE} (partition key, a string); its sort key is the item's own {@link SORT_KEY}.
 */
export const WORK_INDEX = "work";
export const WORK_ATTRIBUTE = "work";

/** Environment variables of the functions. */
export const ENV = {
  uploadsBucket: "UPLOADS_BUCKET",
  reportsBucket: "REPORTS_BUCKET",
  tableName: "TABLE_NAME",
  reportQueueUrl: "REPORT_QUEUE_URL",
  /** Queue that the function's own messages come from. */
  workQueueUrl: "WORK_QUEUE_URL",
  topicArn: "TOPIC_ARN",
  eventBusName: "EVENT_BUS_NAME",
  /** `https://…` without a slash at its end; a link is `${LINK_BASE_URL}/r/<token>`. */
  linkBaseUrl: "LINK_BASE_URL",
  linkDays: "LINK_DAYS",
  /** IANA zone of the reports. */
  zone: "ZONE",
  /** Days that uploads, calls and reports are kept. */
  retentionDays: "RETENTION_DAYS",
} as const;

/** The link's page (GET) and its download (POST). */
export const LINK_PATH = "/r/{token}";

/** `source` and `detail-type` of the event that announces a finished report. */
export const EVENT_SOURCE = "sip-response-reports";
export const REPORT_READY = "ReportReady";

/** A log line that contains this word raises the quarantine metric. */
export const QUARANTINE_LOG_WORD = "file-quarantined";

/** A log line that contains this word counts as a failed attempt: Lambda sees no error in one that was handled. */
export const MESSAGE_FAILED_LOG_WORD = "message-failed";

/** `type` of a message on the report queue. */
export const REPORT_MESSAGE = {
  fileDecided: "file-decided",
  nightly: "nightly",
  reconcile: "reconcile",
  withdraw: "withdraw",
  revoke: "revoke",
  make: "make",
} as const;

/** Outputs of the stack, on AWS and on this machine. */
export const OUTPUT = {
  uploadsBucket: "UploadsBucketName",
  reportsBucket: "ReportsBucketName",
  tableName: "TableName",
  topicArn: "TopicArn",
  linkBaseUrl: "LinkBaseUrl",
  ingestQueueUrl: "IngestQueueUrl",
  ingestDeadLetterQueueUrl: "IngestDeadLetterQueueUrl",
  reportQueueUrl: "ReportQueueUrl",
  reportDeadLetterQueueUrl: "ReportDeadLetterQueueUrl",
} as const;
