import { sipTextFormat } from "../../../lib/logs/trace/sip-text-format.ts";
import { isTime } from "../../../lib/sip/call-event.ts";
import { brief, type Collected, type CollectOptions, collectAs } from "../collect.ts";

/** Reads a trace. Lines may end with LF alone, as most tools write them. */
export function readTrace(text: string, options: CollectOptions = {}): Promise<Collected> {
  return collectAs(sipTextFormat, text, options);
}

/** What each message said, and when: "invite 2026-01-08T20:28:01.000Z". */
export function timeline({ sightings }: Collected): string[] {
  return sightings.map((sighting) => {
    const at = sighting.events[0]!.at;
    return `${brief(sighting)[0]} ${!isTime(at) ? "?" : new Date(Math.floor(at / 1000)).toISOString()}`;
  });
}

/** A message with bare line feeds. */
export function lines(message: string): string {
  return message.replaceAll("\r\n", "\n");
}
