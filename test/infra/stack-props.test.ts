import { App } from "aws-cdk-lib";
import { expect, test } from "vitest";
import { chosenProps, stackPropsFrom } from "../../infra/stack-props.ts";

test("without choices a report's day is a UTC day, links live 30 days and data 400", () => {
  expect(chosenProps({})).toEqual({
    zone: "UTC",
    retentionDays: 400,
    linkDays: 30,
    maxConcurrency: 5,
    notificationMail: undefined,
  });
});

test("choices on the command line are text and become numbers", () => {
  const app = new App({ context: { zone: "Asia/Kathmandu", linkDays: "7", maxConcurrency: "2" } });
  expect(chosenProps(stackPropsFrom(app.node))).toMatchObject({
    zone: "Asia/Kathmandu",
    linkDays: 7,
    maxConcurrency: 2,
    retentionDays: 400,
  });
});

test.for([
  [{ zone: "Europe/Atlantis" }, 'Cannot use zone "Europe/Atlantis": not an IANA time zone'],
  [{ linkDays: 0 }, 'Cannot use linkDays "0": wanted a whole number from 1 to 365'],
  [{ linkDays: 30, retentionDays: 7 }, 'Cannot use linkDays "30": reports are kept for 7 days'],
  [{ retentionDays: 7 }, 'Cannot use linkDays "30": reports are kept for 7 days'],
  [{ retentionDays: 1.5 }, 'Cannot use retentionDays "1.5": wanted a whole number from 1 to 3650'],
  [{ maxConcurrency: 1 }, 'Cannot use maxConcurrency "1": wanted a whole number from 2 to 1000'],
  [{ maxConcurrency: Number.NaN }, 'Cannot use maxConcurrency "NaN"'],
] as const)("the choice %j is refused before anything is deployed", ([props, message]) => {
  expect(() => chosenProps(props)).toThrow(message);
});
