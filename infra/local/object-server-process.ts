import { stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import S3rver from "s3rver";

/*
 * S3 in a process of its own: s3rver makes list tokens with a hash that OpenSSL 3 has only behind a
 * flag of the whole process.
 */

const [directory, port] = process.argv.slice(2);
const server = new S3rver({
  address: "127.0.0.1",
  port: Number(port),
  directory,
  silent: true,
  vhostBuckets: false,
});

// s3rver reports an object before its last bytes are on disk, so a reader that is told of it may find it cut.
const putObject = server.store.putObject.bind(server.store);
server.store.putObject = async (object) => {
  const stored = await putObject(object);
  const path = server.store.getResourcePath(object.bucket, object.key, "object");
  while ((await stat(path)).size < stored.size) await sleep(1);
  return stored;
};

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
