// Writes src/generated from the schema folder of the repository.
//
//   npm run generate              write
//   npm run generate -- --check   fail if what is committed differs

import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { clientFiles } from "./clients.js";
import { eventsFile } from "./events.js";
import { readContracts, readEvents, type Contract } from "./schema.js";

const PACKAGE = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const SCHEMA = resolve(PACKAGE, "../../schema");
const GENERATED = join(PACKAGE, "src/generated");

async function main(): Promise<void> {
  const contracts = await readContracts(SCHEMA);
  const files = await clientFiles(contracts);
  files.set("events.ts", eventsFile(await readEvents(SCHEMA)));
  files.set("index.ts", indexFile(contracts));

  if (process.argv.includes("--check")) await check(files);
  else await write(files);
}

function indexFile(contracts: readonly Contract[]): string {
  const lines = contracts.flatMap(({ pascal, camel }) => [
    `export * as ${camel} from "./${pascal}.types.js";`,
    `export * from "./${pascal}.client.js";`,
  ]);
  return ["// Generated from schema/ by `npm run generate`. Do not edit.", "", ...lines, ""].join("\n");
}

async function write(files: ReadonlyMap<string, string>): Promise<void> {
  await rm(GENERATED, { recursive: true, force: true });
  await mkdir(GENERATED, { recursive: true });
  for (const [name, text] of files) await writeFile(join(GENERATED, name), text);
  console.log(`wrote ${relative(process.cwd(), GENERATED)}: ${[...files.keys()].join(" ")}`);
}

async function check(files: ReadonlyMap<string, string>): Promise<void> {
  const names = new Set([...files.keys(), ...(await readdir(GENERATED))]);
  const different: string[] = [];
  for (const name of names) {
    const committed = await readFile(join(GENERATED, name), "utf8").catch(() => undefined);
    if (committed !== files.get(name)) different.push(name);
  }
  if (different.length > 0) {
    console.error(`src/generated is not what schema/ says: ${different.join(" ")}; run npm run generate`);
    process.exitCode = 1;
  } else {
    console.log("src/generated is what schema/ says");
  }
}

await main();
