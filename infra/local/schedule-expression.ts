const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * Turns an expression of EventBridge Scheduler into croner's pattern (seconds first, year last).
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * One difference stays: a time that the clocks skip in spring comes right after the gap here, and not at all on AWS.
 * @throws {SyntaxError} if it is none, or one that cannot run on this machine.
 */
export function cronerPattern(expression: string): string {
  const [, kind, inner = ""] = /^(cron|rate|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === "cron") return fromCron(expression, inner.trim().split(/\s+/));
  if (kind === "rate") return fromRate(expression, inner.trim());
  throw new SyntaxError(`Cannot read schedule "${expression}": wanted cron(…) or rate(…)`);
}

function fromCron(expression: string, fields: readonly string[]): string {
  if (fields.length !== 6) {
    throw new SyntaxError(`Cannot read schedule "${expression}": ${fields.length} fields, wanted 6`);
  }
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields;
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw new SyntaxError(
      `Cannot read schedule "${expression}": one of the two day fields, and only one, is "?"`,
    );
  }
  return [
    "0",
    stepFrom(minute, 59),
    stepFrom(hour, 23),
    dayOfMonth === "?" ? "*" : stepFrom(dayOfMonth, 31),
    stepFrom(month, 12),
    dayOfWeek === "?" ? "*" : weekdays(dayOfWeek ?? ""),
    year,
  ].join(" ");
}

/** "5/20" is every 20th from 5 on, which croner wants written out as a range. */
function stepFrom(field: string | undefined, largest: number): string | undefined {
  return field?.replace(/(?<![-\d])(\d+)\//g, `$1-${largest}/`);
}

/** AWS counts Sunday as 1, cron as 0. What follows "#" counts weeks and stays. */
function weekdays(field: string): string {
  return field.replace(/[A-Z]{3}|(?<![#/\d])\d/g, (day) => {
    const index = WEEKDAYS.indexOf(day);
    return String(index >= 0 ? index : Number(day) - 1);
  });
}

const STEP_FIELD: Record<string, (every: number) => string> = {
  minute: (every) => `0 */${every} * * * * *`,
  hour: (every) => `0 0 */${every} * * * *`,
  day: (every) => `0 0 0 */${every} * * *`,
};
const LARGEST: Record<string, number> = { minute: 59, hour: 23, day: 28 };

function fromRate(expression: string, rate: string): string {
  const [, count = "", unit = ""] = /^(\d+) (minute|hour|day)s?$/.exec(rate) ?? [];
  const every = Number(count);
  const largest = LARGEST[unit] ?? 0;
  if (every < 1 || every > largest) {
    throw new SyntaxError(
      `Cannot read schedule "${expression}": wanted rate(1 hour), rate(5 minutes) or the like`,
    );
  }
  return STEP_FIELD[unit]?.(every) ?? "";
}
