import type { Context } from "aws-lambda";
import type { FunctionAnswer, FunctionRequest } from "./function-host.ts";

/*
 * The inside of one function: loads its bundle, then calls its handler for each request, one at a
 * time, as Lambda's runtime does.
 */

const [bundle = "", handlerName = "", memoryMb = "128"] = process.argv.slice(2);
const MEMORY_LIMIT = Number(memoryMb) * 1_048_576;
const MEMORY_CHECK_MS = 200;

type Handler = (event: unknown, context: Context) => Promise<unknown>;
const handler: Handler | undefined = require(bundle)[handlerName];
if (!handler) throw new TypeError(`Cannot run bundle "${bundle}": it exports no "${handlerName}"`);

process.on("disconnect", () => process.exit());
process.on("message", (request: FunctionRequest) => {
  run(handler, request).then((answer) => process.send?.(answer));
});
setInterval(() => {
  if (process.memoryUsage.rss() <= MEMORY_LIMIT) return;
  process.stderr.write(`Out of memory: the function uses more than its ${memoryMb} MB\n`);
  process.kill(process.pid, "SIGKILL");
}, MEMORY_CHECK_MS).unref();

async function run(
  call: Handler,
  { id, event, deadline, functionName }: FunctionRequest,
): Promise<FunctionAnswer> {
  const context: Pick<
    Context,
    "awsRequestId" | "functionName" | "memoryLimitInMB" | "getRemainingTimeInMillis"
  > = {
    awsRequestId: id,
    functionName,
    memoryLimitInMB: memoryMb,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  const maxRssMb = () => Math.round(process.resourceUsage().maxRSS / 1024);
  try {
    const result = await call(event, context as Context);
    return { id, result, maxRssMb: maxRssMb() };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { id, error: text, maxRssMb: maxRssMb() };
  }
}
