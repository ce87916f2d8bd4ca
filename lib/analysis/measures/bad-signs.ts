import type { GatewaySign } from "../../calls/gateway-signs.ts";
import { groupBy } from "./group-by.ts";

/** A time in which a gateway refused registrations, or did not answer. Times in epoch µs. */
export interface BadSign {
  /** By the name of the settings, else the address. */
  readonly gateway: string;
  readonly method: GatewaySign["method"];
  /** 0 = nothing came back. */
  readonly code: number;
  readonly from: number;
  /** The last refusal that is known, of which a log keeps one a minute; of a silence when it began. */
  readonly to: number;
  /** When all was well again; null = in no log. */
  readonly wellAt: number | null;
}

type Open = { -readonly [Part in keyof BadSign]: BadSign[Part] };

/**
 * The times in which a gateway refused registrations with one code, or did not answer, in order.
 *
 * @param signs in order of time
 */
export function badSigns(signs: readonly GatewaySign[]): BadSign[] {
  return [...groupBy(signs, ({ source, gateway, method }) => `${source}\n${gateway}\n${method}`).values()]
    .flatMap(badSignsOf)
    .sort((a, b) => a.from - b.from);
}

function badSignsOf(signs: readonly GatewaySign[]): BadSign[] {
  const periods: Open[] = [];
  for (const sign of signs) {
    const { gateway, method, code, at } = sign;
    const last = periods.at(-1);
    const isOpen = last !== undefined && last.wellAt === null;
    if (isWell(sign)) {
      if (isOpen) last.wellAt = at;
    } else if (isOpen && last.code === code) last.to = at;
    else periods.push({ gateway, method, code, from: at, to: at, wellAt: null });
  }
  return periods;
}

/** Whatever a server says to OPTIONS, it is there (RFC 3261 §11.2). */
function isWell({ method, code }: GatewaySign): boolean {
  return code > 0 && (method === "OPTIONS" || code < 300);
}
