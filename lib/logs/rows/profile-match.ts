import { plainName } from "../text/csv-shape.ts";
import { type Columns, columnsOf } from "./row.ts";
import type { Meaning, RowProfile } from "./row-profile.ts";

/** A profile with its names in plain form, made once. */
export interface PlainProfile {
  readonly profile: RowProfile;
  readonly knownBy: readonly string[];
  readonly columns: Readonly<Partial<Record<Meaning, readonly string[]>>>;
}

export function plainProfile(profile: RowProfile): PlainProfile {
  const columns: Partial<Record<Meaning, string[]>> = {};
  for (const [meaning, names] of Object.entries(profile.columns))
    columns[meaning as Meaning] = names.map(plainName);
  return { profile, knownBy: profile.knownBy.map(plainName), columns };
}

/** True if a header (plain names) has all the names that the profile is known by. */
export function isKnownBy({ knownBy }: PlainProfile, names: readonly string[]): boolean {
  return knownBy.every((name) => names.includes(name));
}

export function bind({ columns }: PlainProfile, names: readonly string[]): Columns {
  return columnsOf(columns, names);
}
