export interface RouteMatch {
  readonly routeKey: string;
  readonly pathParameters: Record<string, string>;
}

export interface Route {
  /** The path's parameters, decoded; null if the request is for another route. */
  match(method: string, path: string): RouteMatch | null;
}

/**
 * Reads a route key of an HTTP API: "GET /r/{token}", "ANY /files/{path+}".
 * @throws {SyntaxError} if it is none.
 */
export function createRoute(routeKey: string): Route {
  const [, wantedMethod = "", template = ""] = /^([A-Z]+) (\/\S*)$/.exec(routeKey) ?? [];
  if (wantedMethod === "")
    throw new SyntaxError(`Cannot read route "${routeKey}": wanted a method and a path`);
  const wanted = template.split("/").slice(1);
  return {
    match(method, path) {
      if (wantedMethod !== "ANY" && method !== wantedMethod) return null;
      const pathParameters = parametersOf(wanted, path.split("/").slice(1));
      return pathParameters && { routeKey, pathParameters };
    },
  };
}

function parametersOf(wanted: readonly string[], parts: readonly string[]): Record<string, string> | null {
  const parameters: Record<string, string> = {};
  for (const [i, want] of wanted.entries()) {
    const [, name, greedy] = /^\{(\w+)(\+?)\}$/.exec(want) ?? [];
    const part = greedy ? parts.slice(i).join("/") : (parts[i] ?? "");
    if (name === undefined && part !== want) return null;
    if (part === "" && want !== "") return null;
    if (name !== undefined) parameters[name] = decoded(part);
    if (greedy) return parameters;
  }
  return wanted.length === parts.length ? parameters : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
