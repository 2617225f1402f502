/** A hook that burns all the gas it is given: everybody leaves, nobody enters, until the owner takes it off the list. */

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { eventOf, eventsOf, licenseMessage, LicenseNftClient, refusalIn } from "tributary-client";
import type { Executed } from "tributary-client";

import type { Account, Block, Chain } from "../../src/chain.js";
import { createdIn } from "../../src/chain.js";
import { advance } from "../../src/clock.js";
import { store } from "../../src/store.js";
import { assertBalanced, At, clients, newcomer, openPool, STAKE, stakeOf } from "./books.js";
import { burner } from "./burner.js";
import { deploy, devnet } from "./support.js";

/** The most that a hook may be given, which the licence contract gives each. */
const HOOK_GAS = 2_000_000;
/** The most that a message here uses beside its hooks. */
const OWN_GAS = 1_000_000;
/** Enough for both: the chain is not asked for how much before. */
const FEE = { gas: "3000000", amount: [{ denom: "ufee", amount: "7500" }] };
/** Of the devnet's plan, in seconds. */
const [UNBOND_LOCK, TRANSFER_LOCK] = [20, 10];

let chain: Chain;
let owner: Account;
/** Operators, and who delegates to the first. */
let ada: Account;
let cleo: Account;
let bob: Account;
let suite: Record<string, string>;
/** The hook that burns. */
let burning: string;
/** By then everything that leaves had left. */
let since: Block;

before(async () => {
  const { plan, ...rest } = await devnet("hooks");
  ({ chain, owner } = rest);
  suite = await deploy(chain, plan, owner);
  const { codeId } = await store(owner, burner());
  burning = createdIn(await owner.send([owner.instantiate({ codeId, label: "burner", init: {} })]));
  [ada, cleo, bob] = [await newcomer(chain, "ada"), await newcomer(chain, "cleo"), await newcomer(chain, "bob")];
  for (const operator of [ada, cleo]) await openPool(operator, suite, "2000000", 0);
  await clients(bob, suite).pools.delegate({ pool: ada.address }, "auto", undefined, stakeOf("5000"));
  await licenses(owner).mint({ tokenId: "1", owner: bob.address, extension: { mining_pool: "" } });
  const msg = licenseMessage({ bond_license: { staker: ada.address, role: "validator" } });
  await licenses(bob).sendNft({ contract: suite["staker-registry"] ?? "", tokenId: "1", msg });
  await listen(burning, suite["treasury-decay"] ?? "");
});

/** Has the pool-registry tell these of stakes, in this order. */
async function listen(...contracts: string[]): Promise<void> {
  const hooks = contracts.map((contract) => ({ contract, gas_limit: HOOK_GAS }));
  await clients(owner, suite).pools.setHooks({ hooks });
}

/** The licence contract as an account calls it. */
function licenses({ connection, address }: Account): LicenseNftClient {
  return new LicenseNftClient(connection, address, suite["license-nft"] ?? "");
}

/** The hook has burned what it may have, and no more. */
function assertBurned({ gasUsed }: Executed): void {
  const own = Number(gasUsed) - HOOK_GAS;
  assert.ok(own > 0 && own < OWN_GAS, `${gasUsed} gas with a hook that burns all`);
}

/** What the pool-registry reports as missed. */
function missedIn({ events }: Executed): unknown[] {
  return eventsOf(events, "pool-registry", "hook_missed", suite["pool-registry"]).map(({ attributes }) => attributes);
}

/** What the licence contract reports that it could not tell. */
function failedIn({ events }: Executed): unknown[] {
  return eventsOf(events, "license-nft", "hook_failed", suite["license-nft"]).map(({ attributes }) => attributes);
}

/** What the pool-registry remembers as missed. */
async function marked(): Promise<Set<unknown>> {
  return new Set((await clients(owner, suite).pools.missedHooks({})).missed_hooks);
}

/** What bob has, and has in ada's pool. */
async function held(): Promise<{ balance: bigint; tokens: string }> {
  const { tokens } = await clients(bob, suite).pools.delegation({ pool: ada.address, delegator: bob.address });
  return { balance: BigInt(await chain.balance(bob.address, STAKE)), tokens };
}

