import { ACCOUNT, REGION, type ServerAddresses } from "./client-environment.ts";
import { Intrinsics } from "./intrinsics.ts";
import { type ResourcePart, type ResourceType, resourceTypeOf } from "./resource-types.ts";
import type { StackAssembly } from "./template.ts";

/** One resource with its name on this machine and its properties, intrinsics worked out. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Addresses {
  readonly endpoints: ServerAddresses;
  /** Address of each HTTP API by its logical id. */
  readonly apis: ReadonlyMap<string, string>;
}

/** Logical ids of the resources that exist here, with their types. @throws {RangeError} at a type nobody knows. */
export function typesOf(assembly: StackAssembly): Map<string, ResourceType> {
  const entries = Object.entries(assembly.template.Resources);
  return new Map(entries.map(([logicalId, { Type }]) => [logicalId, resourceTypeOf(logicalId, Type)]));
}

/** The resources of a stack, each with its name, and every property worked out. */
export class StackResources {
  readonly outputs: Readonly<Record<string, string>>;
  readonly #assembly: StackAssembly;
  readonly #addresses: Addresses;
  readonly #types: ReadonlyMap<string, ResourceType>;
  readonly #intrinsics: Intrinsics;
  readonly #byPart = new Map<ResourcePart, Resource[]>();

  constructor(assembly: StackAssembly, addresses: Addresses) {
    const { template, stackName } = assembly;
    this.#assembly = assembly;
    this.#addresses = addresses;
    this.#types = typesOf(assembly);
    const pseudo = pseudoParameters(stackName);
    this.#intrinsics = new Intrinsics(template, {
      ref: (name) => this.#refOf(name) ?? pseudo[name],
      attribute: (name, attribute) => this.#attributeOf(name, attribute),
    });
    for (const [logicalId, type] of this.#types) this.#addResource(logicalId, type);
    this.outputs = Object.fromEntries(
      Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [
        name,
        String(this.#intrinsics.resolve(Value)),
      ]),
    );
  }

  /** The resources that a part of this machine starts, in the template's order. */
  of(part: ResourcePart): readonly Resource[] {
    return this.#byPart.get(part) ?? [];
  }

  /** @throws {RangeError} if no resource of that part has the ARN. */
  byArn(part: ResourcePart, arn: string): Resource {
    const found = this.of(part).find(({ attributes, name }) => attributes.Arn === arn || name === arn);
    if (!found) throw new RangeError(`Cannot find "${arn}" among the ${String(part)}s of the template`);
    return found;
  }

  #addResource(logicalId: string, type: ResourceType): void {
    const declared = this.#assembly.template.Resources[logicalId]!;
    if (typeof type.part === "object") return;
    if (declared.Condition && !this.#intrinsics.resolve({ Condition: declared.Condition })) return;
    const attributes = Object.keys(type.attributes ?? {}).map(
      (attribute) => [attribute, this.#attributeOf(logicalId, attribute)] as const,
    );
    const resources = this.#byPart.get(type.part) ?? [];
    resources.push({
      logicalId,
      type: declared.Type,
      name: this.#nameOf(logicalId, type),
      ref: this.#refOf(logicalId)!,
      attributes: Object.fromEntries(attributes),
      properties: this.#intrinsics.resolve(declared.Properties ?? {}) as Record<string, unknown>,
    });
    this.#byPart.set(type.part, resources);
  }

  /** Undefined if there is no such resource. */
  #refOf(logicalId: string): string | undefined {
    const type = this.#types.get(logicalId);
    if (!type) return undefined;
    const name = this.#nameOf(logicalId, type);
    return type.ref ? type.ref(name, this.#endpointOf(logicalId)) : name;
  }

  #attributeOf(logicalId: string, attribute: string): string {
    const type = this.#types.get(logicalId);
    const format = type?.attributes?.[attribute];
    if (!type || !format) throw new RangeError(`Cannot resolve "${logicalId}.${attribute}": not known here`);
    return format(this.#nameOf(logicalId, type), this.#endpointOf(logicalId));
  }

  #nameOf(logicalId: string, type: ResourceType): string {
    const { template, stackName } = this.#assembly;
    const own = type.nameProperty && template.Resources[logicalId]?.Properties?.[type.nameProperty];
    if (own !== undefined && own !== "") return String(this.#intrinsics.resolve(own));
    const made = `${stackName}-${logicalId}`;
    // Bucket names are lower case and at most 63 characters long.
    return type.part === "bucket" ? made.toLowerCase().slice(0, 63) : made;
  }

  #endpointOf(logicalId: string): string {
    const { apis, endpoints } = this.#addresses;
    return apis.get(logicalId) ?? endpoints.sqs;
  }
}

function pseudoParameters(stackName: string): Readonly<Record<string, unknown>> {
  return {
    "AWS::AccountId": ACCOUNT,
    "AWS::Region": REGION,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": stackName,
    "AWS::StackId": `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stackName}/local`,
    "AWS::NotificationARNs": [],
  };
}
