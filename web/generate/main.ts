// Writes src/actions/generated.ts from the schema folder of the repository: the fields of every message.
//
//   npm run generate              write
//   npm run generate -- --check   fail if what is committed differs

import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { messagesFile } from "./messages.js";

const PACKAGE = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const SCHEMA = resolve(PACKAGE, "../schema");
const GENERATED = join(PACKAGE, "src/actions/generated.ts");

const text = await messagesFile(SCHEMA);
if (!process.argv.includes("--check")) {
  await writeFile(GENERATED, text);
  console.log("wrote src/actions/generated.ts");
} else if ((await readFile(GENERATED, "utf8")) === text) {
  console.log("src/actions/generated.ts is what schema/ says");
} else {
  console.error("src/actions/generated.ts is not what schema/ says: run npm run generate");
  process.exitCode = 1;
}
