import type { LogFormat, LogSample } from "../format/log-format.ts";
import { LF } from "../message/ascii.ts";
import { HeaderTable } from "../message/header-table.ts";
import { readStartLine } from "../message/start-line.ts";
import { ByteWindow } from "../text/byte-window.ts";
import { textBlocks } from "../text/text-blocks.ts";
import { readHeading } from "./find-heading.ts";
import { TraceClock } from "./trace-clock.ts";
import { TraceReader } from "./trace-reader.ts";

const MAX_LINE_BYTES = 1 << 20;
/** Without a heading that is known, so many messages make a text a trace. */
const MIN_MESSAGES = 3;

/** SIP messages as text, as PBXs, sniffers, load generators and softphones trace them. */
export const sipTextFormat: LogFormat = {
  id: "sip-text",
  title: "SIP trace as text",
  recognise: isTrace,

  async read(chunks, context, sink) {
    const clock = new TraceClock(context.settings.zone, context.writtenAtMs);
    const reader = new TraceReader(sink, clock, new HeaderTable(context.settings.linkHeaders));
    const window = new ByteWindow();
    let isSkipping = false;

    function takeLines(): void {
      const { bytes, end } = window;
      if (isSkipping) {
        const lineEnd = bytes.indexOf(LF, window.at);
        isSkipping = lineEnd < 0 || lineEnd >= end;
        window.at = isSkipping ? end : lineEnd + 1;
      }
      window.at = reader.takeLines(bytes, window.at, end);
      if (end - window.at > MAX_LINE_BYTES) {
        reader.skipLine();
        isSkipping = true;
        window.at = end;
      }
    }

    for await (const block of textBlocks(chunks)) window.append(block, takeLines);
    if (window.at < window.end && !isSkipping) reader.takeLast(window.bytes, window.at, window.end);
    reader.finish();
    for (const note of clock.notes()) sink.note?.(note);
  },
};

/** A heading of a tool that traces nothing but SIP, one of a sniffer before a message, or several messages. */
function isTrace({ bytes, text }: LogSample): boolean {
  let messages = 0;
  let isSniffed = false;
  const line = Buffer.alloc(1025);
  for (const raw of text.split("\n", 20_000)) {
    if (raw.includes('"sip_message"')) return true;
    if (SHORT_MESSAGE_ROW.test(raw)) return true;
    const heading = readHeading(raw.trimEnd());
    if (heading?.marker.isSipOnly) return true;
    if (heading) isSniffed = true;
    if (raw.includes("SIP/2.0")) {
      const length = line.write(`${raw.trim().slice(0, 1000)}\n`, "latin1");
      const start = readStartLine(line, 0, length);
      if (typeof start === "object" && (start.from === 0 || isSniffed)) messages++;
    }
    if (messages >= (isSniffed ? 1 : MIN_MESSAGES)) return true;
  }
  return (
    messages > 0 &&
    bytes.length > 0 &&
    /^(?:SIP\/2\.0 \d{3} |[A-Z]+ sips?:\S+ SIP\/2\.0)/.test(text.trimStart())
  );
}

const SHORT_MESSAGE_ROW = /^\d{4}-\d\d-\d\d\t[\d:.]+\t\d+\.\d+\t[SR]\t\S+\tCSeq:/;
