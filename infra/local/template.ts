import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A CloudFormation template, as far as it is read here. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  /** Name of the condition without which the resource is not made. */
  readonly Condition?: string;
}

/** One stack of a cloud assembly: its template and the bundles that go with it. */
export interface StackAssembly {
  readonly stackName: string;
  readonly template: Template;
  /** Folder of the bundle that a template names by its object key in the bucket of assets. @throws {RangeError} if there is none. */
  assetFolder(objectKey: string): string;
}

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly type: string; readonly properties?: unknown }>>;
}

interface AssetManifest {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string };
        readonly destinations: Readonly<Record<string, { objectKey: string }>>;
      }
    >
  >;
}

/** Reads what `cdk synth` wrote. @throws {RangeError} if it does not hold exactly one stack. */
export async function readAssembly(folder: string): Promise<StackAssembly> {
  const manifest: Manifest = await readJson(join(folder, "manifest.json"));
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, { type }]) => type === "aws:cloudformation:stack",
  );
  const [stack] = stacks;
  if (stacks.length !== 1 || !stack) {
    throw new RangeError(`Cannot run assembly "${folder}": it holds ${stacks.length} stacks, wanted 1`);
  }
  const [stackName] = stack;
  const assets: AssetManifest = await readJson(join(folder, `${stackName}.assets.json`));
  const folders = new Map<string, string>();
  for (const { source, destinations } of Object.values(assets.files)) {
    for (const { objectKey } of Object.values(destinations))
      folders.set(objectKey, join(folder, source.path));
  }
  return {
    stackName,
    template: await readJson(join(folder, `${stackName}.template.json`)),
    assetFolder(objectKey) {
      const path = folders.get(objectKey);
      if (!path) throw new RangeError(`Cannot find the bundle "${objectKey}" in "${folder}"`);
      return path;
    },
  };
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, "utf8"));
}
