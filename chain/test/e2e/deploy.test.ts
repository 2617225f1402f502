import assert from "node:assert/strict";
import { test } from "node:test";

import { acceptOwnership, Deployer } from "../../src/deploy/deploy.js";
import type { Plan } from "../../src/deploy/plan.js";
import { readRecord, writeRecord } from "../../src/deploy/record.js";
import { verify } from "../../src/deploy/verify.js";
import type { Chain } from "../../src/chain.js";
import { assertThereOnce, devnet } from "./support.js";

const silent = (): void => undefined;

async function differences(chain: Chain, plan: Plan): Promise<string[]> {
  const record = readRecord(plan.chainId);
  assert.ok(record);
  return (await verify(chain, plan, record)).flatMap(({ differs }) => differs);
}

test("a deployment that is broken off at every point ends in one deployment", async () => {
  const { chain, plan, owner } = await devnet("broken-off");
  const wired: Plan = {
    ...plan,
    wiring: [
      ...plan.wiring,
      {
        contract: "pool-registry",
        execute: { set_score_weights: { fee: 1, performance: 2, capacity: 3 } },
        holds: { query: { config: {} }, equals: { score_weights: { fee: 1, performance: 2, capacity: 3 } } },
      },
    ],
  };
  const seen = new Set<string>();
  let runs = 0;
  for (let done = false; !done; runs += 1) {
    let steps = 0;
    // Breaks off after what a run does first that no run did before: sent, but not yet written down.
    const breakOff = (line: string): void => {
      steps += 1;
      if (!seen.has(line)) {
        seen.add(line);
        throw new Error(`broken off after ${steps}`);
      }
    };
    await new Deployer(chain, wired, owner, breakOff, false).run().then(
      () => (done = true),
      (error: unknown) => assert.match(String(error), /broken off/),
    );
  }

  const record = readRecord(plan.chainId);
  assert.ok(record && runs > 5);
  for (const [name, { label }] of Object.entries(record.contracts)) assert.equal(label, `${plan.label}/${name}`);
  await assertThereOnce(chain, record, owner);
  assert.deepEqual(await differences(chain, wired), []);
});

test("a dry run shows every message and sends none", async () => {
  const { chain, plan, owner } = await devnet("dry");
  const before = await owner.client.getSequence(owner.address);
  const lines: string[] = [];
  await new Deployer(chain, plan, owner, (line) => lines.push(line), true).run();
  assert.deepEqual(await owner.client.getSequence(owner.address), before);
  assert.equal(lines.filter((line) => line.startsWith("would instantiate")).length, plan.contracts.length);
  assert.equal(readRecord(plan.chainId), undefined);
});

test("the ownership goes over in two steps, and verify waits for the second", async () => {
  const { chain, plan, owner } = await devnet("handover");
  const carol = await chain.testAccount("carol");
  const handed = { ...plan, owner: carol.address };
  await new Deployer(chain, handed, owner, silent, false).run();
  const open = await differences(chain, handed);
  assert.equal(open.length, 2 * plan.contracts.length);

  const record = readRecord(plan.chainId);
  assert.ok(record);
  await assert.rejects(acceptOwnership(chain, record, await chain.testAccount("dave"), silent), /offered to/);
  await acceptOwnership(chain, record, carol, silent);
  await acceptOwnership(chain, record, carol, silent);
  assert.deepEqual(await differences(chain, handed), []);
});

test("verify finds whatever is not as planned", async () => {
  const { chain, plan, owner } = await devnet("verify");
  await new Deployer(chain, plan, owner, silent, false).run();
  assert.deepEqual(await differences(chain, plan), []);

  const [stakers, ...others] = plan.contracts;
  assert.ok(stakers);
  const other = { ...stakers, init: { ...stakers.init, min_self_stake: "1" } };
  assert.match((await differences(chain, { ...plan, contracts: [other, ...others] })).join(), /min_self_stake: expected "1"/);
  const unwired = await differences(chain, { ...plan, wiring: [] });
  assert.equal(unwired.length, 2);
  assert.match(unwired.join(), /parameters.license_nft: expected null/);
  assert.match(unwired.join(), /pool-registry: parameters.hooks/);
  assert.match((await differences(chain, { ...plan, admin: "" })).join(), /admin/);
  assert.match((await differences(chain, { ...plan, owner: "wasm1other" })).join(), /ownership/);
  const record = readRecord(plan.chainId);
  const code = record?.codes["coinbase"];
  assert.ok(record && code);
  writeRecord({ ...record, codes: { ...record.codes, coinbase: { ...code, code_id: 1_000_000 } } });
  assert.match((await differences(chain, plan)).join(), /coinbase: checksum/);
});

test("verify finds licences that their registry does not count, and a treasury that is not told of stakes", async () => {
  const { chain, plan, owner } = await devnet("uncounted");
  const unwired = { ...plan, wiring: [] };
  await new Deployer(chain, unwired, owner, silent, false).run();
  const found = (await differences(chain, unwired)).join();
  assert.match(found, /license-nft: counted by its registry.license_nft: expected "wasm1\w+", found null/);
  assert.match(found, /license-nft: counted by its registry.coins_per_license: expected "1000000", found null/);
  assert.match(found, /treasury-decay: told of stakes by its pool-registry: expected true, found false/);
});

test("a plan for another chain and a record of another life are refused", async () => {
  const { chain, plan, owner } = await devnet("refused");
  assert.throws(() => new Deployer(chain, { ...plan, chainId: "other-1" }, owner, silent, false), /the plan is for other-1/);
  assert.throws(
    () => new Deployer(chain, { ...plan, owner: "wasm1 nobody" }, owner, silent, true),
    /owner: "wasm1 nobody" is no address/,
  );
  assert.throws(
    () => new Deployer(chain, { ...plan, admin: "cosmos1x" }, owner, silent, true),
    /admin: "cosmos1x" is no address/,
  );

  await new Deployer(chain, plan, owner, silent, false).run();
  const record = readRecord(plan.chainId);
  assert.ok(record);
  writeRecord({ ...record, codes: { coinbase: { code_id: 1_000_000, checksum: "00" } } });
  await assert.rejects(new Deployer(chain, plan, owner, silent, false).run(), /another chain/);
  const code = record.codes["coinbase"];
  assert.ok(code);
  const other = record.codes["pool-registry"];
  writeRecord({ ...record, codes: { ...record.codes, coinbase: { ...other, ...code, ...other } as typeof code } });
  await assert.rejects(new Deployer(chain, plan, owner, silent, false).run(), /coinbase has changed/);
  writeRecord({ ...record, label: "other" });
  assert.throws(() => new Deployer(chain, plan, owner, silent, false), /move it away/);
});
