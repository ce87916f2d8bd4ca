import { createResolver, type Resolve } from "./intrinsics.ts";
import { ACCOUNT, REGION, type ServerAddresses } from "./place.ts";
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

export interface StackResources {
  /** The resources that a part of this machine starts, in the template's order. */
  of(part: ResourcePart): readonly Resource[];
  /** @throws {RangeError} if no resource of that part has the ARN. */
  byArn(part: ResourcePart, arn: string): Resource;
  readonly outputs: Readonly<Record<string, string>>;
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

/** Gives every resource its name and works out every property. */
export function resolveResources(assembly: StackAssembly, addresses: Addresses): StackResources {
  const { template, stackName } = assembly;
  const types = typesOf(assembly);
  const pseudo: Record<string, unknown> = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Region": REGION,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": stackName,
    "AWS::StackId": `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stackName}/local`,
    "AWS::NotificationARNs": [],
  };
  const endpointOf = (logicalId: string) => addresses.apis.get(logicalId) ?? addresses.endpoints.sqs;

  function nameOf(logicalId: string, type: ResourceType): string {
    const own = type.nameProperty && template.Resources[logicalId]?.Properties?.[type.nameProperty];
    if (own !== undefined && own !== "") return String(resolve(own));
    const made = `${stackName}-${logicalId}`;
    // Bucket names are lower case and at most 63 characters long.
    return type.part === "bucket" ? made.toLowerCase().slice(0, 63) : made;
  }

  const resolve: Resolve = createResolver(template, {
    ref(name) {
      const type = types.get(name);
      if (!type) return pseudo[name];
      const ownName = nameOf(name, type);
      return type.ref ? type.ref(ownName, endpointOf(name)) : ownName;
    },
    attribute(name, attribute) {
      const type = types.get(name);
      const attributeOf = type?.attributes?.[attribute];
      if (!type || !attributeOf)
        throw new RangeError(`Cannot resolve "${name}.${attribute}": not known here`);
      return attributeOf(nameOf(name, type), endpointOf(name));
    },
  });

  const byPart = new Map<ResourcePart, Resource[]>();
  for (const [logicalId, type] of types) {
    const declared = template.Resources[logicalId]!;
    if (typeof type.part === "object") continue;
    if (declared.Condition && !resolve({ Condition: declared.Condition })) continue;
    const name = nameOf(logicalId, type);
    const ref = type.ref ? type.ref(name, endpointOf(logicalId)) : name;
    const attributes = Object.entries(type.attributes ?? {}).map(
      ([attribute, format]) => [attribute, format(name, endpointOf(logicalId))] as const,
    );
    const properties = resolve(declared.Properties ?? {}) as Record<string, unknown>;
    const resources = byPart.get(type.part) ?? [];
    resources.push({
      logicalId,
      type: declared.Type,
      name,
      ref,
      attributes: Object.fromEntries(attributes),
      properties,
    });
    byPart.set(type.part, resources);
  }
  const of = (part: ResourcePart) => byPart.get(part) ?? [];
  const outputs = Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [
    name,
    String(resolve(Value)),
  ]);
  return {
    of,
    byArn(part, arn) {
      const found = of(part).find(({ attributes, name }) => attributes.Arn === arn || name === arn);
      if (!found) throw new RangeError(`Cannot find "${arn}" among the ${String(part)}s of the template`);
      return found;
    },
    outputs: Object.fromEntries(outputs),
  };
}
