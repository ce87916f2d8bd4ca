import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { CREDENTIALS, REGION } from "../../infra/local/client-environment.ts";
import { makeReport } from "../../lib/report/make-report.ts";
import { DEFAULT_SETTINGS } from "../../lib/settings/settings.ts";
import { REPORTS } from "../support/storage.ts";

/** Makes one day report in a process of its own and tells what it took: a child of day-report.bench.ts. */
const [tableEndpoint, objectEndpoint, period = ""] = process.argv.slice(2);
const table = {
  client: new DynamoDBClient({ region: REGION, credentials: CREDENTIALS, endpoint: tableEndpoint }),
  name: "calls",
};
const s3 = new S3Client({
  region: REGION,
  credentials: CREDENTIALS,
  endpoint: objectEndpoint,
  requestChecksumCalculation: "WHEN_REQUIRED",
  forcePathStyle: true,
});
const started = performance.now();
const report = await makeReport(
  { s3, table, reportsBucket: REPORTS, settings: DEFAULT_SETTINGS, now: () => new Date() },
  { kind: "day", period, zone: "UTC" },
);
process.send?.({
  seconds: (performance.now() - started) / 1000,
  megabytes: process.resourceUsage().maxRSS / 1024,
  calls: report.totals?.calls,
  bytes: report.bytes,
});
