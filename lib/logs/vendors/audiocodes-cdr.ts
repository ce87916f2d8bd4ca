import { lineFormat } from "../tables/line-format.ts";

const NAMES =
  "report type sipCallId sessionId orig sourceIp sourcePort destIp destPort transport srcUri srcUriBefore dstUri dstUriBefore duration trmSide trmReason trmCategory setup connect release redirectReason redirectUri redirectUriBefore diffServ ipGroup srd sipInterface proxySet ipProfile mediaRealm direct sipTermReason sipTermDesc ender".split(
    " ",
  );

const ORIG = NAMES.indexOf("orig");
const TRM_SIDE = NAMES.indexOf("trmSide");
const ENDER = NAMES.indexOf("ender");

/**
 * CALL_END records of AudioCodes SBCs, as they stand in syslog or in local files. The two legs of
 * a call share the session id. `trmSide` is the end of this leg that released (LCL: the SBC), and
 * `orig` the end that placed the call, so together they name caller or callee.
 */
export const audiocodesFormat = lineFormat({
  profile: {
    id: "audiocodes-cdr",
    title: "AudioCodes SBC call detail records",
    source: "AudioCodes SBC User's Manual, chapter CDR, fields of SBC signalling CDRs",
    knownBy: [],
    columns: {
      callId: ["sessionId", "sipCallId"],
      start: ["setup"],
      answer: ["connect"],
      end: ["release"],
      talk: ["duration"],
      code: ["sipTermReason"],
      reason: ["sipTermDesc", "trmReason"],
      cause: ["trmReason"],
      endedBy: ["ender"],
      from: ["srcUri"],
      to: ["dstUri"],
      gateway: ["ipGroup"],
    },
    utc: true,
    zero: "not available",
    words: { BYE: -1, CANCEL: 487 },
    endedBy: { caller: "caller", callee: "callee" },
  },
  names: NAMES,
  mark: /\bCALL_END\s*\|\s*\w+\s*\|/,
  fieldsOf(line) {
    const at = line.search(/\bCALL_END\s*\|/);
    if (at < 0) return undefined;
    const fields = line
      .slice(at)
      .split("|")
      .map((field) => field.trim())
      .slice(0, ENDER);
    while (fields.length < ENDER) fields.push("");
    const side = `${fields[ORIG]} ${fields[TRM_SIDE]}`;
    fields[ENDER] = side === "RMT RMT" ? "caller" : side === "LCL RMT" ? "callee" : "";
    return fields;
  },
});
