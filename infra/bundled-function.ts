import { join } from "node:path";
import { type Duration, RemovalPolicy, Size } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogLevel, NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";

export interface BundledFunctionProps {
  /** Absolute path of the TypeScript file that exports `handler`. */
  readonly entry: string;
  readonly environment: Record<string, string>;
  readonly timeout: Duration;
  /** At most 3,008 MB, which is what a new AWS account may use. */
  readonly memoryMb: number;
  /** Size of /tmp; 512 MB cost nothing. */
  readonly storageMb?: number;
}

const ROOT = join(import.meta.dirname, "..");
const MAX_MEMORY_MB = 3008;

/** One function with a role and a log of its own, bundled with everything it needs, the SDK included. */
export class BundledFunction extends Construct {
  readonly function: NodejsFunction;
  readonly logGroup: LogGroup;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const { entry, environment, timeout, memoryMb, storageMb = 512 } = props;
    if (memoryMb > MAX_MEMORY_MB) {
      throw new RangeError(`Cannot give ${id} ${memoryMb} MB: a new account allows ${MAX_MEMORY_MB} MB`);
    }
    this.logGroup = new LogGroup(this, "Log", {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Its own role, so that the function may write its own log and nothing else until it is allowed to.
    this.#role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.logGroup.grantWrite(this.#role);
    this.function = new NodejsFunction(this, "Function", {
      entry,
      role: this.#role,
      logGroup: this.logGroup,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      ephemeralStorageSize: Size.mebibytes(storageMb),
      timeout,
      environment: { ...environment, NODE_OPTIONS: "--enable-source-maps" },
      projectRoot: ROOT,
      depsLockFilePath: join(ROOT, "package-lock.json"),
      bundling: {
        // exceljs calls require() for Node's own modules, which an ES module bundle does not have.
        format: OutputFormat.CJS,
        // Not node24: the same bundle runs on the machine of whoever tries it, down to Node 20.
        target: "node20",
        bundleAwsSDK: true,
        minify: true,
        keepNames: true,
        sourceMap: true,
        sourcesContent: false,
        logLevel: LogLevel.WARNING,
      },
    });
  }

  /** Allows the actions on the resources. Actions are written out: a wildcard would grow with AWS. */
  allow(actions: readonly string[], resources: readonly string[], conditions?: PolicyConditions): void {
    this.#role.addToPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }),
    );
  }
}

type PolicyConditions = Record<string, Record<string, string | string[]>>;
