import { join } from "node:path";
import { compileProgram } from "./child-program.ts";
import { ACCOUNT, REGION } from "./client-environment.ts";
import { FunctionHost, type Invocation } from "./function-host.ts";
import type { Resource } from "./stack-resources.ts";
import type { StackAssembly } from "./template.ts";

export interface FunctionsOptions {
  readonly assembly: StackAssembly;
  readonly resources: readonly Resource[];
  /** What the SDK needs to find this machine's services. */
  readonly clientEnvironment: Readonly<Record<string, string>>;
  /** Processes of one function at most. */
  readonly concurrency: number;
  readonly log: (line: string) => void;
  readonly onInvocation: (invocation: Invocation) => void;
}

export interface FunctionRow {
  readonly resource: Resource;
  readonly host: FunctionHost;
}

interface FunctionProperties {
  readonly Code: { readonly S3Key: string };
  readonly Handler: string;
  readonly MemorySize?: number;
  readonly Timeout?: number;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
}

/** Makes a host for each function of the template; a process starts with the first call. */
export async function createFunctions(options: FunctionsOptions): Promise<FunctionRow[]> {
  const program = await compileProgram("function-process.ts");
  return options.resources.map((resource) => {
    const {
      Code,
      Handler,
      MemorySize = 128,
      Timeout = 3,
      Environment,
    } = resource.properties as unknown as FunctionProperties;
    const [file = "", handlerName = ""] = Handler.split(".");
    const host = new FunctionHost({
      name: resource.logicalId,
      program,
      bundle: join(options.assembly.assetFolder(Code.S3Key), `${file}.js`),
      handlerName,
      memoryMb: MemorySize,
      timeoutMs: Timeout * 1000,
      environment: {
        TZ: "UTC",
        LANG: "en_US.UTF-8",
        AWS_LAMBDA_FUNCTION_NAME: resource.name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
        ...options.clientEnvironment,
        ...Environment?.Variables,
      },
      maxProcesses: options.concurrency,
      log: options.log,
      onInvocation: options.onInvocation,
    });
    return { resource, host };
  });
}

/** The function whose ARN it is, or of which it is a part, as in an integration's URI. */
export function functionByUri(functions: readonly FunctionRow[], uri: string): FunctionRow {
  const found = functions.find(
    ({ resource: { name } }) => uri === name || uri.endsWith(`:${REGION}:${ACCOUNT}:function:${name}`),
  );
  if (found) return found;
  throw new RangeError(`Cannot find the function "${uri}" in the template`);
}

/** The only function whose logical id begins so, whatever the case: "ingest" for IngestFunction83726A21. */
export function functionByName(functions: readonly FunctionRow[], name: string): FunctionRow {
  const found = functions.filter(({ resource }) =>
    resource.logicalId.toLowerCase().startsWith(name.toLowerCase()),
  );
  const [only] = found;
  if (found.length === 1 && only) return only;
  const known = functions.map(({ resource }) => resource.logicalId).join(", ");
  throw new RangeError(`Cannot find function "${name}": the template has ${known}`);
}
