/** Four validators: one may stop, with two the network halts, and when they come back nothing is lost. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { fromHex, toHex } from "@cosmjs/encoding";

import type { Account } from "../../src/chain.js";
import { Chain } from "../../src/chain.js";
import { assertBalanced, At, clients, newcomer, openPool, stakeOf } from "./books.js";
import { Devnet, eventually, without } from "./nodes.js";
import { deploy, devnet } from "./support.js";

const network = Devnet.named();
const skip = without(network, 4);

const AMOUNT = "5000";
const REWARD = "777777";
const FEE = { gas: "500000", amount: [{ denom: "ufee", amount: "1250" }] };

let nodes: Devnet;
let chain: Chain;
let suite: Record<string, string>;
let ada: Account;
let bob: Account;
let coinbase: string;
/** Bob's delegations, as the chain reported them. */
const delegated: { height: number; hash: string }[] = [];

before(async () => {
  if (skip !== false || !network) return;
  nodes = network;
  const { chain: opened, plan, owner } = await devnet("network");
  chain = opened;
  suite = await deploy(chain, plan, owner);
  ada = await newcomer(chain, "ada");
  bob = await newcomer(chain, "bob");
  coinbase = await openPool(ada, suite, "1000000", 100_000);
});

after(async () => {
  if (skip === false) await network?.start();
});

/** Rewards arrive and bob delegates, by the node that never stops. */
async function delegate(): Promise<void> {
  await bob.send([bob.transfer(coinbase, stakeOf(REWARD))]);
  const { pools } = clients(bob, suite);
  const { height, transactionHash } = await pools.delegate({ pool: ada.address }, "auto", undefined, stakeOf(AMOUNT));
  delegated.push({ height, hash: transactionHash });
}

test("with four the suite works", { skip }, async () => {
  await delegate();
});

test("one stops: the network goes on", { skip }, async () => {
  nodes.stop(3);
  await delegate();
  const { height } = await chain.block();
  await chain.waitFor({ height: height + 3, time: 0 });
});

test("two stop: the network halts", { skip }, async () => {
  nodes.stop(2);
  // A block that three have agreed on already may still come.
  await sleep(3000);
  const { height } = await chain.block();
  const message = bob.execute(suite["pool-registry"] ?? "", { delegate: { pool: ada.address } }, stakeOf(AMOUNT));
  const hash = await bob.client.signAndBroadcastSync(bob.address, [message], FEE);
  await sleep(10_000);
  assert.equal((await chain.block()).height, height);
  assert.equal(await bob.client.getTx(hash), null);

  await nodes.start();
  // The node that took it kept it.
  const included = await eventually(
    async () => (await bob.client.getTx(hash)) ?? undefined,
    "what was sent meanwhile is in a block",
  );
  assert.equal(included.code, 0);
  assert.ok(included.height > height);
  delegated.push({ height: included.height, hash });
});

test("they are back: it goes on, all agree, and our books balance", { skip }, async () => {
  await delegate();
  const all = nodes.nodes();
  assert.equal(all.length, 4);
  const everyone = await Promise.all(all.map(({ rpc }) => Chain.open(rpc ?? "", "0.0025ufee")));

  // Each node has the height before this one in its state, whose hash is in this one's header.
  const { height } = await chain.block();
  const hashes = new Set<string>();
  for (const one of everyone) {
    await one.waitFor({ height: height + 1, time: 0 });
    hashes.add(toHex((await one.comet.block(height + 1)).block.header.appHash));
    const at = new At(one.comet, height);
    await assertBalanced(at, suite);
    const { tokens } = await at.queryContractSmart<{ tokens: string }>(suite["pool-registry"] ?? "", {
      delegation: { pool: ada.address, delegator: bob.address },
    });
    assert.equal(BigInt(tokens), BigInt(AMOUNT) * BigInt(delegated.length));
    // A node that was away writes down afterwards where the transactions are.
    for (const { height, hash } of delegated) {
      const found = await eventually(async () => one.comet.tx({ hash: fromHex(hash) }), `${hash} at ${one.rpc}`);
      assert.equal(found.height, height);
    }
  }
  assert.equal(hashes.size, 1, `app hashes at ${height}: ${[...hashes].join(", ")}`);

  const { pools } = clients(bob, suite);
  const rewards =
    BigInt((await pools.outstandingRewards({ pool: ada.address })).amount) +
    BigInt((await pools.unbookedRewards({ pool: ada.address })).amount);
  assert.equal(rewards, BigInt(REWARD) * 3n, "every reward is there");
});
