import { once } from "node:events";
import { compileProgram, endProgram, startProgram } from "./child-program.ts";

/** What s3rver says happened to an object. The key is as it was sent, not encoded. */
export interface ObjectEvent {
  /** "ObjectCreated:Put" and the like. */
  readonly eventName: string;
  readonly eventTime: string;
  readonly bucket: string;
  readonly key: string;
  readonly size: number | undefined;
  /** Without quotes. Copies do not carry it. */
  readonly eTag: string | undefined;
}

export interface ObjectServerOptions {
  readonly directory: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly log: (line: string) => void;
  readonly onEvent: (event: ObjectEvent) => void;
}

export interface ObjectServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

interface S3rverRecord {
  readonly eventName: string;
  readonly eventTime: string;
  readonly s3: {
    readonly bucket: { readonly name: string };
    readonly object: { readonly key: string; readonly size?: number; readonly eTag?: string };
  };
}

/** Starts s3rver on loopback. */
export async function startObjectServer(options: ObjectServerOptions): Promise<ObjectServer> {
  const child = startProgram(await compileProgram("object-server-process.ts"), {
    args: [options.directory, String(options.port)],
    environment: { TZ: "UTC" },
    nodeOptions: ["--openssl-legacy-provider", "--no-deprecation"],
    onLine: options.log,
  });
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`Cannot start s3rver: it exited with ${code}`);
  });
  const listening = new Promise<number>((resolve) => {
    child.on("message", (message: { port?: number; record?: S3rverRecord }) => {
      if (message.port) resolve(message.port);
      if (message.record) options.onEvent(objectEvent(message.record));
    });
  });
  failed.catch(() => {});
  const port = await Promise.race([listening, failed]);
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => endProgram(child) };
}

function objectEvent({ eventName, eventTime, s3 }: S3rverRecord): ObjectEvent {
  const { key, size, eTag } = s3.object;
  return { eventName, eventTime, bucket: s3.bucket.name, key, size: size && Number(size), eTag };
}
