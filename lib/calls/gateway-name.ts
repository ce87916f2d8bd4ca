import type { SourceSettings } from "../settings/settings.ts";
import { hostOf } from "./our-side.ts";

/** What the settings call a gateway, by its name in the log or its address; else that name. */
export function gatewayOf(name: string, settings: SourceSettings): string {
  return ownValue(settings.gateways, name) ?? ownValue(settings.gateways, hostOf(name)) ?? name;
}

/** Whether the settings have a name for it. */
export function isNamedGateway(name: string, { gateways }: SourceSettings): boolean {
  return Object.hasOwn(gateways, name) || Object.hasOwn(gateways, hostOf(name));
}

/** A gateway may be called "constructor". */
function ownValue(names: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
