// What the interface guide of Aion does with web3, one function a call, under the same names. README.md has the table.

import {
  all,
  eventOf,
  metadataHash,
  pastEvents,
  poolRegistryLists,
  stakerRegistryLists,
  type Connection,
  type PastEvent,
  type PoolRegistryClient,
  type poolRegistry,
  type PoolRegistryQueryClient,
  type StakerRegistryQueryClient,
} from "../src/index.js";

// --- the list of pools ---------------------------------------------------------------------------------------------------------

/** Aion: "parse contract events to get the list of all pools and their states". Here it is a query. */
export async function listPools(
  registry: PoolRegistryQueryClient,
  state?: poolRegistry.PoolState,
): Promise<poolRegistry.PoolResponse[]> {
  return collect(all(poolRegistryLists(registry).pools(state === undefined ? {} : { state })));
}

/**
 * The order in which an interface presents pools: by score, the best first, and apart from them those that are too young to have a
 * performance. The score weighs fee, performance and capacity; it is a hint that can be bought.
 */
export async function poolsByAttractiveness(registry: PoolRegistryQueryClient): Promise<{
  established: poolRegistry.PoolResponse[];
  young: poolRegistry.PoolResponse[];
}> {
  const pools = (await listPools(registry)).sort((a, b) => b.score_ppm - a.score_ppm);
  const isYoung = (pool: poolRegistry.PoolResponse): boolean => typeof pool.performance_ppm !== "number";
  return { established: pools.filter((pool) => !isYoung(pool)), young: pools.filter(isYoung) };
}

/** Aion: averages over a week of logs. Here: part of the rewards over part of the stake in the last window; null for a young pool. */
export async function getApparentPerformance(registry: PoolRegistryQueryClient, pool: string): Promise<number | null> {
  const { performance_ppm } = await registry.performance({ pool });
  return performance_ppm === null || performance_ppm === undefined ? null : performance_ppm / 1_000_000;
}

/** Whether a metadata file, from whatever server, is the one that the pool names. */
export async function isMetadataOf(registry: PoolRegistryQueryClient, pool: string, file: Uint8Array): Promise<boolean> {
  return (await registry.pool({ pool })).metadata_hash === metadataHash(file);
}

// --- logs ----------------------------------------------------------------------------------------------------------------------

/** Aion: `getPastLogs` with the topic `ADSDelegated`. */
export async function getPastDelegations(
  connection: Connection,
  registry: string,
  pool: string,
  fromHeight: number,
): Promise<PastEvent<"pool-registry", "delegated">[]> {
  const wanted = { contract: "pool-registry", name: "delegated", address: registry, where: { pool }, fromHeight } as const;
  return collect(pastEvents(connection, wanted));
}

/** What a delegator must be told of a pool since a height, oldest first. */
export async function getLifeCycleNotices(
  connection: Connection,
  registry: string,
  pool: string,
  fromHeight: number,
): Promise<string[]> {
  const wanted = { contract: "pool-registry", address: registry, where: { pool }, fromHeight } as const;
  const states = collect(pastEvents(connection, { ...wanted, name: "pool_state_changed" }));
  const commissions = collect(pastEvents(connection, { ...wanted, name: "commission_change_requested" }));
  const descriptions = collect(pastEvents(connection, { ...wanted, name: "metadata_updated" }));
  const notices = [
    ...(await states).map(({ height, event }) => ({ height, text: `is ${event.attributes.state} now` })),
    ...(await commissions).map(({ height, event: { attributes } }) => ({
      height,
      text: `asks for ${attributes.new_commission_ppm} ppm from ${attributes.release} on`,
    })),
    ...(await descriptions).map(({ height, event }) => ({
      height,
      text: `describes itself at ${event.attributes.metadata_url}`,
    })),
  ];
  return notices.sort((a, b) => a.height - b.height).map(({ height, text }) => `at ${height} ${pool} ${text}`);
}

// --- getters -------------------------------------------------------------------------------------------------------------------

/** Aion: `getPoolInfo(pool)`. */
export async function getPoolInfo(registry: PoolRegistryQueryClient, pool: string): Promise<poolRegistry.PoolResponse> {
  return registry.pool({ pool });
}

/** Aion: `getRewards(pool, delegator)`. In base units, what `withdrawRewards` would pay in this block. */
export async function getRewards(registry: PoolRegistryQueryClient, pool: string, delegator: string): Promise<bigint> {
  return BigInt((await registry.rewards({ pool, delegator })).amount);
}

/** Aion: `getStake(pool, delegator)`. In base units. */
export async function getStake(registry: PoolRegistryQueryClient, pool: string, delegator: string): Promise<bigint> {
  return BigInt((await registry.delegation({ pool, delegator })).tokens);
}

/** Aion: `getTotalStake(pool)`. In base units: what counts, and what is on the way in. */
export async function getTotalStake(registry: PoolRegistryQueryClient, pool: string): Promise<[bigint, bigint]> {
  const { total_stake, pending_stake } = await registry.pool({ pool });
  return [BigInt(total_stake), BigInt(pending_stake)];
}

/** Everything that an interface shows to one account, over all pools. */
export async function getDashboard(registry: PoolRegistryQueryClient, account: string): Promise<poolRegistry.DashboardResponse> {
  return registry.dashboard({ account });
}

// --- delegation ----------------------------------------------------------------------------------------------------------------

/** Aion: `delegate(pool)` with a value. Answers the stake in that pool afterwards, in base units. */
export async function delegate(
  registry: PoolRegistryClient,
  pool: string,
  coin: { denom: string; amount: string },
): Promise<bigint> {
  const { events } = await registry.delegate({ pool }, "auto", undefined, [coin]);
  return eventOf(events, "pool-registry", "delegated", registry.contractAddress).attributes.stake;
}

