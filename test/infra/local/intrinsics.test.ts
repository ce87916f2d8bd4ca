import { expect, test } from "vitest";
import { Intrinsics } from "../../../infra/local/intrinsics.ts";

const intrinsics = new Intrinsics(
  {
    Resources: {},
    Parameters: { Stage: { Default: "test" } },
    Conditions: {
      IsTest: { "Fn::Equals": [{ Ref: "Stage" }, "test"] },
      IsNot: { "Fn::Not": [{ Condition: "IsTest" }] },
      Both: { "Fn::And": [{ Condition: "IsTest" }, { Condition: "IsNot" }] },
      Either: { "Fn::Or": [{ Condition: "IsTest" }, { Condition: "IsNot" }] },
    },
    Mappings: { Sizes: { test: { memory: 128 } } },
  },
  {
    ref: (name) => ({ Bucket: "uploads", "AWS::Region": "us-east-1" })[name],
    attribute: (name, attribute) => `${name}/${attribute}`,
  },
);

test.for<[unknown, unknown]>([
  ["plain", "plain"],
  [{ Ref: "Bucket" }, "uploads"],
  [{ Ref: "AWS::Region" }, "us-east-1"],
  [{ Ref: "Stage" }, "test"],
  [{ "Fn::GetAtt": ["Queue", "Arn"] }, "Queue/Arn"],
  [{ "Fn::GetAtt": "Queue.Nested.Arn" }, "Queue/Nested.Arn"],
  [{ "Fn::Join": ["-", ["a", { Ref: "Bucket" }, 1]] }, "a-uploads-1"],
  [
    { "Fn::Sub": `\${Bucket}/\${Queue.Arn}/\${!kept}/\${AWS::Region}` },
    `uploads/Queue/Arn/\${kept}/us-east-1`,
  ],
  [{ "Fn::Sub": [`\${own}-\${Bucket}`, { own: { Ref: "Stage" } }] }, "test-uploads"],
  [{ "Fn::Select": [1, { "Fn::Split": ["/", { "Fn::GetAtt": ["Queue", "Arn"] }] }] }, "Arn"],
  [{ "Fn::FindInMap": ["Sizes", { Ref: "Stage" }, "memory"] }, 128],
  [{ "Fn::If": ["IsTest", "yes", "no"] }, "yes"],
  [{ "Fn::If": ["IsNot", "yes", "no"] }, "no"],
  [{ "Fn::If": ["Both", "yes", "no"] }, "no"],
  [{ "Fn::If": ["Either", "yes", "no"] }, "yes"],
  [{ "Fn::Base64": "SIP" }, "U0lQ"],
  [{ a: { Ref: "AWS::NoValue" }, b: [1, { "Fn::If": ["IsNot", 2, { Ref: "AWS::NoValue" }] }] }, { b: [1] }],
  [
    { Ref: "Bucket", Other: 1 },
    { Ref: "Bucket", Other: 1 },
  ],
])("%j becomes %j", ([value, expected]) => {
  expect(intrinsics.resolve(value)).toEqual(expected);
});

test.for<[unknown, string]>([
  [{ "Fn::Transform": {} }, 'Cannot resolve "Fn::Transform": not known here'],
  [{ Ref: "Nobody" }, 'Cannot resolve Ref "Nobody": no such resource or parameter'],
  [{ "Fn::ImportValue": "Other" }, "no other stack runs on this machine"],
  [{ "Fn::If": ["Unheard", 1, 2] }, 'Cannot find condition "Unheard"'],
  [{ "Fn::FindInMap": ["Sizes", "prod", "memory"] }, 'Cannot find "prod.memory" in mapping "Sizes"'],
  [{ "Fn::Join": ["-", [{ a: 1 }]] }, "wanted text"],
])("%j is refused", ([value, message]) => {
  expect(() => intrinsics.resolve(value)).toThrow(message);
});
