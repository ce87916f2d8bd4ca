import { callGroups, inChunks, isoTime, type MadeCall, STEP_MS } from "./generated-calls.ts";

const HEADER =
  "call_id,start_time,answer_time,end_time,caller_number,callee_number,gateway,agent,direction," +
  "sip_code,sip_reason,hangup_by,duration,billsec\n";

/** One row for each call, about 190 bytes. */
export function callTable(bytes: number): Generator<Buffer> {
  return inChunks(bytes, rows());
}

function* rows(): Generator<string> {
  yield HEADER;
  for (const calls of callGroups()) for (const call of calls) yield row(call);
}

function row({ callId, scenario, from, to, gateway, agent, startMs }: MadeCall): string {
  const isAnswered = scenario.code === 200;
  const answer = isAnswered ? wall(startMs + 2 * STEP_MS) : "";
  const seconds = (isAnswered ? 4 : 2) * (STEP_MS / 1_000);
  return (
    `${callId},${wall(startMs)},${answer},${wall(startMs + seconds * 1_000)},${from},${to},${gateway},${agent},outbound,` +
    `${scenario.code},${scenario.phrase},${isAnswered ? "agent" : ""},${seconds},${isAnswered ? seconds / 2 : 0}\n`
  );
}

function wall(ms: number): string {
  return isoTime(ms).slice(0, 19).replace("T", " ");
}
