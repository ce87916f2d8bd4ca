import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { answerLink, type LinkServices } from "../lib/delivery/answer-link.ts";
import { ENV } from "../lib/names.ts";
import { requireEnv } from "./require-env.ts";

// Built once per cold start.
const services: LinkServices = {
  table: { client: new DynamoDBClient(), name: requireEnv(ENV.tableName) },
  s3: new S3Client(),
  reportsBucket: requireEnv(ENV.reportsBucket),
  now: () => new Date(),
};

// Called by Lambda.
export const handler = (event: APIGatewayProxyEventV2) => answer(services, event);

// Runs for every request to a link.
async function answer(
  services: LinkServices,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  return answerLink(services, {
    method: event.requestContext.http.method,
    token: event.pathParameters?.token ?? "",
    file: new URLSearchParams(bodyOf(event)).get("file") ?? "",
  });
}

/** API Gateway hands over form bodies encoded. */
function bodyOf({ body = "", isBase64Encoded }: APIGatewayProxyEventV2): string {
  return isBase64Encoded ? Buffer.from(body, "base64").toString() : body;
}
