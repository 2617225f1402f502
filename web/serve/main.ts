/**
 * Prints the `network.json` of a test chain: `main.js server URL [PROXY...]`, `main.js devnet FILE DEPLOYMENT [PROXY...]`; or a
 * scenario up to a chapter: `main.js story FILE CHAPTER`.
 */

import { readFile } from "node:fs/promises";

import { networkOfDevnet, networkOfServer, type Deployment, type Devnet } from "./network.js";

async function main([kind, place = "", ...rest]: readonly string[]): Promise<object> {
  if (kind === "server") return networkOfServer(place, rest);
  if (kind === "story") return until(await read<Scenario>(place), rest[0] ?? "");
  const [deployment = "", ...proxies] = rest;
  return networkOfDevnet(await read<Devnet>(place), await read<Deployment>(deployment), proxies);
}

interface Scenario {
  readonly steps: readonly { readonly chapter?: string }[];
}

function until(scenario: Scenario, chapter: string): Scenario {
  const end = scenario.steps.findIndex((step) => step.chapter === chapter);
  if (end < 0) throw new Error(`the scenario has no chapter ${chapter}`);
  return { ...scenario, steps: scenario.steps.slice(0, end) };
}

async function read<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(file, "utf8")) as Content;
}

main(process.argv.slice(2)).then(
  (network) => console.log(JSON.stringify(network, null, 2)),
  (error: unknown) => {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
