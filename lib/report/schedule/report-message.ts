import { z } from "zod";
import type { ReportRequest } from "./report-request.ts";

const request = z.union([
  z.object({
    kind: z.literal("set"),
    fileIds: z.array(z.string().min(1)).min(1).max(1000),
    zone: z.string(),
  }),
  z.object({ kind: z.literal("file"), fileIds: z.array(z.string().min(1)).length(1), zone: z.string() }),
  z.object({ kind: z.enum(["day", "week", "month"]), period: z.string(), zone: z.string() }),
]);

const message = z.discriminatedUnion("type", [
  z.object({ type: z.literal("file-decided"), fileId: z.string(), key: z.string() }),
  z.object({ type: z.literal("nightly") }),
  z.object({ type: z.literal("reconcile") }),
  /** Takes an upload's calls out of every day, week and month; their reports are revised. */
  z.object({ type: z.literal("withdraw"), key: z.string() }),
  /** Closes a link at once; `token` is its last part. */
  z.object({ type: z.literal("revoke"), token: z.string().min(1) }),
  /** Sent by whoever wants a report now: the command on this machine, or a person through the queue. */
  z.object({ type: z.literal("make"), request }),
]);

export type ReportMessage =
  | Exclude<z.infer<typeof message>, { type: "make" }>
  | { readonly type: "make"; readonly request: ReportRequest };

/** @throws {TypeError} if the body is no such message. */
export function parseReportMessage(body: string): ReportMessage {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new TypeError("Cannot read report message: not JSON", { cause });
  }
  const result = message.safeParse(value);
  if (!result.success) throw new TypeError(`Cannot read report message: ${z.prettifyError(result.error)}`);
  return result.data;
}
