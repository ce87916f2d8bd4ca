import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLocalStack } from "../../../infra/local/local-stack.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assembly-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function writeAssembly(Resources: object): Promise<void> {
  const artifacts = { Some: { type: "aws:cloudformation:stack" } };
  await writeFile(join(folder, "manifest.json"), JSON.stringify({ artifacts }));
  await writeFile(join(folder, "Some.assets.json"), JSON.stringify({ files: {} }));
  await writeFile(join(folder, "Some.template.json"), JSON.stringify({ Resources }));
}

test("a resource of a type that nobody decided about stops the start and is named", async () => {
  await writeAssembly({ Search: { Type: "AWS::OpenSearchService::Domain" } });
  await expect(startLocalStack({ assembly: folder })).rejects.toThrow(
    'Cannot run Search on this machine: resource type "AWS::OpenSearchService::Domain" is not known',
  );
});

test("a schedule that does not lead to a queue of the stack stops the start", async () => {
  const Properties = { ScheduleExpression: "rate(1 hour)", Target: { Arn: "arn:aws:lambda:elsewhere" } };
  await writeAssembly({ Clock: { Type: "AWS::Scheduler::Schedule", Properties } });
  await expect(startLocalStack({ assembly: folder })).rejects.toThrow(
    'Cannot find "arn:aws:lambda:elsewhere"',
  );
});

test("a folder without a cloud assembly is refused", async () => {
  await expect(startLocalStack({ assembly: join(folder, "nothing") })).rejects.toThrow("ENOENT");
});
