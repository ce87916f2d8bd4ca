import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { cloudAssembly, type LocalStackChoices } from "./assembly.ts";
import { createSequencer } from "./bucket-notification.ts";
import type { Invocation } from "./function-host.ts";
import { createFunctions, functionByName } from "./functions.ts";
import { createLinkServer, type LinkServer } from "./link-server.ts";
import { listenOnLoopback, stopServer } from "./loopback-server.ts";
import type { LocalNotification } from "./notification-server.ts";
import type { ObjectEvent } from "./object-server.ts";
import { clientEnvironment, type ServerAddresses } from "./place.ts";
import { checkObjectsSurvive } from "./self-test.ts";
import { type Clients, type Ports, startServers } from "./servers.ts";
import { resolveResources, typesOf } from "./stack-resources.ts";
import { readAssembly } from "./template.ts";
import {
  connectRoutes,
  createStores,
  forwardObjectEvent,
  startEventSources,
  startSchedules,
} from "./wiring.ts";

export interface LocalStackOptions extends LocalStackChoices {
  /** Folder of a cloud assembly with one stack. @default this project's stack, synthesised with the choices above */
  readonly assembly?: string;
  /** Where objects and tables are kept. @default a temporary folder that goes with {@link LocalStack.stop} */
  readonly dataFolder?: string;
  /** @default any free ones */
  readonly ports?: Ports;
  /** Processes of one function at the same time, within what the template allows. @default the number of cores */
  readonly concurrency?: number;
  /** Let the template's schedules run. @default true */
  readonly schedules?: boolean;
  /** Seconds until a message whose function failed is tried again. @default 1 */
  readonly retryDelaySeconds?: number;
  /** Takes every line that functions and servers write. @default writes them to stderr */
  readonly log?: (line: string) => void;
}

/** The stack, running on this machine. */
export interface LocalStack {
  readonly endpoints: ServerAddresses;
  /** Variables that turn any AWS SDK or the AWS command line into a client of this stack. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clients: Clients;
  /** Outputs of the template by name; see OUTPUT in lib/names.ts. */
  readonly outputs: Readonly<Record<string, string>>;
  /** @throws {RangeError} if the template has no such output. */
  output(name: string): string;
  /** Calls a function, named by the beginning of its logical id ("ingest"). @throws {Error} if it fails. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Kills the processes of a function as a lost machine would. Returns how many there were. */
  kill(functionName: string): number;
  queueDepth(queueUrl: string): Promise<QueueDepth>;
  /** Hears of what functions tell SNS and EventBridge. Returns a function that ends it. */
  onNotification(listener: (notification: LocalNotification) => void): () => void;
  /** Hears of every finished call of a function. Returns a function that ends it. */
  onInvocation(listener: (invocation: Invocation) => void): () => void;
  stop(): Promise<void>;
}

export interface QueueDepth {
  readonly waiting: number;
  readonly inFlight: number;
}

/** Reads the synthesised template and starts what it says. */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const {
    assembly: folder,
    dataFolder: keptFolder,
    ports = {},
    schedules = true,
    retryDelaySeconds = 1,
  } = options;
  const { zone, retentionDays, linkDays, maxConcurrency, functionsFolder } = options;
  const concurrency = options.concurrency ?? availableParallelism();
  const log = options.log ?? ((line: string) => process.stderr.write(`${line}\n`));
  const choices = { zone, retentionDays, linkDays, maxConcurrency, functionsFolder };
  const assembly = await readAssembly(folder ?? (await cloudAssembly(choices)));
  const types = typesOf(assembly);

  const notified = new Set<(notification: LocalNotification) => void>();
  const invoked = new Set<(invocation: Invocation) => void>();
  const dataFolder = keptFolder ?? (await mkdtemp(join(tmpdir(), "sip-response-reports-")));
  const closing: (() => Promise<unknown>)[] = [];
  if (!keptFolder) closing.push(() => rm(dataFolder, { recursive: true, force: true }));
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };

  try {
    let onObjectEvent = (_: ObjectEvent): void => {};
    const servers = await startServers({
      dataFolder,
      ports,
      log,
      onObjectEvent: (event) => onObjectEvent(event),
      onNotification: (notification) => {
        for (const listener of notified) listener(notification);
      },
    });
    closing.push(servers.stop);
    const { clients, endpoints } = servers;
    await checkObjectsSurvive(clients.s3);

    const linkServers = new Map<string, LinkServer>();
    const apis = new Map<string, string>();
    for (const [logicalId, { part }] of types) {
      if (part !== "api") continue;
      const linkServer = createLinkServer(log);
      linkServers.set(logicalId, linkServer);
      apis.set(logicalId, await listenOnLoopback(linkServer.server, ports.links ?? 0));
      closing.push(() => stopServer(linkServer.server));
    }

    const resources = resolveResources(assembly, { endpoints, apis });
    const environment = clientEnvironment(endpoints);
    const functions = await createFunctions({
      assembly,
      resources: resources.of("function"),
      clientEnvironment: environment,
      concurrency,
      log,
      onInvocation: (invocation) => {
        for (const listener of invoked) listener(invocation);
      },
    });
    await createStores(resources, clients);
    connectRoutes(resources, functions, linkServers);
    const nextSequencer = createSequencer(Date.now);
    onObjectEvent = (event) => {
      forwardObjectEvent(event, nextSequencer, resources, clients).catch((error: unknown) =>
        log(`Cannot send the event for "${event.key}": ${String(error)}`),
      );
    };
    const limits = { concurrency, retryDelaySeconds };
    const eventSources = startEventSources(resources, functions, clients, limits, log);
    closing.push(async () => {
      const polling = eventSources.map((source) => source.stop());
      await Promise.all(functions.map(({ host }) => host.stop()));
      await Promise.all(polling);
    });
    const clocks = schedules ? startSchedules(resources, clients, log) : [];
    closing.push(async () => {
      for (const clock of clocks) clock.stop();
    });

    return {
      endpoints,
      environment,
      clients,
      outputs: resources.outputs,
      output(name) {
        const value = resources.outputs[name];
        if (value === undefined) throw new RangeError(`Cannot find output "${name}" in the template`);
        return value;
      },
      invoke: (name, event) => functionByName(functions, name).host.invoke(event),
      kill: (name) => functionByName(functions, name).host.kill(),
      async queueDepth(QueueUrl) {
        const AttributeNames = [
          "ApproximateNumberOfMessages",
          "ApproximateNumberOfMessagesNotVisible",
        ] as const;
        const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
        const { Attributes } = await clients.sqs.send(command);
        const [waiting, inFlight] = AttributeNames.map((name) => Number(Attributes?.[name] ?? 0));
        return { waiting: waiting ?? 0, inFlight: inFlight ?? 0 };
      },
      onNotification: (listener) => subscribe(notified, listener),
      onInvocation: (listener) => subscribe(invoked, listener),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
