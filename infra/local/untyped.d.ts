/** The little that is used of two packages that come without types. */
declare module "s3rver" {
  export interface S3rverObject {
    readonly bucket: string;
    readonly key: string;
  }
  export interface S3rverStore {
    getResourcePath(bucket: string, key: string, resource: string): string;
    putObject(object: S3rverObject): Promise<{ size: number; md5: string }>;
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
