import { isDeepStrictEqual } from "node:util";
import { callOf } from "../../lib/calls/call-of.ts";
import { mergeObservations } from "../../lib/calls/merge.ts";
import { MAX_MILESTONES, MAX_RESPONSES } from "../../lib/calls/merge-events.ts";
import { MAX_LEGS } from "../../lib/calls/merge-legs.ts";
import type { Observation } from "../../lib/calls/observation.ts";
import { observedStart } from "../../lib/calls/observation.ts";
import { DEFAULT_SETTINGS } from "../../lib/settings/settings.ts";
import type { CallEvent } from "../../lib/sip/call-event.ts";
import { utcHourOf } from "../../lib/store/keys.ts";
import { packSegment, unpackSegment } from "../../lib/store/segment-codec.ts";

/** DynamoDB takes no larger item. */
const MAX_ITEM_BYTES = 400 * 1024;
/** Observations packed together, as the store does. */
const PER_SEGMENT = 600;
const MAX_CALL_ID = 512;
const MAX_TEXT = 128;

/** What holds of every call, whatever log it came from. */
export function callLaws(observations: readonly Observation[]): string[] {
  const broken = new Set<string>();
  for (const observation of observations) {
    for (const fault of faultsOf(observation)) broken.add(fault);
    if (broken.size > 5) break;
  }
  for (let from = 0; from < observations.length; from += PER_SEGMENT) {
    const part = observations.slice(from, from + PER_SEGMENT);
    const { packed } = packSegment(part);
    if (part.length === 1 && packed.length > MAX_ITEM_BYTES) broken.add("item: one call is above 400 KB");
    const unpacked = unpackSegment(packed);
    const first = part.findIndex((observation, i) => !isDeepStrictEqual(observation, unpacked[i]));
    if (first >= 0) {
      broken.add(`segment: ${JSON.stringify(part[first])} came back as ${JSON.stringify(unpacked[first])}`);
    }
  }
  return [...broken];
}

function faultsOf(observation: Observation): string[] {
  const faults: string[] = [];
  const { callId, legs, attributes } = observation;
  if (callId === "" || callId.length > MAX_CALL_ID)
    faults.push(`call: Call-ID of ${callId.length} characters`);
  if (legs.length === 0 || legs.length > MAX_LEGS) faults.push(`call: ${legs.length} legs`);
  for (const text of [attributes.from, attributes.to, attributes.agent]) {
    if (text !== undefined && (text === "" || text.length > MAX_TEXT))
      faults.push(`call: attribute "${text}"`);
  }
  for (const leg of legs) {
    if (leg.gateway.length > MAX_TEXT) faults.push(`call: gateway "${leg.gateway}"`);
    if (leg.events.length > MAX_MILESTONES + MAX_RESPONSES) faults.push(`call: ${leg.events.length} events`);
    for (const event of leg.events) if (!isSane(event)) faults.push(`event: ${JSON.stringify(event)}`);
  }
  if (!isDeepStrictEqual(mergeObservations(observation, observation), observation)) {
    faults.push(`merge: a call merged with itself is another: ${JSON.stringify(observation)}`);
  }
  if (!/^\d{4}-\d\d-\d\dT\d\d$/.test(utcHourOf(observedStart(observation).at)))
    faults.push("call: no hour to store it in");
  return [...faults, ...verdictFaults(observation)];
}

/** Times from 1970 to 2255, which is as far as µs are exact. */
function isSane({ at, code, cseq, q850, reason }: CallEvent): boolean {
  return (
    Number.isSafeInteger(at) &&
    at >= 0 &&
    Number.isInteger(code) &&
    code >= 0 &&
    code <= 999 &&
    Number.isSafeInteger(cseq) &&
    cseq >= 0 &&
    Number.isInteger(q850) &&
    q850 >= 0 &&
    q850 <= 127 &&
    reason.length <= MAX_TEXT
  );
}

function verdictFaults(observation: Observation): string[] {
  const call = callOf(observation, DEFAULT_SETTINGS);
  const { sessionRequestDelayMs, setupMs, talkMs, tryingGapMs, ringMs } = call;
  const lengths = { sessionRequestDelayMs, setupMs, talkMs, tryingGapMs, ringMs };
  return Object.entries(lengths)
    .filter(([, length]) => length !== null && !(length >= 0 && length < Number.POSITIVE_INFINITY))
    .map(([name, length]) => `verdict: ${name} is ${length} of ${JSON.stringify(observation)}`);
}
