import { expect, test } from "vitest";
import { createRoute } from "../../../infra/local/route.ts";

test.for<[string, string, string, Record<string, string> | null]>([
  ["GET /r/{token}", "GET", "/r/abc", { token: "abc" }],
  ["GET /r/{token}", "GET", "/r/a%20b%2Fc", { token: "a b/c" }],
  ["GET /r/{token}", "GET", "/r/%zz", { token: "%zz" }],
  ["GET /r/{token}", "POST", "/r/abc", null],
  ["GET /r/{token}", "GET", "/r/", null],
  ["GET /r/{token}", "GET", "/r/abc/d", null],
  ["GET /r/{token}", "GET", "/q/abc", null],
  ["ANY /files/{path+}", "PUT", "/files/a/b", { path: "a/b" }],
  ["GET /", "GET", "/", {}],
])("route %s, asked for %s %s, gives %j", ([routeKey, method, path, expected]) => {
  expect(createRoute(routeKey).match(method, path)?.pathParameters ?? null).toEqual(expected);
});

test("$default and other keys that are no path are refused", () => {
  expect(() => createRoute("$default")).toThrow(SyntaxError);
});
