import { stat } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import S3rver from "s3rver";
import { contentEncodingWithoutChunks, createAwsChunkedDecoder, isAwsChunked } from "./aws-chunked.ts";

/*
 * S3 in a process of its own: s3rver makes list tokens with a hash that OpenSSL 3 has only behind a
 * flag of the whole process. Three of its gaps lose or mix data in silence and are closed here.
 */

const [directory, port] = process.argv.slice(2);
const server = new S3rver({
  address: "127.0.0.1",
  port: Number(port),
  directory,
  silent: true,
  vhostBuckets: false,
});

const { store } = server;
const putObject = store.putObject.bind(store);
store.putObject = async (object) => {
  if (isAwsChunked(object.content.headers ?? {})) {
    object.content = withoutChunks(object.content);
    const encoding = object.metadata["content-encoding"] ?? "";
    object.metadata["content-encoding"] = contentEncodingWithoutChunks(encoding);
  }
  const stored = await putObject(object);
  // s3rver reports an object before its last bytes are on disk, so a reader that hears of it may find it cut.
  const path = store.getResourcePath(object.bucket, object.key, "object");
  while ((await bytesOnDisk(path)) < stored.size) await sleep(1);
  return stored;
};

/** Under load the file may not even have been opened yet. */
async function bytesOnDisk(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return -1;
    throw error;
  }
}

const putPart = store.putPart.bind(store);
store.putPart = (bucket, uploadId, partNumber, content) => {
  const plain = isAwsChunked(content.headers ?? {}) ? withoutChunks(content) : content;
  return putPart(bucket, uploadId, partNumber, plain);
};

/** s3rver would store the headers of the chunks inside the object. */
function withoutChunks(content: Readable): Readable {
  return pipeline(content, createAwsChunkedDecoder(), (error) => {
    if (error) content.destroy();
  });
}

// Without it, a file that is overwritten while it is read would be read half old and half new.
server.middleware.unshift(async (context, next) => {
  const wanted = context.get("if-match");
  if (context.method !== "GET" || wanted === "" || wanted === "*") return next();
  const [bucket = "", ...key] = decodeURIComponent(context.path).slice(1).split("/");
  const current = await store.getMetadata(bucket, key.join("/")).catch(() => undefined);
  if (!current || unquoted(current.etag) === unquoted(wanted)) return next();
  context.status = 412;
  context.type = "application/xml";
  context.body =
    "<Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions you specified did not hold</Message></Error>";
});

function unquoted(etag: string): string {
  return etag.replaceAll('"', "");
}

server.on("event", (event) => {
  for (const record of event.Records) process.send?.({ record });
});
process.on("disconnect", () => process.exit());
server.run().then(
  (address) => process.send?.({ port: address.port }),
  (error: unknown) => {
    process.stderr.write(`Cannot start s3rver: ${String(error)}\n`);
    process.exit(1);
  },
);
