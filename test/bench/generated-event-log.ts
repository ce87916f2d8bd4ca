import { callGroups, inChunks, isoTime, type MadeCall, STEP_MS } from "./generated-calls.ts";

/** The call event log: four or five lines for each call, about 120 bytes each. */
export function eventLog(bytes: number): Generator<Buffer> {
  return inChunks(bytes, lines());
}

function* lines(): Generator<string> {
  yield "time,call_id,event,code,reason,direction,gateway,agent,from,to\n";
  for (const calls of callGroups()) {
    for (let step = 0; step < 5; step++) {
      for (const call of calls) {
        const event = eventOf(call, step);
        if (event !== "") yield lineOf(call, step, event);
      }
    }
  }
}

function eventOf({ scenario }: MadeCall, step: number): string {
  switch (step) {
    case 0:
      return "invite,,";
    case 1:
      return "response,100,Trying";
    case 2:
      return "response,180,Ringing";
    case 3:
      return `response,${scenario.code},${scenario.phrase}`;
    default:
      return scenario.code === 200 ? "finish,," : "";
  }
}

function lineOf(
  { callId, gateway, agent, from, to, startMs }: MadeCall,
  step: number,
  event: string,
): string {
  return `${isoTime(startMs + step * STEP_MS)},${callId},${event},outbound,${gateway},${agent},${from},${to}\n`;
}