/** An item that waits for its lock. */
export interface Opened {
  readonly id: number;
  /** From which height, or nanosecond, on it can be finalised. */
  readonly release: bigint;
}

/** Aion: `undelegate(pool, amount, fee)`. The fee is for whoever finalises it. */
export async function undelegate(registry: PoolRegistryClient, pool: string, amount: string, fee: string): Promise<Opened> {
  const { events } = await registry.undelegate({ pool, amount, fee });
  return opened(eventOf(events, "pool-registry", "undelegated", registry.contractAddress).attributes);
}

/** Aion: `finalizeUndelegate(id)`, by anyone. Answers what was paid to the delegator, in base units. */
export async function finalizeUndelegate(registry: PoolRegistryClient, id: number): Promise<bigint> {
  const { events } = await registry.finalizeUndelegate({ id });
  const { amount, fee } = eventOf(events, "staker-registry", "unbond_finalized").attributes;
  return amount - fee;
}

/** Aion: `transferDelegation(fromPool, toPool, amount, fee)`. */
export async function transferDelegation(
  registry: PoolRegistryClient,
  fromPool: string,
  toPool: string,
  amount: string,
  fee: string,
): Promise<Opened> {
  const { events } = await registry.transferDelegation({ fromPool, toPool, amount, fee });
  return opened(eventOf(events, "pool-registry", "delegation_transferred", registry.contractAddress).attributes);
}

/** Aion: `finalizeTransfer(id)`, by anyone. */
export async function finalizeTransfer(registry: PoolRegistryClient, id: number): Promise<void> {
  await registry.finalizeTransfer({ id });
}

// --- rewards -------------------------------------------------------------------------------------------------------------------

/** Aion: `withdrawRewards(pool)`. Answers what was paid, in base units. */
export async function withdrawRewards(registry: PoolRegistryClient, pool: string): Promise<bigint> {
  const { events } = await registry.withdrawRewards({ pool });
  return eventOf(events, "pool-registry", "rewards_withdrawn", registry.contractAddress).attributes.amount;
}

/** Aion: `redelegateRewards(pool)`. Answers what was delegated, in base units. */
export async function redelegateRewards(registry: PoolRegistryClient, pool: string): Promise<bigint> {
  const { events } = await registry.redelegateRewards({ pool });
  return eventOf(events, "pool-registry", "rewards_redelegated", registry.contractAddress).attributes.amount;
}

/** Aion: `enableAutoRewardsDelegation(pool, feePercentage)`. The fee is in millionths, below 1,000,000. */
export async function enableAutoRewardsDelegation(registry: PoolRegistryClient, pool: string, feePpm: number): Promise<void> {
  await registry.enableAutoRewards({ pool, feePpm });
}

/** Aion: `disableAutoRewardsDedelegation(pool)`. */
export async function disableAutoRewardsDelegation(registry: PoolRegistryClient, pool: string): Promise<void> {
  await registry.disableAutoRewards({ pool });
}

// --- bounty seekers ------------------------------------------------------------------------------------------------------------

/** Ids that one `finalize_many` takes. */
const BATCH = 20;

/** Finalises what has matured in pools, for the fees. Answers how many items that were. */
export async function finalizeMatured(stakers: StakerRegistryQueryClient, registry: PoolRegistryClient): Promise<number> {
  const { matured } = stakerRegistryLists(stakers);
  const unbonds = (await collect(all(matured({ kind: "unbond" })))).map(({ id }) => id);
  const transfers = (await collect(all(poolRegistryLists(registry).transfers())))
    .filter(({ ready, accepted }) => ready && accepted)
    .map(({ id }) => id);
  for (const ids of batches(unbonds)) await registry.finalizeMany({ unbonds: ids, transfers: [] });
  for (const ids of batches(transfers)) await registry.finalizeMany({ unbonds: [], transfers: ids });
  return unbonds.length + transfers.length;
}

/** Delegates the rewards of those that opted in, where the fee is worth a transaction. Answers what was earned, in base units. */
export async function autoRedelegate(registry: PoolRegistryClient, worthwhile: bigint): Promise<bigint> {
  let earned = 0n;
  for await (const { pool, delegator, fee, accepted } of all(poolRegistryLists(registry).autoRewards())) {
    if (!accepted || BigInt(fee) < worthwhile) continue;
    const { events } = await registry.autoRedelegate({ pool, delegator });
    earned += eventOf(events, "pool-registry", "rewards_redelegated", registry.contractAddress).attributes.fee;
  }
  return earned;
}

// --- operators -----------------------------------------------------------------------------------------------------------------

/** Aion: the first half of a commission change. Answers from which height, or nanosecond, on it can be put in force. */
export async function requestCommissionChange(registry: PoolRegistryClient, commissionPpm: number): Promise<bigint> {
  const { events } = await registry.requestCommissionChange({ commissionPpm });
  return eventOf(events, "pool-registry", "commission_change_requested", registry.contractAddress).attributes.release;
}

/** Aion: its second half, by the operator. */
export async function finalizeCommissionChange(registry: PoolRegistryClient): Promise<void> {
  await registry.finalizeCommissionChange();
}

function opened({ id, release }: { id: bigint; release: bigint }): Opened {
  return { id: Number(id), release };
}

function batches(ids: number[]): number[][] {
  const sorted = ids.sort((a, b) => a - b);
  return Array.from({ length: Math.ceil(sorted.length / BATCH) }, (_, index) => sorted.slice(index * BATCH, (index + 1) * BATCH));
}

async function collect<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const collected: Row[] = [];
  for await (const row of rows) collected.push(row);
  return collected;
}
