import { callEventCsvFormat } from "./call-event-log/call-event-csv.ts";
import { callEventNdjsonFormat } from "./call-event-log/call-event-ndjson.ts";
import { captureFormat } from "./capture/capture-format.ts";
import type { LogFormat } from "./format/log-format.ts";
import { headerlessFormat } from "./tables/headerless-format.ts";
import { jsonFormat } from "./tables/json-format.ts";
import { profileTable, tableFormat } from "./tables/table-format.ts";
import { sipTextFormat } from "./trace/sip-text-format.ts";
import { accSyslogFormat } from "./vendors/acc/acc-syslog.ts";
import { accJson, accTable } from "./vendors/acc/acc-table.ts";
import { anyCallTable } from "./vendors/any-table.ts";
import { celTable } from "./vendors/asterisk/cel.ts";
import { celHeaderlessFormat } from "./vendors/asterisk/cel-format.ts";
import { audiocodesFormat } from "./vendors/audiocodes-cdr.ts";
import { freeswitchJson, freeswitchXmlFormat } from "./vendors/freeswitch/freeswitch-formats.ts";
import { freeswitchSqlFormat } from "./vendors/freeswitch/freeswitch-sql.ts";
import { HEADERLESS_LAYOUTS } from "./vendors/headerless-layouts.ts";
import { homerJson, homerTable } from "./vendors/homer/homer-rows.ts";
import { PROFILE_JSON_LOGS } from "./vendors/json-logs.ts";
import { PLATFORM_PROFILES } from "./vendors/profiles-platforms.ts";
import { SWITCH_PROFILES } from "./vendors/profiles-switches.ts";
import { zeekJson, zeekTsvFormat } from "./vendors/zeek/zeek-sip.ts";

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
