import { callEventCsvFormat } from "./call-event-log/call-event-csv.ts";
import { callEventNdjsonFormat } from "./call-event-log/call-event-ndjson.ts";
import { captureFormat } from "./capture/capture-format.ts";
import { PROFILE_JSON_LOGS } from "./json/json-logs.ts";
import type { LogFormat } from "./log-format.ts";
import { accSyslogFormat } from "./rows/acc/acc-syslog.ts";
import { accJson, accTable } from "./rows/acc/acc-table.ts";
import { anyCallTable } from "./rows/any-table.ts";
import { celTable } from "./rows/asterisk/cel.ts";
import { celHeaderlessFormat } from "./rows/asterisk/cel-format.ts";
import { audiocodesFormat } from "./rows/audiocodes-cdr.ts";
import { freeswitchJson, freeswitchXmlFormat } from "./rows/freeswitch/freeswitch-formats.ts";
import { freeswitchSqlFormat } from "./rows/freeswitch/freeswitch-sql.ts";
import { HEADERLESS_LAYOUTS } from "./rows/headerless-layouts.ts";
import { homerJson, homerTable } from "./rows/homer/homer-rows.ts";
import { PLATFORM_PROFILES } from "./rows/profiles-platforms.ts";
import { SWITCH_PROFILES } from "./rows/profiles-switches.ts";
import { zeekJson, zeekTsvFormat } from "./rows/zeek/zeek-sip.ts";
import { headerlessFormat } from "./tables/headerless-format.ts";
import { jsonFormat } from "./tables/json-format.ts";
import { profileTable, tableFormat } from "./tables/table-format.ts";
import { sipTextFormat } from "./trace/sip-text-format.ts";

/** Every format, asked in this order: the surest signature first, the widest guess last. */
export const LOG_FORMATS: readonly LogFormat[] = [
  captureFormat,
  // JSON, by its keys
  ...[freeswitchJson, zeekJson, homerJson, accJson, ...PROFILE_JSON_LOGS].map(jsonFormat),
  callEventNdjsonFormat,
  // Marks at the start or within lines
  freeswitchXmlFormat,
  zeekTsvFormat,
  accSyslogFormat,
  audiocodesFormat,
  freeswitchSqlFormat,
  sipTextFormat,
  // Tables, by the names in their header
  callEventCsvFormat,
  ...[accTable, celTable, homerTable].map(tableFormat),
  ...[...PLATFORM_PROFILES, ...SWITCH_PROFILES].map((profile) => tableFormat(profileTable(profile))),
  // Tables without a header, by what stands in their columns
  celHeaderlessFormat,
  ...HEADERLESS_LAYOUTS.map(headerlessFormat),
  tableFormat(anyCallTable),
];
