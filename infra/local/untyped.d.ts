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
  export interface S3rverStore {
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
