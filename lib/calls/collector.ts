import type { CallEvent } from "../sip/call-event.ts";
import { isChallenge } from "../sip/response-codes.ts";
import { boundedCallId } from "./bounds.ts";
import { callsHeld } from "./calls-held.ts";
import { isGatewaySign, SignFilter, signId } from "./gateway-signs.ts";
import { Hearing } from "./hearing.ts";
import type { Observation } from "./observation.ts";
import { addSighting, closeCall, type OpenCall, openCall } from "./open-call.ts";
import { beginsAnotherCall, ReusedCallIds } from "./reused-call-ids.ts";
import type { Added, Sighting } from "./sighting.ts";

export interface Collector {
  /** Adds what a record says, see {@link addSighting}. */
  add(sighting: Sighting): Added;
  /** Hands over everything that is left. */
  end(): void;
}

export interface CollectorOptions {
  readonly source: string;
  readonly onObservation: (observation: Observation) => void;
  /**
   * Calls held at once. Beyond that, those that have been silent longest are handed over; what comes
   * later about such a call becomes a second observation, and merging on reading makes one call of the
   * two.
   */
  readonly maxOpenCalls?: number;
}

/** A finished call waits for its last words and the rows of its other legs, which stand near; more would only grow old in memory. */
const FINISHED_HELD = 1_000;

/** Gathers the sightings of one file into observations, one for each call. */
export function createCollector(options: CollectorOptions): Collector {
  const { source, onObservation, maxOpenCalls = 20_000 } = options;
  const hearing = new Hearing();
  const handOver = (call: OpenCall) => onObservation(closeCall(call, hearing));
  const running = callsHeld<OpenCall>(maxOpenCalls, handOver);
  const finished = callsHeld<OpenCall>(Math.min(maxOpenCalls, FINISHED_HELD), handOver);

  const signs = new SignFilter();
  const reused = new ReusedCallIds();

  return {
    add(sighting) {
      if (isGatewaySign(sighting)) {
        hearing.take(sighting);
        const sign = signs.take(sighting, hearing.hears(sighting));
        if (sign === undefined) return "other-method";
        handOver(openCall(source, signId(sign), sign));
        return "news";
      }
      if (sighting.live) {
        hearing.take(sighting);
        if (refusesAccount(sighting)) signs.doubt(sighting.hop);
      }
      const plain = boundedCallId(sighting.callId);
      let callId = reused.idOf(plain, sighting);
      let open = running.get(callId);
      let call = open ?? finished.get(callId);
      if (call && sighting.callerTag !== "" && beginsAnotherCall(call, sighting)) {
        callId = reused.add(plain, call, sighting);
        open = running.get(callId);
        call = open ?? finished.get(callId);
      }
      if (!call) {
        if (sighting.aside) return "mid-call";
        (sighting.whole ? finished : running).set(callId, openCall(source, callId, sighting));
        return "news";
      }
      const added = addSighting(call, sighting);
      if (open && sighting.events.some(isEnd) && running.release(callId)) finished.set(callId, open);
      return added;
    },
    end() {
      running.end();
      finished.end();
    },
  };
}

/** Responses by which a provider refuses its customer rather than the call. */
function refusesAccount({ events }: Sighting): boolean {
  const code = events[0]?.code;
  return code === 402 || code === 403;
}

/** Hardly anything follows: a challenge (RFC 3261 §22.2) and a redirection are no end. */
function isEnd({ kind, code }: CallEvent): boolean {
  if (kind === "response") return code >= 400 && !isChallenge(code);
  return (
    kind === "finish" || kind === "kill" || kind === "bye" || kind === "bye-response" || kind === "blocked"
  );
}
