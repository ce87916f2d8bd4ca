import { App } from "aws-cdk-lib";
import { SipResponseReportsStack } from "./stack.ts";
import { stackPropsFrom } from "./stack-props.ts";

const app = new App();
new SipResponseReportsStack(app, "SipResponseReports", stackPropsFrom(app.node));
