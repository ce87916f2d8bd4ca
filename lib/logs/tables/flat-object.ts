import { type Row, rowOf } from "../rows/row.ts";
import { plainName } from "../text/csv-shape.ts";

/** A JSON object as a row: values picked by their path. Load one object after the other. */
export interface FlatObject extends Row {
  load(object: Record<string, unknown>): void;
}

/** @param names plain names of the paths to pick ("properties.pdd_ms" is "propertiespddms"). */
export function flatObject(names: readonly string[]): FlatObject {
  const indexOfPath = new Map<string, number>();
  let values: string[] = [];

  function walk(object: Record<string, unknown>, prefix: string, depth: number): void {
    for (const key in object) {
      const value = object[key];
      if (value === null || value === undefined || value === "") continue;
      const path = prefix === "" ? key : `${prefix}.${key}`;
      if (typeof value === "object" && !Array.isArray(value)) {
        if (depth < 8) walk(value as Record<string, unknown>, path, depth + 1);
        continue;
      }
      const index = indexOf(path);
      if (index >= 0 && values[index] === "")
        values[index] = scalarText(Array.isArray(value) ? value.at(-1) : value);
    }
  }

  function indexOf(path: string): number {
    let index = indexOfPath.get(path);
    if (index === undefined) {
      index = names.indexOf(plainName(path));
      if (indexOfPath.size < 10_000) indexOfPath.set(path, index);
    }
    return index;
  }

  return {
    ...rowOf(names.length, (index) => values[index] ?? ""),
    load(object) {
      values = Array<string>(names.length).fill("");
      walk(object, "", 0);
    },
  };
}

function scalarText(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
