import type { Template } from "./template.ts";

/** What the names in a template stand for. */
export interface Names {
  /** What `Ref` gives for a resource or a pseudo parameter; undefined if the name is neither. */
  ref(name: string): unknown;
  /** What `Fn::GetAtt` gives. @throws {RangeError} if the resource has no such attribute here. */
  attribute(name: string, attribute: string): string;
}

/** Gives a value with every intrinsic function in it worked out. @throws {RangeError} at a function or name it does not know. */
export type Resolve = (value: unknown) => unknown;

const REMOVED = Symbol("AWS::NoValue");

/** Works out CloudFormation's intrinsic functions for one template. */
export function createResolver(template: Template, names: Names): Resolve {
  const functions: Record<string, (argument: unknown) => unknown> = {
    Ref: (name) => reference(text(name)),
    "Fn::GetAtt": (argument) => {
      const [name, ...attribute] =
        typeof argument === "string" ? argument.split(".") : list(argument).map(text);
      return names.attribute(name ?? "", attribute.join("."));
    },
    "Fn::Join": (argument) => {
      const [separator, parts] = list(argument);
      return list(resolve(parts)).map(text).join(text(separator));
    },
    "Fn::Sub": (argument) => {
      const [pattern, own] = typeof argument === "string" ? [argument, {}] : list(argument);
      return substitute(text(pattern), (own ?? {}) as Record<string, unknown>);
    },
    "Fn::Select": (argument) => {
      const [index, parts] = list(argument);
      return list(resolve(parts))[Number(resolve(index))];
    },
    "Fn::Split": (argument) => {
      const [separator, whole] = list(argument);
      return text(resolve(whole)).split(text(separator));
    },
    "Fn::Base64": (argument) => Buffer.from(text(resolve(argument))).toString("base64"),
    "Fn::FindInMap": (argument) => {
      const [map, top, second] = list(resolve(argument)).map(text);
      const found = template.Mappings?.[map ?? ""]?.[top ?? ""]?.[second ?? ""];
      if (found === undefined) throw new RangeError(`Cannot find "${top}.${second}" in mapping "${map}"`);
      return found;
    },
    "Fn::If": (argument) => {
      const [condition, yes, no] = list(argument);
      return resolveInner(holds(text(condition)) ? yes : no);
    },
    "Fn::ImportValue": (argument) => {
      throw new RangeError(
        `Cannot import "${JSON.stringify(argument)}": no other stack runs on this machine`,
      );
    },
    Condition: (name) => holds(text(name)),
    "Fn::Equals": (argument) => {
      const [left, right] = list(resolve(argument));
      return left === right;
    },
    "Fn::Not": (argument) => !resolve(list(argument)[0]),
    "Fn::And": (argument) => list(argument).every(resolve),
    "Fn::Or": (argument) => list(argument).some(resolve),
  };

  function holds(name: string): boolean {
    const condition = template.Conditions?.[name];
    if (condition === undefined) throw new RangeError(`Cannot find condition "${name}" in the template`);
    return Boolean(resolve(condition));
  }

  function reference(name: string): unknown {
    if (name === "AWS::NoValue") return REMOVED;
    const parameter = template.Parameters?.[name];
    const found = parameter ? parameter.Default : names.ref(name);
    if (found === undefined)
      throw new RangeError(`Cannot resolve Ref "${name}": no such resource or parameter`);
    return found;
  }

  function substitute(pattern: string, own: Record<string, unknown>): string {
    return pattern.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
      if (name.startsWith("!")) return `\${${name.slice(1)}}`;
      if (name in own) return text(resolve(own[name]));
      return text(name.includes(".") ? functions["Fn::GetAtt"]?.(name) : reference(name));
    });
  }

  function resolveInner(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolveInner).filter((item) => item !== REMOVED);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (only && entries.length === 1 && /^(Ref|Condition|Fn::.*)$/.test(only[0])) {
      const call = functions[only[0]];
      if (!call) throw new RangeError(`Cannot resolve "${only[0]}": not known here`);
      return call(only[1]);
    }
    return Object.fromEntries(
      entries.map(([key, inner]) => [key, resolveInner(inner)]).filter(([, inner]) => inner !== REMOVED),
    );
  }

  function resolve(value: unknown): unknown {
    const resolved = resolveInner(value);
    return resolved === REMOVED ? undefined : resolved;
  }

  return resolve;
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`Cannot resolve ${JSON.stringify(value)}: wanted a list`);
}

function text(value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return String(value);
  throw new TypeError(`Cannot resolve ${JSON.stringify(value)}: wanted text`);
}
