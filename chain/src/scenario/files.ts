/** Where scenarios are. */

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The scenario files of a path: itself, or every `.json` in the folder and those below it, by name. */
export function scenarioFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) return scenarioFiles(inside);
    return entry.name.endsWith(".json") ? [inside] : [];
  });
}
