import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import {
  boostedStakingLists,
  BoostedStakingQueryClient,
  cometClientFor,
  LicenseNftQueryClient,
  licenseNftLists,
  metadataHash,
  poolRegistryLists,
  PoolRegistryClient,
  PoolRegistryQueryClient,
  stakerRegistryLists,
  StakerRegistryQueryClient,
  TreasuryDecayQueryClient,
  treasuryDecayLists,
  type ISigningCosmWasmClient,
} from "../../src/index.js";
import { repositoryFile } from "../support/repository.js";

/** A chain that remembers what it was told. */
function recorder(): { calls: unknown[][]; chain: ISigningCosmWasmClient } {
  const calls: unknown[][] = [];
  const record = async (...call: unknown[]): Promise<never> => {
    calls.push(JSON.parse(JSON.stringify(call)) as unknown[]);
    return undefined as never;
  };
  return { calls, chain: { queryContractSmart: record, execute: record } };
}

test("a query is what the schema says", async () => {
  const { calls, chain } = recorder();
  await new PoolRegistryQueryClient(chain, "wasm1registry").pools({ state: "active", limit: 2 });
  assert.deepEqual(calls, [["wasm1registry", { pools: { state: "active", limit: 2 } }]]);
});

test("an execute is what the schema says", async () => {
  const { calls, chain } = recorder();
  const registry = new PoolRegistryClient(chain, "wasm1bob", "wasm1registry");

  await registry.delegate({ pool: "wasm1ada" }, "auto", "memo", [{ denom: "ustake", amount: "5" }]);
  await registry.undelegate({ pool: "wasm1ada", amount: "5" });

  assert.deepEqual(calls, [
    ["wasm1bob", "wasm1registry", { delegate: { pool: "wasm1ada" } }, "auto", "memo", [{ denom: "ustake", amount: "5" }]],
    ["wasm1bob", "wasm1registry", { undelegate: { pool: "wasm1ada", amount: "5" } }, "auto", null, null],
  ]);
});

test("every list query has its iterator", async () => {
  const { chain } = recorder();
  const lists = {
    "boosted-staking": boostedStakingLists(new BoostedStakingQueryClient(chain, "")),
    "license-nft": licenseNftLists(new LicenseNftQueryClient(chain, "")),
    "pool-registry": poolRegistryLists(new PoolRegistryQueryClient(chain, "")),
    "staker-registry": stakerRegistryLists(new StakerRegistryQueryClient(chain, "")),
    "treasury-decay": treasuryDecayLists(new TreasuryDecayQueryClient(chain, "")),
  };
  for (const [contract, iterators] of Object.entries(lists)) {
    const listed = (await listQueries(contract)).sort();
    assert.deepEqual(Object.keys(iterators).sort(), listed, contract);
  }
});

/** The queries of a contract that take `start_after`, in camel case. */
async function listQueries(contract: string): Promise<string[]> {
  const schema = JSON.parse(await readFile(repositoryFile(`schema/${contract}.json`), "utf8")) as {
    query: { oneOf: { properties: Record<string, { properties?: object }> }[] };
  };
  return (
    schema.query.oneOf
      .flatMap((variant) => Object.entries(variant.properties))
      .filter(([, query]) => "start_after" in (query.properties ?? {}))
      // A digest goes on behind an id too, but is no list: it has no rows.
      .filter(([name]) => name !== "digest")
      .map(([name]) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()))
  );
}

test("each CometBFT has its client", () => {
  const clients = ["0.37.4", "0.38.21", "0.39.0-rc1", "0.39.3", "1.0.1"].map((version) => cometClientFor(version).name);
  assert.deepEqual(clients, ["Tendermint37Client", "Comet38Client", "Comet38Client", "Comet38Client", "Comet1Client"]);
});

test("metadata is hashed by Blake2b-256", () => {
  const empty = "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8";
  assert.equal(metadataHash(new Uint8Array()), empty);
});
