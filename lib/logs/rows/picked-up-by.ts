import type { PickedUpBy } from "../../calls/call-attributes.ts";
import { plainName } from "../text/csv-shape.ts";
import type { Columns, Row } from "./row.ts";
import { wordColumn } from "./word-column.ts";

/**
 * Words for who or what picked up, without case and punctuation: results of answering machine detection
 * (Twilio and SignalWire AnsweredBy, FreeSWITCH mod_amd, Asterisk AMDSTATUS), results of PBXs and diallers,
 * and the last application that an Asterisk or a FreeSWITCH ran (CDR field lastapp, variable current_application).
 */
const WORDS: Readonly<Record<PickedUpBy, readonly string[]>> = {
  person: [
    "human",
    "person",
    "live",
    "liveperson",
    "liveanswer",
    "livevoice",
    "mensch",
    "humano",
    "humain",
    "umano",
    "человек",
  ],
  machine: [
    "machine",
    "machinestart",
    "machineendbeep",
    "machineendsilence",
    "machineendother",
    "answeringmachine",
    "amd",
    "fax",
    "anrufbeantworter",
    "contestador",
    "contestadorautomático",
    "répondeur",
    "secretáriaeletrônica",
    "segreteria",
    "segreteriatelefonica",
    "автоответчик",
  ],
  voicemail: [
    "voicemail",
    "voicemailmain",
    "minivm",
    "minivmrecord",
    "vm",
    "mailbox",
    "vmail",
    "buzóndevoz",
    "messagerie",
    "messagerievocale",
    "caixapostal",
    "correiodevoz",
    "casellavocale",
    "голосоваяпочта",
  ],
  queue: [
    "queue",
    "appqueue",
    "acd",
    "callcenter",
    "fifo",
    "warteschlange",
    "cola",
    "fila",
    "filedattente",
    "coda",
    "очередь",
  ],
  ivr: [
    "ivr",
    "menu",
    "autoattendant",
    "attendant",
    "announcement",
    "playback",
    "background",
    "backgrounddetect",
    "waitexten",
    "read",
    "playandgetdigits",
    "ansage",
    "ansagetext",
  ],
};

const PICKER_OF_WORD: ReadonlyMap<string, PickedUpBy> = new Map(
  (Object.keys(WORDS) as PickedUpBy[]).flatMap((picker) => WORDS[picker].map((word) => [word, picker])),
);

/** These hand a call over: they have it only where no other channel is told. */
const HANDS_OVER: ReadonlySet<PickedUpBy> = new Set(["queue", "ivr"]);

/**
 * Reads who or what picked up an answered call. Where the layout tells the channel that was called and there
 * is none, nobody came after the queue or the menu; where there is one, its end is not known to be theirs.
 */
export function pickedUpByReader(columns: Columns, tellsChannels: boolean) {
  const understand = (word: string) => PICKER_OF_WORD.get(plainName(word));
  const saidIn = wordColumn(columns.pickedUpBy, understand);
  const resultIn = wordColumn(columns.disposition, understand);
  return (row: Row): PickedUpBy | undefined => {
    const picker = saidIn(row) ?? resultIn(row);
    if (picker === undefined || !tellsChannels || !HANDS_OVER.has(picker)) return picker;
    return columns.gateway.some((column) => row.field(column) !== "") ? undefined : picker;
  };
}
