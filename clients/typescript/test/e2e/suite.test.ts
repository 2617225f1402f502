import assert from "node:assert/strict";
import { before, test } from "node:test";

import {
  all,
  connect,
  eventOf,
  pages,
  pastEvents,
  poolRegistryLists,
  stakerRegistryLists,
  type Executed,
  type SigningConnection,
} from "../../src/index.js";
import { newAccounts, newAminoAccount, reward, RPC, STAKE, waitFor } from "../support/devnet.js";
import { clients, deploy, openPool, UNBOND_LOCK, type Suite } from "../support/suite.js";

let suite: Suite;
let ada: SigningConnection;
let eve: SigningConnection;
let bob: SigningConnection;
let pool: string;
let other: string;
let begin: number;

before(async () => {
  const accounts = await newAccounts("owner", "ada", "eve", "bob");
  ({ ada, eve, bob } = accounts);
  suite = await deploy(accounts.owner);
  begin = await ada.cosmwasm.getHeight();
  pool = await openPool(ada, suite, 50_000);
  other = await openPool(eve, suite, 0);
});

const coins = (amount: string) => [{ denom: STAKE, amount }];

test("accounts made after genesis have numbers of their own", async (context) => {
  const { accountNumber } = await bob.cosmwasm.getSequence(bob.address);
  const { nodeInfo } = await bob.comet.status();
  context.diagnostic(`account number ${accountNumber}, CometBFT ${nodeInfo.version}, ${bob.comet.constructor.name}`);
  assert.equal(typeof accountNumber, "bigint");
});

test("a connection without a signer can ask", async () => {
  const connection = await connect(RPC);
  const config = await connection.queryContractSmart<{ denom: string }>(suite.stakerRegistry, { config: {} });
  assert.equal(config.denom, STAKE);
  connection.disconnect();
});

test("a delegation is reported with the stake afterwards, and returns nothing", async () => {
  const { pools } = clients(bob, suite);

  const executed = await pools.delegate({ pool }, "auto", "from the tests", coins("500"));

  assert.deepEqual(eventOf(executed.events, "pool-registry", "delegated", suite.poolRegistry), {
    type: "pool-registry/delegated",
    contract: "pool-registry",
    name: "delegated",
    address: suite.poolRegistry,
    message: 0,
    attributes: { delegator: bob.address, pool, amount: 500n, source: "coins", stake: 500n, pool_stake: 10_500n },
  });
  assert.equal(eventOf(executed.events, "staker-registry", "bonded").attributes.tokens, 10_500n);
  assert.deepEqual(executed.data, [undefined]);
  assertAllDecoded(executed);
});

test("data says the same as events", async () => {
  const executed = await clients(bob, suite).pools.undelegate({ pool, amount: "100", fee: "1" });

  const { id, release } = eventOf(executed.events, "pool-registry", "undelegated").attributes;
  assert.deepEqual(executed.data, [{ id: Number(id), release: { at_height: Number(release) } }]);
  assert.equal(release, BigInt(executed.height + UNBOND_LOCK));
  assertAllDecoded(executed);
});

test("rewards that arrive are asked for, paid and reported", async () => {
  const { pools } = clients(bob, suite);
  const { coinbase } = await pools.pool({ pool });
  await reward(ada, coinbase, "10400000");
  const { amount } = await pools.rewards({ pool, delegator: bob.address });

  const executed = await pools.withdrawRewards({ pool });

  const withdrawn = eventOf(executed.events, "pool-registry", "rewards_withdrawn");
  assert.deepEqual(withdrawn.attributes, { delegator: bob.address, pool, amount: BigInt(amount), commission: 0n });
  assert.deepEqual(eventOf(executed.events, "coinbase", "paid", coinbase).attributes, {
    pool,
    recipient: bob.address,
    amount: BigInt(amount),
  });
  assert.ok(eventOf(executed.events, "pool-registry", "rewards_booked").attributes.crr > 10n ** 36n);
  assert.deepEqual(executed.data, [{ amount }]);
  assertAllDecoded(executed);
});

test("an account that signs amino can do the same", async () => {
  const amino = await newAminoAccount("amino");
  const executed = await clients(amino, suite).pools.delegate({ pool }, "auto", undefined, coins("7"));
  assert.equal(eventOf(executed.events, "pool-registry", "delegated").attributes.stake, 7n);
});

test("transactions that one connection is asked for at once all arrive", async () => {
  const { pools } = clients(bob, suite);
  const delegations = [1, 2, 3].map((amount) => pools.delegate({ pool: other }, "auto", undefined, coins(String(amount))));

  const stakes = (await Promise.all(delegations)).map(
    ({ events }) => eventOf(events, "pool-registry", "delegated").attributes.stake,
  );

  assert.deepEqual(stakes, [1n, 3n, 6n]);
});

test("lists of ids, of addresses and of composite cursors go on where they stopped", async () => {
  const { pools, stakers } = clients(bob, suite);
  const lists = poolRegistryLists(pools);
  for (let count = 0; count < 4; count += 1) await pools.undelegate({ pool, amount: "10" });
  await pools.enableAutoRewards({ pool, feePpm: 1 });
  await pools.enableAutoRewards({ pool: other, feePpm: 2 });
  const { undelegations } = await pools.undelegations({ delegator: bob.address, limit: 100 });
  await waitFor(bob, BigInt(await bob.cosmwasm.getHeight()) + BigInt(UNBOND_LOCK));

  assert.equal(undelegations.length, 5);
  const ids = undelegations.map(({ id }) => id);
  assert.deepEqual(await collect(all(lists.undelegations({ delegator: bob.address }), 2), ({ id }) => id), ids);
  assert.deepEqual(await collect(pages(lists.undelegations({ delegator: bob.address }), 2), (page) => page.length), [2, 2, 1]);
  const matured = stakerRegistryLists(stakers).matured({ kind: "unbond" });
  assert.deepEqual(await collect(all(matured, 2), ({ id }) => id), ids);
  assert.deepEqual((await collect(all(lists.pools(), 1), (row) => row.pool)).sort(), [pool, other].sort());
  assert.deepEqual(await collect(all(lists.autoRewards(), 1), (row) => row.delegator), [bob.address, bob.address]);
  assert.equal((await collect(all(lists.delegations({ delegator: bob.address }), 1), (row) => row.pool)).length, 2);
});

test("what happened can be read from the node", async () => {
  const wanted = { contract: "pool-registry", name: "delegated", address: suite.poolRegistry } as const;
  const amounts = (where: { delegator?: string; amount?: bigint }) =>
    collect(pastEvents(bob, { ...wanted, where, fromHeight: begin }), ({ event }) => event.attributes.amount);

  assert.deepEqual(await amounts({ delegator: bob.address }), [500n, 1n, 2n, 3n]);
  assert.deepEqual(await amounts({ delegator: bob.address, amount: 2n }), [2n]);
  assert.deepEqual(await amounts({ delegator: suite.poolRegistry }), []);
});

/** The types of events of our contracts that were not decoded must be none. */
function assertAllDecoded({ chainEvents, events }: Executed): void {
  const ours = chainEvents.map(({ type }) => type).filter((type) => type.startsWith("wasm-tributary"));
  assert.equal(events.length, ours.length, ours.join(" "));
}

async function collect<Row, T>(rows: AsyncIterable<Row>, map: (row: Row) => T): Promise<T[]> {
  const collected: T[] = [];
  for await (const row of rows) collected.push(map(row));
  return collected;
}
