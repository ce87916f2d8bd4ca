import type { RuleGroup } from "../classification-rule.ts";

export const SCAN: RuleGroup = {
  of: (call) => call.scanner,
  rules: [
    {
      id: "scanner",
      outcome: "scan",
      responsible: "us: settings",
      because: "Nobody called: a program that searches the internet for open servers tried ours",
      saysWhoEnded: true,
      source: "lib/sip/scanners.ts",
    },
  ],
};
