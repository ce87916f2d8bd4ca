/** The little that is used of two packages that come without types. */
declare module "s3rver" {
  import type { IncomingHttpHeaders } from "node:http";
  import type { Readable } from "node:stream";

  /** The request itself, or what was made of it. */
  export type S3rverContent = Readable & { readonly headers?: IncomingHttpHeaders };

  export interface S3rverObject {
    readonly bucket: string;
    readonly key: string;
    content: S3rverContent;
    readonly metadata: Record<string, string | undefined>;
  }
  /** The part of Koa's context that is used. */
  export interface S3rverContext {
    readonly method: string;
    readonly path: string;
    get(header: string): string;
    status: number;
    type: string;
    body: string;
  }
  export type S3rverMiddleware = (context: S3rverContext, next: () => Promise<void>) => Promise<void>;

  export interface S3rverStore {
    /** @throws {Error} with the code ENOENT if there is no such object. */
    getMetadata(bucket: string, key: string): Promise<{ readonly etag: string }>;
    getResourcePath(bucket: string, key: string, resource: string): string;
    putObject(object: S3rverObject): Promise<{ size: number; md5: string }>;
    putPart(
      bucket: string,
      uploadId: string,
      partNumber: string,
      content: S3rverContent,
    ): Promise<{ size: number; md5: string }>;
  }
  export default class S3rver {
    constructor(options: Record<string, unknown>);
    readonly store: S3rverStore;
    readonly middleware: S3rverMiddleware[];
    on(event: "event", listener: (event: { Records: unknown[] }) => void): void;
    run(): Promise<{ port: number }>;
  }
}

declare module "dynalite" {
  import type { Server } from "node:http";
  export default function dynalite(options: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
  }): Server;
}
