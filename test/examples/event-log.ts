import type { ExampleCall } from "./day.ts";

const COLUMNS = [
  "time",
  "call_id",
  "event",
  "code",
  "reason",
  "q850",
  "direction",
  "gateway",
  "agent",
  "from",
  "to",
] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string | number>>;

/** The calls as our call event log, one event a line, in the order in which a live log gets them. */
export function csvOf(calls: readonly ExampleCall[]): string {
  const lines = rowsOf(calls).map((row) => COLUMNS.map((column) => row[column]).join(","));
  return `${[COLUMNS.join(","), ...lines].join("\n")}\n`;
}

/** The same as JSON, one object a line; a member that would be empty is left out. */
export function ndjsonOf(calls: readonly ExampleCall[]): string {
  const lines = rowsOf(calls).map((row) =>
    JSON.stringify(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""))),
  );
  return `${lines.join("\n")}\n`;
}

/** As `csv`, where the dialler was restarted just before `time`: a line was cut and written again. */
export function withCutLine(csv: string, time: string): string {
  const lines = csv.split("\n");
  const cut = lines.findIndex((line) => line >= time && !line.startsWith(COLUMNS[0]));
  return lines.toSpliced(cut, 0, lines[cut]!.slice(0, 31)).join("\n");
}

function rowsOf(calls: readonly ExampleCall[]): Row[] {
  const rows = calls.flatMap((call) => call.events.map((event) => ({ event, call })));
  rows.sort((one, other) => one.event.at - other.event.at);
  return rows.map(({ event, call }) => ({
    time: new Date(event.at).toISOString(),
    call_id: call.callId,
    event: event.event,
    code: event.code || "",
    reason: event.reason,
    q850: event.q850 || "",
    direction: call.direction,
    gateway: event.gateway ?? call.gateway,
    agent: call.agent,
    from: call.from,
    to: call.to,
  }));
}
