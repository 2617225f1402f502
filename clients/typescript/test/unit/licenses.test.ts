import assert from "node:assert/strict";
import { test } from "node:test";

import {
  all,
  licenseMessage,
  LicenseNftQueryClient,
  licenseNftLists,
  StakerRegistryQueryClient,
  stakerRegistryLists,
  type LicenseAction,
} from "../../src/index.js";

test("what a licence is sent for is base64 of its JSON, whatever is in it", () => {
  assert.equal(
    licenseMessage({ bond_license: { staker: "wasm1staker", role: "validator" } }),
    "eyJib25kX2xpY2Vuc2UiOnsic3Rha2VyIjoid2FzbTFzdGFrZXIiLCJyb2xlIjoidmFsaWRhdG9yIn19",
  );
  const pool: LicenseAction = {
    register_pool: {
      signing_address: "wasm1key",
      commission_ppm: 50_000,
      metadata_url: "https://pool.example/\u00fc",
      metadata_hash: "00".repeat(32),
    },
  };
  assert.deepEqual(JSON.parse(Buffer.from(licenseMessage(pool), "base64").toString()), pool);
});

/** Answers one page after the other and remembers what was asked. */
function answering(...answers: object[]) {
  const asked: unknown[] = [];
  const client = {
    queryContractSmart: async <Answer>(_: string, query: object): Promise<Answer> => {
      asked.push(JSON.parse(JSON.stringify(query)));
      return answers[asked.length - 1] as Answer;
    },
  };
  return { asked, client };
}

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const row of rows) collected.push(row);
  return collected;
}

test("lists of licences go on behind the last id", async () => {
  const { asked, client } = answering({ tokens: ["1", "10"] }, { tokens: ["9"] });
  const lists = licenseNftLists(new LicenseNftQueryClient(client, "wasm1licenses"));
  assert.deepEqual(await collect(all(lists.tokens({ owner: "wasm1ada" }), 2)), ["1", "10", "9"]);
  assert.deepEqual(asked, [
    { tokens: { owner: "wasm1ada", limit: 2 } },
    { tokens: { owner: "wasm1ada", limit: 2, start_after: "10" } },
  ]);
});

test("licences in custody are asked for by staker and bonder", async () => {
  const { asked, client } = answering({ licenses: [{ token_id: "7" }] }, { licenses: [] });
  const lists = stakerRegistryLists(new StakerRegistryQueryClient(client, "wasm1registry"));
  await collect(all(lists.licenses({ staker: "wasm1ada", owner: "wasm1bob" }), 1));
  assert.deepEqual(asked, [
    { licenses: { staker: "wasm1ada", owner: "wasm1bob", limit: 1 } },
    { licenses: { staker: "wasm1ada", owner: "wasm1bob", limit: 1, start_after: "7" } },
  ]);
});
