import type { TransactionRow } from "../../rows/transaction-row.ts";

/** Looks up a value of one accounting record by the name that acc gives it. */
export type AccValue = (name: string) => string;

const JULIAN_EPOCH = 2_440_587.5;

/** One record of the acc modules of Kamailio and OpenSIPS, whatever its layout. */
export function accTransaction(value: AccValue): TransactionRow {
  return {
    callId: value("call_id") || value("callid"),
    method: value("method"),
    time: epochText(value("time_hires") || value("time_exten") || value("timestamp") || value("time")),
    code: value("code") || value("sip_code"),
    reason: value("reason") || value("sip_reason"),
    fromTag: value("from_tag"),
    cseq: 0,
    from: value("src_user"),
    to: value("dst_ouser") || value("dst_user"),
    gateway: value("dst_ip") || value("dst_domain"),
    sender: "",
  };
}

/** SQLite stores DATETIME as a Julian day: 2461367.09877894. Other times pass as they are. */
function epochText(text: string): string {
  if (!/^24\d{5}\.\d+$/.test(text)) return text;
  return String(Math.round((Number(text) - JULIAN_EPOCH) * 86_400_000) * 1_000);
}
