import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { ACCOUNT } from "./client-environment.ts";
import { bodyOf, serverOf } from "./loopback-server.ts";
import { createRoute, type Route, type RouteMatch } from "./route.ts";

export interface LinkServer {
  readonly server: Server;
  /** Adds a route of the template, "GET /r/{token}", and who answers it. */
  add(routeKey: string, invoke: (event: APIGatewayProxyEventV2) => Promise<unknown>): void;
}

interface Target {
  readonly route: Route;
  readonly invoke: (event: APIGatewayProxyEventV2) => Promise<unknown>;
}

/** Stands where an HTTP API stands: format 2.0 events in, their answers out. */
export function createLinkServer(log: (line: string) => void): LinkServer {
  const targets: Target[] = [];
  const server = serverOf((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // The path is the secret of a link, so it is not written down.
      log(`Request failed: ${String(error)}`);
      sendJson(response, 500, { message: "Internal Server Error" });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    for (const { route, invoke } of targets) {
      const match = route.match(request.method ?? "GET", url.pathname);
      if (match) return send(response, await invoke(await eventOf(request, url, match)));
    }
    sendJson(response, 404, { message: "Not Found" });
  }

  return { server, add: (routeKey, invoke) => targets.push({ route: createRoute(routeKey), invoke }) };
}

async function eventOf(
  request: IncomingMessage,
  url: URL,
  { routeKey, pathParameters }: RouteMatch,
): Promise<APIGatewayProxyEventV2> {
  const body = await bodyOf(request);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && name !== "cookie")
      headers[name] = Array.isArray(value) ? value.join(",") : value;
  }
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = name in query ? `${query[name]},${value}` : value;
  // API Gateway passes these on as text and everything else, forms included, as base64.
  const isText = /^(text\/|application\/(json|xml|javascript))/.test(headers["content-type"] ?? "");
  const now = new Date();
  return {
    version: "2.0",
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(request.headers.cookie ? { cookies: request.headers.cookie.split("; ") } : {}),
    headers,
    ...(url.search ? { queryStringParameters: query } : {}),
    pathParameters,
    requestContext: {
      accountId: ACCOUNT,
      apiId: "local",
      domainName: headers.host ?? "127.0.0.1",
      domainPrefix: "127",
      http: {
        method: request.method ?? "GET",
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 ? { body: body.toString(isText ? "utf8" : "base64") } : {}),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** An answer without a status code is the body of a 200, as with API Gateway. */
function send(response: ServerResponse, answer: unknown): void {
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer)) {
    sendJson(response, 200, answer ?? null);
    return;
  }
  const {
    statusCode = 200,
    headers = {},
    cookies = [],
    body = "",
    isBase64Encoded,
  } = answer as APIGatewayProxyStructuredResultV2;
  response.statusCode = statusCode;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  response.end(Buffer.from(body, isBase64Encoded ? "base64" : "utf8"));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
