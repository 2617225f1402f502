import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { connect, eventOf, pastEvents, PoolRegistryQueryClient } from "../../src/index.js";
import { testAccount } from "../../src/testing.js";
import { repositoryFile } from "../support/repository.js";
import { serve } from "../support/server.js";

interface Step {
  execute?: object;
  send?: object;
  advance?: { seconds?: number; blocks?: number };
  same_block?: boolean;
  fails?: unknown;
}

/** Height and seconds of each transaction of a scenario, by the rules of docs/scenarios.md. */
async function transactionsOf(path: string): Promise<{ height: number; time: number; failed: boolean }[]> {
  const { clock, deploy, steps } = JSON.parse(await readFile(repositoryFile(path), "utf8")) as {
    clock?: { start?: number; height?: number; block_seconds?: number };
    deploy: object[];
    steps: Step[];
  };
  let { start: time = 1_700_000_000, height = 1 } = clock ?? {};
  const found = deploy.map(() => ({ height, time, failed: false }));
  for (const { execute, send, advance, same_block, fails } of steps) {
    if (execute !== undefined || send !== undefined) {
      if (same_block !== true) {
        height += 1;
        time += clock?.block_seconds ?? 5;
      }
      found.push({ height, time, failed: fails !== undefined });
    }
    time += advance?.seconds ?? 0;
    height += advance?.blocks ?? 0;
  }
  return found;
}

test("the story of the network is the past of the chain, and its people can go on", async (context) => {
  const server = await serve("--story");
  context.after(() => server.stop());
  const ada = await testAccount("ada");
  const connection = await connect(server.url, ada.wallet, { gasPrice: "0.0025ufee", broadcastPollIntervalMs: 10 });
  const wanted = await transactionsOf("scenarios/story.json");

  const { txs } = await connection.comet.txSearchAll({ query: `tx.height <= ${wanted.at(-1)?.height}`, order_by: "asc" });

  const told = txs.map(({ height, result }) => ({ height, failed: result.code !== 0 }));
  assert.deepEqual(
    told,
    wanted.map(({ height, failed }) => ({ height, failed })),
  );
  for (const { height, time } of [wanted[0], wanted[50], wanted.at(-1)].filter((found) => found !== undefined)) {
    assert.equal(Date.parse((await connection.cosmwasm.getBlock(height)).header.time), time * 1000);
  }
  const { contracts } = (await server.ask("/deployment")) as { contracts: { [name: string]: { address: string } } };
  const address = contracts["pool-registry"]?.address ?? "";
  let delegated = 0;
  for await (const { event } of pastEvents(connection, { contract: "pool-registry", name: "delegated", address })) {
    assert.ok(event.attributes.amount > 0n);
    delegated += 1;
  }
  assert.ok(delegated > 5);
  const { pools } = await new PoolRegistryQueryClient(connection, address).pools({});
  assert.ok(pools.some(({ pool }) => pool === ada.address));
  const request = { request_commission_change: { commission_ppm: 60_000 } };
  const { events } = await connection.execute(ada.address, address, request, "auto");
  assert.equal(eventOf(events, "pool-registry", "commission_change_requested", address).attributes.pool, ada.address);
});
