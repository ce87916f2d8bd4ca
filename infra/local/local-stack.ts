import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { cloudAssembly, type LocalStackChoices } from "./assembly.ts";
import { createSequencer } from "./bucket-notification.ts";
import { clientEnvironment, type ServerAddresses } from "./client-environment.ts";
import type { Invocation } from "./function-host.ts";
import { createFunctions, functionByName } from "./functions.ts";
import { createLinkServer, type LinkServer } from "./link-server.ts";
import { listenOnLoopback, stopServer } from "./loopback-server.ts";
import type { LocalNotification } from "./notification-server.ts";
import type { ObjectEvent } from "./object-server.ts";
import { checkObjectsSurvive } from "./self-test.ts";
import { type Clients, type Ports, startServers } from "./servers.ts";
import { StackResources, typesOf } from "./stack-resources.ts";
import { readAssembly, type StackAssembly } from "./template.ts";
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
  const { zone, retentionDays, linkDays, maxConcurrency, functionsFolder } = options;
  const choices = { zone, retentionDays, linkDays, maxConcurrency, functionsFolder };
  const assembly = await readAssembly(options.assembly ?? (await cloudAssembly(choices)));
  const closing = new Closing();
  try {
    return await start(assembly, options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function start(
  assembly: StackAssembly,
  options: LocalStackOptions,
  closing: Closing,
): Promise<LocalStack> {
  const { ports = {}, schedules = true, retryDelaySeconds = 1 } = options;
  const concurrency = options.concurrency ?? availableParallelism();
  const log = options.log ?? ((line: string) => process.stderr.write(`${line}\n`));
  const notifications = new Listeners<LocalNotification>();
  const invocations = new Listeners<Invocation>();
  let onObjectEvent = (_: ObjectEvent): void => {};

  const servers = await startServers({
    dataFolder: options.dataFolder ?? (await temporaryFolder(closing)),
    ports,
    log,
    onObjectEvent: (event) => onObjectEvent(event),
    onNotification: (notification) => notifications.tell(notification),
  });
  closing.add(servers.stop);
  const { clients, endpoints } = servers;
  await checkObjectsSurvive(clients.s3);
  const links = await startLinkServers(assembly, ports, log, closing);

  const resources = new StackResources(assembly, { endpoints, apis: links.addresses });
  const environment = clientEnvironment(endpoints);
  const functions = await createFunctions({
    assembly,
    resources: resources.of("function"),
    clientEnvironment: environment,
    concurrency,
    log,
    onInvocation: (invocation) => invocations.tell(invocation),
  });
  await createStores(resources, clients);
  connectRoutes(resources, functions, links.servers);
  const nextSequencer = createSequencer(Date.now);
  onObjectEvent = (event) => {
    forwardObjectEvent(event, nextSequencer, resources, clients).catch((error: unknown) =>
      log(`Cannot send the event for "${event.key}": ${String(error)}`),
    );
  };
  const limits = { concurrency, retryDelaySeconds };
  const eventSources = startEventSources(resources, functions, clients, limits, log);
  const clocks = schedules ? startSchedules(resources, clients, log) : [];
  closing.add(async () => {
    for (const clock of clocks) clock.stop();
    const polling = eventSources.map((source) => source.stop());
    await Promise.all(functions.map(({ host }) => host.stop()));
    await Promise.all(polling);
  });

  return {
    endpoints,
    environment,
    clients,
    outputs: resources.outputs,
    output: (name) => outputOf(resources, name),
    invoke: (name, event) => functionByName(functions, name).host.invoke(event),
    kill: (name) => functionByName(functions, name).host.kill(),
    queueDepth: (queueUrl) => queueDepth(clients.sqs, queueUrl),
    onNotification: (listener) => notifications.add(listener),
    onInvocation: (listener) => invocations.add(listener),
    stop: () => closing.close(),
  };
}

/** What was started and has to be stopped, the last one first. */
class Closing {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  async close(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step();
  }
}

class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Returns a function that ends it. */
  add(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }
}

async function temporaryFolder(closing: Closing): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sip-response-reports-"));
  closing.add(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A server for each HTTP API of the template, before its routes are known: others need its address. */
async function startLinkServers(
  assembly: StackAssembly,
  ports: Ports,
  log: (line: string) => void,
  closing: Closing,
): Promise<{ servers: ReadonlyMap<string, LinkServer>; addresses: ReadonlyMap<string, string> }> {
  const servers = new Map<string, LinkServer>();
  const addresses = new Map<string, string>();
  for (const [logicalId, { part }] of typesOf(assembly)) {
    if (part !== "api") continue;
    const linkServer = createLinkServer(log);
    servers.set(logicalId, linkServer);
    addresses.set(logicalId, await listenOnLoopback(linkServer.server, ports.links ?? 0));
    closing.add(() => stopServer(linkServer.server));
  }
  return { servers, addresses };
}

function outputOf({ outputs }: StackResources, name: string): string {
  const value = outputs[name];
  if (value === undefined) throw new RangeError(`Cannot find output "${name}" in the template`);
  return value;
}

async function queueDepth(sqs: SQSClient, QueueUrl: string): Promise<QueueDepth> {
  const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
  const { Attributes } = await sqs.send(command);
  const [waiting, inFlight] = AttributeNames.map((name) => Number(Attributes?.[name] ?? 0));
  return { waiting: waiting ?? 0, inFlight: inFlight ?? 0 };
}
