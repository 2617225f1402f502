// Lays one JSON file over another:  node overlay.mjs FILE OVERLAY
//
// Objects are merged, everything else is replaced. A key that FILE does not have is an error, so that a setting which another
// version of the chain calls otherwise is noticed.
import { readFileSync, writeFileSync } from "node:fs";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function lay(under, over, path) {
  if (!isObject(over)) return over;
  for (const [key, value] of Object.entries(over)) {
    const here = `${path}.${key}`;
    if (!isObject(under) || !(key in under)) {
      console.error(`error: there is no ${here.slice(1)} to set`);
      process.exit(1);
    }
    under[key] = lay(under[key], value, here);
  }
  return under;
}

const [file, overlay] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
writeFileSync(file, JSON.stringify(lay(read(file), read(overlay), ""), null, 2) + "\n");
