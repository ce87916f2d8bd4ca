import type { Template } from "./template.ts";

/** What the names in a template stand for. */
export interface Names {
  /** What `Ref` gives for a resource or a pseudo parameter; undefined if the name is neither. */
  ref(name: string): unknown;
  /** What `Fn::GetAtt` gives. @throws {RangeError} if the resource has no such attribute here. */
  attribute(name: string, attribute: string): string;
}

const REMOVED = Symbol("AWS::NoValue");

/** Works out CloudFormation's intrinsic functions for one template. */
export class Intrinsics {
  readonly #template: Template;
  readonly #names: Names;

  constructor(template: Template, names: Names) {
    this.#template = template;
    this.#names = names;
  }

  /** The value with every intrinsic function in it worked out. @throws {RangeError} at a function or name it does not know. */
  resolve(value: unknown): unknown {
    const resolved = this.#resolveInner(value);
    return resolved === REMOVED ? undefined : resolved;
  }

  readonly #functions: Readonly<Record<string, (argument: unknown) => unknown>> = {
    Ref: (name) => this.#reference(text(name)),
    "Fn::GetAtt": (argument) =>
      this.#attribute(typeof argument === "string" ? argument.split(".") : list(argument).map(text)),
    "Fn::Join": (argument) => {
      const [separator, parts] = list(argument);
      return this.#list(parts).map(text).join(text(separator));
    },
    "Fn::Sub": (argument) => {
      const [pattern, own] = typeof argument === "string" ? [argument, {}] : list(argument);
      return this.#substitute(text(pattern), (own ?? {}) as Record<string, unknown>);
    },
    "Fn::Select": (argument) => {
      const [index, parts] = list(argument);
      return this.#list(parts)[Number(this.resolve(index))];
    },
    "Fn::Split": (argument) => {
      const [separator, whole] = list(argument);
      return text(this.resolve(whole)).split(text(separator));
    },
    "Fn::Base64": (argument) => Buffer.from(text(this.resolve(argument))).toString("base64"),
    "Fn::FindInMap": (argument) => this.#mapped(this.#list(argument).map(text)),
    "Fn::If": (argument) => {
      const [condition, yes, no] = list(argument);
      return this.#resolveInner(this.#holds(text(condition)) ? yes : no);
    },
    "Fn::ImportValue": (argument) => {
      throw new RangeError(
        `Cannot import "${JSON.stringify(argument)}": no other stack runs on this machine`,
      );
    },
    Condition: (name) => this.#holds(text(name)),
    "Fn::Equals": (argument) => {
      const [left, right] = this.#list(argument);
      return left === right;
    },
    "Fn::Not": (argument) => !this.resolve(list(argument)[0]),
    "Fn::And": (argument) => list(argument).every((condition) => this.resolve(condition)),
    "Fn::Or": (argument) => list(argument).some((condition) => this.resolve(condition)),
  };

  #list(value: unknown): unknown[] {
    return list(this.resolve(value));
  }

  #attribute([name = "", ...attribute]: readonly string[]): string {
    return this.#names.attribute(name, attribute.join("."));
  }

  #mapped([map = "", top = "", second = ""]: readonly string[]): unknown {
    const found = this.#template.Mappings?.[map]?.[top]?.[second];
    if (found === undefined) throw new RangeError(`Cannot find "${top}.${second}" in mapping "${map}"`);
    return found;
  }

  #holds(name: string): boolean {
    const condition = this.#template.Conditions?.[name];
    if (condition === undefined) throw new RangeError(`Cannot find condition "${name}" in the template`);
    return Boolean(this.resolve(condition));
  }

  #reference(name: string): unknown {
    if (name === "AWS::NoValue") return REMOVED;
    const parameter = this.#template.Parameters?.[name];
    const found = parameter ? parameter.Default : this.#names.ref(name);
    if (found === undefined)
      throw new RangeError(`Cannot resolve Ref "${name}": no such resource or parameter`);
    return found;
  }

  #substitute(pattern: string, own: Record<string, unknown>): string {
    return pattern.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
      if (name.startsWith("!")) return `\${${name.slice(1)}}`;
      if (name in own) return text(this.resolve(own[name]));
      return text(name.includes(".") ? this.#attribute(name.split(".")) : this.#reference(name));
    });
  }

  #resolveInner(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((item) => this.#resolveInner(item)).filter((item) => item !== REMOVED);
    }
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (only && entries.length === 1 && /^(Ref|Condition|Fn::.*)$/.test(only[0])) {
      const call = this.#functions[only[0]];
      if (!call) throw new RangeError(`Cannot resolve "${only[0]}": not known here`);
      return call(only[1]);
    }
    return Object.fromEntries(
      entries
        .map(([key, inner]) => [key, this.#resolveInner(inner)])
        .filter(([, inner]) => inner !== REMOVED),
    );
  }
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
