import type { CallFlow } from "./call-flow.ts";

/** A row of a table of codes: `| 486 Busy Here | busy | subscriber | the subscriber is on another call |`. */
export interface CodeRow {
  readonly response: string;
  readonly code: number;
  readonly outcome: string;
  readonly responsible: string;
  /** Part of the sentence shown to the user. */
  readonly sentence: string;
}

export function codeRowsOf(markdown: string): CodeRow[] {
  return [...markdown.matchAll(/^\| (\d{3} [^|]*?) \| ([^|]*?) \| ([^|]*?) \| ([^|]*?) \|$/gm)].map(
    ([, response = "", outcome = "", responsible = "", sentence = ""]) => ({
      response,
      code: Number(response.slice(0, 3)),
      outcome,
      responsible,
      sentence,
    }),
  );
}

/**
 * The shortest call that ends with the response: a final one comes at once; a provisional one is
 * followed by silence, and by our kill 20 s later; 9XX is blocked before anything is sent.
 */
export function flowOfRow({ response, code }: CodeRow): Omit<CallFlow, "expected" | "sentence"> {
  const phrase = response.slice(4);
  const lines = ["time,call_id,event,code,reason"];
  if (code >= 900) lines.push(`2026-11-22 09:00:00.000,a,blocked,${code},${phrase}`);
  else {
    lines.push("2026-11-22 09:00:00.000,a,invite,,", `2026-11-22 09:00:01.000,a,response,${code},${phrase}`);
    if (code < 200) lines.push("2026-11-22 09:00:21.000,a,kill,,");
  }
  return { title: response, kind: "csv", log: `${lines.join("\n")}\n`, settings: {} };
}
