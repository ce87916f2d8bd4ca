import type { Override } from "../settings/override.ts";
import type { Call } from "./call.ts";

/** What an override may look at. */
export type OverridableCall = Pick<
  Call,
  "gateway" | "lastResponse" | "reason" | "q850" | "answered" | "outcome" | "responsible"
>;

/** The first row whose conditions hold, or null. A row without any condition never holds. */
export function overrideFor(call: OverridableCall, overrides: readonly Override[]): Override | null {
  for (const override of overrides) if (holds(override, call)) return override;
  return null;
}

/** The call with what the override says about it. An answered call stays answered. */
export function withOverride<T extends OverridableCall>(call: T, override: Override | null): T {
  if (!override) return call;
  const outcome = call.answered ? call.outcome : (override.outcome ?? call.outcome);
  return { ...call, outcome, responsible: override.responsible ?? call.responsible };
}

function holds({ gateway, code, reason, q850 }: Override, call: OverridableCall): boolean {
  if (gateway === undefined && code === undefined && reason === undefined && q850 === undefined) return false;
  if (gateway !== undefined && gateway !== call.gateway) return false;
  if (code !== undefined && (code === "9XX" ? call.lastResponse < 900 : code !== call.lastResponse))
    return false;
  if (q850 !== undefined && q850 !== call.q850) return false;
  return reason === undefined || call.reason.toLowerCase().includes(reason.toLowerCase());
}
