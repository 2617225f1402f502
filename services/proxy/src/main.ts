/** The command behind scripts/proxy.sh. */

import { parseArgs } from "node:util";

import { endpointOf } from "./addresses.js";
import { OPTIONS, readConfig } from "./config.js";
import { start } from "./service.js";

const USAGE = `usage: proxy.sh [CONFIG] [--KEY VALUE]... [--allow-for-tests ADDRESS:PORT]...
  CONFIG is a JSON file; its keys are options too, for example --poll-seconds 10; docs/proxy.md explains them`;

/** Milliseconds after which the command ends although the node still owes an answer. What is in the cache is whole at any moment. */
const GRACE = 1000;

const say = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);

async function main(): Promise<void> {
  const options = { ...OPTIONS, "allow-for-tests": { type: "string", multiple: true }, help: { type: "boolean" } } as const;
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const { "allow-for-tests": allowed = [], help, ...given } = values;
  if (help === true || positionals.length > 1) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const config = readConfig(positionals[0], given as Record<string, string>);
  const forTests = allowed.map(endpointOf);
  if (forTests.length > 0) say(`FOR TESTS ONLY: operators' URLs can reach ${allowed.join(", ")}`);
  const service = await start(config, say, forTests);
  say(`serving ${config.registry} on ${config.chain_id} at ${service.url}/v1/pools`);
  const end = (): void => {
    setTimeout(() => process.exit(), GRACE).unref();
    void service.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
}

main().catch((error: unknown) => {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
