import { callEventCsvFormat } from "./call-event-log/call-event-csv.ts";
import { callEventNdjsonFormat } from "./call-event-log/call-event-ndjson.ts";
import type { LogFormat } from "./log-format.ts";

/** Every format, asked in this order: the surest signature first, the widest guess last. */
export const LOG_FORMATS: readonly LogFormat[] = [callEventNdjsonFormat, callEventCsvFormat];
