import type { CallEvent } from "../sip/call-event.ts";
import { boundedCallId } from "./bounds.ts";
import { callsHeld } from "./calls-held.ts";
import { Hearing } from "./hearing.ts";
import type { Observation } from "./observation.ts";
import { addSighting, closeCall, type OpenCall, openCall } from "./open-call.ts";
import type { Sighting } from "./sighting.ts";

export interface Collector {
  /** Adds what a record says. Returns false if it only repeats what this file already said. */
  add(sighting: Sighting): boolean;
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

  return {
    add(sighting) {
      if (sighting.live) hearing.take(sighting);
      const callId = boundedCallId(sighting.callId);
      const open = running.get(callId);
      const call = open ?? finished.get(callId);
      if (!call) {
        (sighting.whole ? finished : running).set(callId, openCall(source, callId, sighting));
        return true;
      }
      const news = addSighting(call, sighting);
      if (open && sighting.events.some(isEnd) && running.release(callId)) finished.set(callId, open);
      return news;
    },
    end() {
      running.end();
      finished.end();
    },
  };
}

/** Hardly anything follows: a challenge (RFC 3261 §22.2) and a redirection are no end. */
function isEnd({ kind, code }: CallEvent): boolean {
  if (kind === "response") return code >= 400 && code !== 401 && code !== 407;
  return (
    kind === "finish" || kind === "kill" || kind === "bye" || kind === "bye-response" || kind === "blocked"
  );
}