async function refused(entry: Promise<unknown>): Promise<void> {
  await assert.rejects(entry, (error) => refusalIn(error)?.kind === "out of gas");
}

test("everybody leaves, what the hook missed is marked, and the next one hears of it", async () => {
  const { pools, stakers } = clients(bob, suite);
  const slasher = clients(await chain.testAccount("slasher"), suite).stakers;
  const pool = ada.address;
  const fault = { staker: pool, amount: "10", evidenceId: "1", reason: "test" };
  const left: [Account, Executed][] = [
    // Simulated first, as a wallet does.
    [bob, await pools.undelegate({ pool, amount: "2000" })],
    [bob, await pools.transferDelegation({ fromPool: pool, toPool: cleo.address, amount: "1000" }, FEE)],
    [bob, await stakers.unbondLicense({ tokenId: "1" }, FEE)],
    [ada, await slasher.liquidate(fault, FEE)],
  ];
  since = await chain.block();

  for (const [{ address: delegator }, executed] of left) {
    assertBurned(executed);
    assert.deepEqual(missedIn(executed), [{ hook: burning, delegator, pool }]);
    assert.equal(eventOf(executed.events, "treasury-decay", "stake_recorded").attributes.delegator, delegator);
  }
  const marks = [ada, bob].map(({ address }) => ({ hook: burning, delegator: address, pool }));
  assert.deepEqual(await marked(), new Set(marks));

  const synced = await pools.sync({ delegator: bob.address, pool }, FEE);
  assertBurned(synced);
  assert.deepEqual(await marked(), new Set(marks), "it still burns");
});

test("whoever enters is refused and keeps the coins, and a transfer is taken back", async () => {
  const { pools } = clients(bob, suite);
  const [transfer] = (await pools.transfers({ delegator: bob.address })).transfers;
  assert.ok(transfer);
  await advance(chain, since, TRANSFER_LOCK);
  const before = await held();
  assert.equal(before.tokens, "2000");

  await refused(pools.delegate({ pool: ada.address }, FEE, undefined, stakeOf("5000")));
  await refused(pools.finalizeTransfer({ id: transfer.id }, FEE));

  assert.deepEqual(await held(), before);
  await pools.cancelTransfer({ id: transfer.id });
});

test("licences come and go, and what the hook was not told is reported", async () => {
  await licenses(owner).registerHook({ contract: burning });
  const mint = { tokenId: "2", owner: bob.address, extension: { mining_pool: "" } };
  const minted = await licenses(owner).mint(mint, FEE);
  const burned = await licenses(owner).burn({ tokenId: "2" }, FEE);

  for (const [executed, balance] of [
    [minted, 2n],
    [burned, 1n],
  ] as const) {
    assertBurned(executed);
    assert.deepEqual(failedIn(executed), [{ hook: burning, owner: bob.address, balance }]);
  }
});

test("what left is paid out while the hook is there", async () => {
  const { pools, stakers } = clients(bob, suite);
  await advance(chain, since, UNBOND_LOCK);
  const { undelegations } = await pools.undelegations({ delegator: bob.address });
  const amounts = undelegations.map(({ amount }) => amount);
  assert.deepEqual(amounts.sort(), ["1000", "2000"]);
  const before = await held();

  for (const { id } of undelegations) await pools.finalizeUndelegate({ id });
  await stakers.releaseLicense({ tokenId: "1" });

  assert.deepEqual(await held(), { ...before, balance: before.balance + 3000n });
  assert.equal((await licenses(bob).ownerOf({ tokenId: "1" })).owner, bob.address);
  const { height } = await chain.block();
  await assertBalanced(new At(chain.comet, height), suite);
});

test("without the hook everybody enters again", async () => {
  await listen(suite["treasury-decay"] ?? "");
  const before = await held();
  await clients(bob, suite).pools.delegate({ pool: ada.address }, "auto", undefined, stakeOf("5000"));
  assert.deepEqual(await held(), { balance: before.balance - 5000n, tokens: "7000" });
});
