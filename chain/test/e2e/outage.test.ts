/** A node that goes away: in the middle of a deployment, before a transaction, and without a word. Nothing is lost or done twice. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { refusalIn } from "tributary-client";

import { ROOT } from "../../src/artifacts.js";
import { Deployer } from "../../src/deploy/deploy.js";
import { readRecord } from "../../src/deploy/record.js";
import { verify } from "../../src/deploy/verify.js";
import { assertBalanced, At, clients, newcomer, openPool, stakeOf } from "./books.js";
import { Devnet, without, wordsOf } from "./nodes.js";
import { assertThereOnce, deploy, devnet, RPC } from "./support.js";

const network = Devnet.named();
const skip = without(network, 1);

/** What says which node does not answer. */
const NOT_THERE = new RegExp(new URL(RPC).host.replaceAll(".", "\\."));

function theNetwork(): Devnet {
  assert.ok(network);
  return network;
}

after(async () => {
  if (skip === false) await network?.start();
});

test("a deployment whose node stops says so, and the next run goes on", { skip }, async () => {
  const { chain, plan, owner } = await devnet("outage");
  const nodes = theNetwork();
  let sequence = 0;
  for (const last of [/^coinbase: stored/, /^staker-registry: deployed/, /^license-nft: deployed/, /^license-nft: wired/]) {
    const lines: string[] = [];
    const stopAfter = (line: string): void => {
      lines.push(line);
      if (last.test(line)) nodes.stop();
    };
    await assert.rejects(new Deployer(chain, plan, owner, stopAfter, false).run(), (error) => NOT_THERE.test(wordsOf(error)));
    assert.match(lines.at(-1) ?? "", last);
    await nodes.start();
    ({ sequence } = await owner.client.getSequence(owner.address));
  }

  const record = await new Deployer(chain, plan, owner, () => undefined, false).run();
  assert.equal((await owner.client.getSequence(owner.address)).sequence, sequence, "there was nothing left to send");
  for (const [name, { label }] of Object.entries(record.contracts)) assert.equal(label, `${plan.label}/${name}`);
  await assertThereOnce(chain, record, owner);
  assert.deepEqual(readRecord(plan.chainId), record);
  assert.deepEqual(
    (await verify(chain, plan, record)).flatMap(({ differs }) => differs),
    [],
  );
});

test("the commands name the node that does not answer", { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "tributary-"));
  const file = join(folder, "plan.json");
  copyFileSync(join(ROOT, "deploy/devnet.json"), file);
  const environment = { ...process.env, TRIBUTARY_RPC: RPC, TRIBUTARY_DEPLOYER: "test:owner", TRIBUTARY_DEPLOYMENTS: folder };
  theNetwork().stop();
  try {
    for (const command of ["deploy", "verify", "accept"]) {
      const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "chain/dist/src/cli.js"), command, file], {
        encoding: "utf8",
        env: environment,
      });
      assert.equal(status, 1, command);
      assert.match(stderr, NOT_THERE, command);
      assert.doesNotMatch(stderr, /\n +at /, `${command} shows where in the program it was`);
    }
  } finally {
    await theNetwork().start();
  }
});

test("a transaction without a node is a plain error, and can be sent again", { skip }, async () => {
  const { chain, plan, owner } = await devnet("unsent");
  const suite = await deploy(chain, plan, owner);
  const ada = await newcomer(chain, "ada");
  const bob = await newcomer(chain, "bob");
  await openPool(ada, suite, "1000000", 0);
  const { pools } = clients(bob, suite);
  const delegate = () => pools.delegate({ pool: ada.address }, "auto", undefined, stakeOf("5000"));

  theNetwork().stop();
  try {
    await assert.rejects(delegate(), (error) => refusalIn(error) === undefined && NOT_THERE.test(wordsOf(error)));
    await assert.rejects(pools.delegation({ pool: ada.address, delegator: bob.address }), (error) =>
      NOT_THERE.test(wordsOf(error)),
    );
  } finally {
    await theNetwork().start();
  }

  assert.equal((await pools.delegation({ pool: ada.address, delegator: bob.address })).tokens, "0");
  await delegate();
  assert.equal((await pools.delegation({ pool: ada.address, delegator: bob.address })).tokens, "5000");
});

test("a node that is killed has every block that it had committed", { skip }, async () => {
  const { chain, plan, owner } = await devnet("killed");
  const suite = await deploy(chain, plan, owner);
  const ada = await newcomer(chain, "ada");
  const bob = await newcomer(chain, "bob");
  const coinbase = await openPool(ada, suite, "1000000", 100_000);
  const { pools } = clients(bob, suite);
  const sent: { height: number; transactionHash: string }[] = [];
  for (let delegated = 0; delegated < 3; delegated += 1) {
    await bob.send([bob.transfer(coinbase, stakeOf("777"))]);
    sent.push(await pools.delegate({ pool: ada.address }, "auto", undefined, stakeOf("5000")));
    // At once after the block was seen.
    theNetwork().kill(0);
    await theNetwork().start();
  }

  for (const { height, transactionHash } of sent) {
    const found = await bob.client.getTx(transactionHash);
    assert.deepEqual([found?.height, found?.code], [height, 0]);
  }
  assert.equal((await pools.delegation({ pool: ada.address, delegator: bob.address })).tokens, "15000");
  const { height } = await chain.block();
  await assertBalanced(new At(chain.comet, height), suite);
});
