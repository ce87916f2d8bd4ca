import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { SipResponseReportsStack } from "../../infra/stack.ts";
import type { SipResponseReportsProps } from "../../infra/stack-props.ts";

const settings: { context: Record<string, unknown> } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../cdk.json"), "utf8"),
);

/** The template as `cdk synth` would write it, without bundling the functions. */
export function synthesised(props: SipResponseReportsProps = {}): Template {
  const app = new App({ context: { ...settings.context, "aws:cdk:bundling-stacks": [] } });
  return Template.fromStack(new SipResponseReportsStack(app, "SipResponseReports", props));
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What the role of a function may do, one row for each action. */
export function rightsOf(
  template: Template,
  functionId: string,
): { action: string; resource: string; condition: string }[] {
  const policies = Object.entries(template.findResources("AWS::IAM::Policy"));
  return policies
    .filter(([logicalId]) => logicalId.startsWith(functionId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[])
    .flatMap(({ Action, Resource, Condition }) =>
      [Resource].flat().flatMap((resource) =>
        [Action].flat().map((action) => ({
          action,
          resource: JSON.stringify(resource),
          condition: JSON.stringify(Condition ?? {}),
        })),
      ),
    );
}
