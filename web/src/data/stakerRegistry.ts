import { refusalIn, stakerRegistryLists, type stakerRegistry, type StakerRegistryQueryClient } from "tributary-client";

import { useContracts } from "./contracts.js";
import { everyRow, useChainQuery } from "./query.js";

export type Staker = stakerRegistry.StakerResponse;
export type StakerUnbond = stakerRegistry.UnbondResponse;
export type StakerTransfer = stakerRegistry.TransferResponse;

/** A staker that is no pool, with what it has on its way. */
export interface SoloStake {
  readonly staker: Staker;
  readonly unbonds: readonly StakerUnbond[];
  readonly transfers: readonly StakerTransfer[];
}

/** The registry's parameters: locks and roles. */
export function useStakerConfig() {
  const { stakers } = useContracts();
  return useChainQuery(["staker config"], () => stakers.config(), { pace: "slow" });
}

/** Announced parameters, if any. */
export function usePendingStakerConfig() {
  const { stakers } = useContracts();
  return useChainQuery(["staker config", "pending"], () => stakers.pendingConfig(), { pace: "slow" });
}

/** What an account has staked alone; null if it has not. */
export function useSoloStake(account: string) {
  const { stakers } = useContracts();
  return useChainQuery(["solo stake", account], () => soloStake(stakers, account));
}

/**
 * The solo stake of an account. Who stakes alone has its own account for a name and manages it; the staker of a pool is managed by
 * the pool-registry and is none.
 */
export async function soloStake(
  stakers: Pick<StakerRegistryQueryClient, "staker"> & Parameters<typeof stakerRegistryLists>[0],
  account: string,
): Promise<SoloStake | null> {
  const staker = await stakers.staker({ staker: account }).catch((error: unknown) => {
    if (refusalIn(error)?.words.includes("unknown") === true) return undefined;
    throw error;
  });
  if (staker?.management !== account) return null;
  const lists = stakerRegistryLists(stakers);
  const [unbonds, transfers] = await Promise.all([
    everyRow(lists.unbonds({ owner: account, staker: account })),
    everyRow(lists.transfers({ owner: account, staker: account })),
  ]);
  return { staker, unbonds, transfers };
}
