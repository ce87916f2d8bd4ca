import { type LogFormat, UnreadableLogError } from "../format/log-format.ts";
import { HeaderTable } from "../message/header-table.ts";
import { ByteWindow } from "../text/byte-window.ts";
import { u32 } from "./byte-order.ts";
import type { CaptureFile, PacketConsumer } from "./capture-file.ts";
import { NETMON_1_MAGIC, NETMON_2_MAGIC, NetmonFile } from "./netmon-file.ts";
import { PacketReader } from "./packet-reader.ts";
import { isPcapMagic, PcapFile } from "./pcap-file.ts";
import { PCAPNG_MAGIC, PcapngFile } from "./pcapng-file.ts";

const MAGIC_BYTES = 4;

/** Whatever tcpdump, Wireshark, sngrep, Network Monitor or an SBC captured. */
export const captureFormat: LogFormat = {
  id: "capture",
  title: "Packet capture (pcap, pcapng, NetMon)",

  recognise({ bytes }) {
    return bytes.length >= MAGIC_BYTES && isCaptureMagic(u32(bytes, 0));
  },

  async read(chunks, context, sink) {
    const packets = new PacketReader(sink, new HeaderTable(context.settings.linkHeaders));
    const window = new ByteWindow();
    let file: CaptureFile | undefined;
    let isReadable = true;
    const consume = () => {
      file ??= openCapture(window, context.settings.zone, packets);
      if (file && isReadable) isReadable = file.consume(window);
    };
    for await (const chunk of chunks) {
      window.append(chunk, consume);
      if (!isReadable) break;
    }
    if (!file) throw new UnreadableLogError("Cannot read capture: it ends inside its first four bytes");
    if (isReadable) file.end(window);
    packets.end();
  },
};

function isCaptureMagic(magic: number): boolean {
  return magic === PCAPNG_MAGIC || isPcapMagic(magic) || isNetmonMagic(magic);
}

function isNetmonMagic(magic: number): boolean {
  return magic === NETMON_1_MAGIC || magic === NETMON_2_MAGIC;
}

/** @throws {UnreadableLogError} if the first bytes are not those of a capture. */
function openCapture(window: ByteWindow, zone: string, consumer: PacketConsumer): CaptureFile | undefined {
  const { bytes, at, end } = window;
  if (end - at < MAGIC_BYTES) return undefined;
  const magic = u32(bytes, at);
  if (magic === PCAPNG_MAGIC) return new PcapngFile(consumer);
  if (isPcapMagic(magic)) return new PcapFile(magic, consumer);
  if (isNetmonMagic(magic)) return new NetmonFile(magic, zone, consumer);
  throw new UnreadableLogError(
    `Cannot read capture: it begins with ${magic.toString(16)}, which is no capture's`,
  );
}
