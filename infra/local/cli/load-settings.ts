import { readFile } from "node:fs/promises";
import { DEFAULT_SETTINGS, parseSettings, type Settings } from "../../../lib/settings/settings.ts";
import { UsageError } from "./usage-error.ts";

/** Reads a settings file. @throws {UsageError} that says what is wrong with it. */
export async function loadSettings(path: string): Promise<Settings> {
  if (path === "") return DEFAULT_SETTINGS;
  try {
    return parseSettings(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new UsageError(`Cannot use settings "${path}": ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}
