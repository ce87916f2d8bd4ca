import { captureFormat } from "../../../lib/logs/capture/capture-format.ts";
import { type Packet, type PcapOptions, pcap } from "../../support/capture-writer.ts";
import { brief, type Collected, collectAs } from "../collect.ts";

/** Reads a capture of these packets. */
export function readPackets(
  packets: readonly (Buffer | Packet)[],
  options: PcapOptions = {},
): Promise<Collected> {
  return collectAs(captureFormat, pcap(packets, options));
}

export function readCapture(bytes: Buffer, chunkSize?: number): Promise<Collected> {
  return collectAs(captureFormat, bytes, chunkSize === undefined ? {} : { chunkSize });
}

/** Everything that a capture said, one word for each message. */
export function said({ sightings }: Collected): string[] {
  return sightings.flatMap(brief);
}
