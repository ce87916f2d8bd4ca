import { Stack } from "aws-cdk-lib";
import { CfnStage, HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { LINK_PATH } from "../lib/names.ts";

/**
 * Where links point to. Nothing logs the path, because the path is the secret. The rate is limited:
 * guessing a 256-bit token is hopeless, but each guess would cost a read.
 */
export class LinkApi extends Construct {
  readonly #api: HttpApi;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#api = new HttpApi(this, "Api", { apiName: `${Stack.of(this).stackName}-links` });
    const stage = this.#api.defaultStage?.node.defaultChild;
    if (stage instanceof CfnStage) {
      stage.defaultRouteSettings = { throttlingRateLimit: 20, throttlingBurstLimit: 50 };
    }
  }

  /** Where a link starts: `https://…`, no slash at the end. */
  get baseUrl(): string {
    return this.#api.apiEndpoint;
  }

  /** Lets the function answer for links. */
  answerWith(handler: IFunction): void {
    this.#api.addRoutes({
      path: LINK_PATH,
      methods: [HttpMethod.GET, HttpMethod.POST],
      integration: new HttpLambdaIntegration("Download", handler),
    });
  }
}
