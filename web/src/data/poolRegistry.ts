import { poolRegistryLists, MAX_LIMIT, type poolRegistry } from "tributary-client";

import { useContracts } from "./contracts.js";
import { everyRow, useChainQuery } from "./query.js";

/** A pool as the contract tells it. */
export type Pool = poolRegistry.PoolResponse;
/** What somebody holds in a pool. */
export type Delegation = poolRegistry.DelegationResponse;
export type Undelegation = poolRegistry.Undelegation;
export type Transfer = poolRegistry.Transfer;
export type PoolConfig = poolRegistry.ConfigResponse;

/** Everything of one account: all pages of its lists. */
export interface Holdings {
  readonly delegations: readonly Delegation[];
  readonly undelegations: readonly Undelegation[];
  readonly transfers: readonly Transfer[];
}

/** All pools, a page of 100 a query. */
export function usePools() {
  const { pools } = useContracts();
  return useChainQuery(["pools"], () => everyRow(poolRegistryLists(pools).pools()), { pace: "slow" });
}

/** One pool; undefined while there is none of that operator. */
export function usePool(pool: string) {
  const { pools } = useContracts();
  return useChainQuery(["pool", pool], () => pools.pool({ pool }));
}

/** The registry's parameters. */
export function usePoolConfig() {
  const { pools } = useContracts();
  return useChainQuery(["pool config"], () => pools.config(), { pace: "slow" });
}

/** Announced parameters, if any. */
export function usePendingPoolConfig() {
  const { pools } = useContracts();
  return useChainQuery(["pool config", "pending"], () => pools.pendingConfig(), { pace: "slow" });
}

/** What an account holds and has on its way. */
export function useHoldings(account: string | undefined) {
  const { pools } = useContracts();
  const read = async (delegator: string): Promise<Holdings> => {
    const lists = poolRegistryLists(pools);
    const [delegations, undelegations, transfers] = await Promise.all([
      everyRow(lists.delegations({ delegator })),
      everyRow(lists.undelegations({ delegator })),
      everyRow(lists.transfers({ delegator })),
    ]);
    return { delegations, undelegations, transfers };
  };
  return useChainQuery(["holdings", account], () => read(account ?? ""), { enabled: account !== undefined });
}

/** What one account holds in one pool. */
export function useDelegation(pool: string, delegator: string | undefined) {
  const { pools } = useContracts();
  return useChainQuery(["delegation", pool, delegator], () => pools.delegation({ pool, delegator: delegator ?? "" }), {
    enabled: delegator !== undefined,
  });
}

/** A page of 100 of a pool's delegators. */
export function useDelegators(pool: string, startAfter: string | undefined) {
  const { pools } = useContracts();
  const list = poolRegistryLists(pools).delegators({ pool });
  return useChainQuery(["delegators", pool, startAfter], () => list(startAfter, MAX_LIMIT), { pace: "slow" });
}
