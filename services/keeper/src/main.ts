/** The command behind scripts/keeper.sh. */

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";

import { assemble } from "./assemble.js";
import { readConfig } from "./config.js";
import { nodeMetrics } from "./counters.js";
import { Keeper } from "./keeper.js";
import { clean, say, wordsOf } from "./log.js";
import { serve } from "./metrics.js";

const USAGE = `usage: keeper FILE [--dry-run | --once]
  FILE        the configuration, docs/keeper.md
  --dry-run   says what it would send now, sends nothing and writes nothing
  --once      sends what pays now, and ends when there is nothing left`;

async function run(file: string, dryRun: boolean, once: boolean): Promise<void> {
  const config = readConfig(file);
  const parts = await assemble(config, dryRun, say);
  const { chain, nodes, store } = parts;
  const keeper = new Keeper(parts);

  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());
  const release = dryRun ? () => undefined : store.lock();
  try {
    const metrics = () => ({ ...keeper.metrics(), ...nodeMetrics(nodes.states) });
    const server = config.metrics && !dryRun ? await serve(config.metrics, metrics) : undefined;
    if (server) say(`metrics at ${addressOf(server)}/metrics`);
    say(`keeper of ${config.chainId} as ${chain.address}${dryRun ? ", dry run" : ""}`);
    try {
      await keeper.run({ pollMs: config.pollSeconds * 1000, once: once || dryRun, signal: stopping.signal });
    } finally {
      server?.close();
      server?.closeAllConnections();
    }
    say("ended");
  } finally {
    release();
  }
}

function addressOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  return `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
}

async function main(): Promise<void> {
  const options = { "dry-run": { type: "boolean", default: false }, once: { type: "boolean", default: false } } as const;
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0 || (values["dry-run"] && values.once)) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  await run(file, values["dry-run"], values.once);
}

main()
  .catch((error: unknown) => {
    console.error(`error: ${clean(wordsOf(error))}`);
    process.exitCode = 1;
  })
  // Questions to nodes that never answer would keep the program alive.
  .finally(() => process.exit());
