import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { rightsOf, synthesised } from "./synthesised.ts";

/*
 * Nothing on this machine checks rights, so a right that is missing would first be noticed on AWS.
 * What a bundle asks AWS for is therefore read from the bundle itself and held against its role.
 */

/** The right that each command of the SDK needs. */
const RIGHT_OF: Readonly<Record<string, string>> = {
  GetItem: "dynamodb:GetItem",
  BatchGetItem: "dynamodb:BatchGetItem",
  Query: "dynamodb:Query",
  PutItem: "dynamodb:PutItem",
  UpdateItem: "dynamodb:UpdateItem",
  DeleteItem: "dynamodb:DeleteItem",
  BatchWriteItem: "dynamodb:BatchWriteItem",
  GetObject: "s3:GetObject",
  HeadObject: "s3:GetObject",
  PutObject: "s3:PutObject",
  CreateMultipartUpload: "s3:PutObject",
  UploadPart: "s3:PutObject",
  CompleteMultipartUpload: "s3:PutObject",
  SendMessage: "sqs:SendMessage",
  ChangeMessageVisibility: "sqs:ChangeMessageVisibility",
  Publish: "sns:Publish",
  PutEvents: "events:PutEvents",
};

/** Rights that no command of ours shows: Lambda's own, those that come with a command, and versions of an object. */
const WITHOUT_COMMAND =
  /^(logs:|kms:|sqs:(?!SendMessage$|ChangeMessageVisibility$)|s3:ListBucket$|s3:GetObjectVersion$)/;

/** Rights that the function's bundle makes use of, unreachable code left out. */
async function neededBy(functionFile: string): Promise<string[]> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../../functions", functionFile)],
    bundle: true,
    write: false,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "silent",
  });
  const commands = [...outputFiles[0]!.text.matchAll(/\bnew (\w+?)Command\d*\(/g)].map(([, name]) => name!);
  return [...new Set(commands.map((name) => RIGHT_OF[name] ?? `unknown command ${name}`))].sort();
}

const template = synthesised();

test.for([
  ["ingest.ts", "IngestFunction"],
  ["report.ts", "ReportFunction"],
  ["download.ts", "DownloadFunction"],
] as const)("the role of %s allows what its code asks AWS for, and no more", async ([file, functionId]) => {
  const given = rightsOf(template, functionId).map(({ action }) => action);
  const shown = [...new Set(given)].filter((action) => !WITHOUT_COMMAND.test(action)).sort();
  expect(shown).toEqual(await neededBy(file));
});
