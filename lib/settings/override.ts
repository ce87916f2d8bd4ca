import { z } from "zod";
import { isTold, OUTCOMES, RESPONSIBLES } from "../sip/outcomes.ts";

/** Outcomes that an override may give: whether a call was answered is a fact, not an opinion. */
export const OVERRIDE_OUTCOMES = OUTCOMES.filter((outcome) => outcome !== "answered" && isTold(outcome));

const conditions = z.strictObject({
  /** Only on this gateway. */
  gateway: z.string().min(1).optional(),
  /** Last response; "9XX" stands for every local block. */
  code: z.union([z.int().min(0).max(999), z.literal("9XX")]).optional(),
  /** Part of the reason text, in any case of letters. */
  reason: z.string().min(1).optional(),
  q850: z.int().min(1).max(127).optional(),
});

const results = z.strictObject({
  outcome: z.enum(OVERRIDE_OUTCOMES).optional(),
  responsible: z.enum(RESPONSIBLES).optional(),
  cause: z.string().min(1).optional(),
  action: z.string().min(1).optional(),
  /** Whether the network did its part: counts in NER and SEER, or does not. Never makes a call answered. */
  countsAsSuccess: z.boolean().optional(),
});

/**
 * One row of settings: what the people who know a provider say about its responses. The conditions
 * that are given must all hold; the results that are given replace what the catalogue says.
 */
export const override = conditions
  .extend(results.shape)
  .refine((row) => hasOneOf(row, conditions.shape), {
    error: "Override needs a condition: gateway, code, reason or q850",
  })
  .refine((row) => hasOneOf(row, results.shape), {
    error: "Override needs a result: outcome, responsible, cause, action or countsAsSuccess",
  });

export type Override = Readonly<z.infer<typeof override>>;

function hasOneOf(row: object, shape: object): boolean {
  return Object.keys(shape).some((key) => row[key as keyof typeof row] !== undefined);
}
