import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Starts an HTTP server that only this machine can reach. Port 0 = any free port. Returns its address without a slash. */
export async function listenOnLoopback(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Stops it at once, whoever is still connected. */
export async function stopServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

export function serverOf(listener: RequestListener): Server {
  return createServer(listener);
}

/** Reads a request's body. @throws {RangeError} if it is longer than 10 MB. */
export async function bodyOf(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > 10_485_760) throw new RangeError("Cannot read request: longer than 10 MB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
