import { boostedStakingLists, type boostedStaking, type BoostedStakingQueryClient } from "tributary-client";

import type { Labelled } from "./contracts.js";
import { everyRow, useChainQuery } from "./query.js";

export type Vault = Labelled<BoostedStakingQueryClient>;
export type Position = boostedStaking.PositionResponse;
export type Batch = boostedStaking.BatchResponse;
export type Estimate = boostedStaking.EstimateResponse;

/** A vault's programme and where it stands. */
export function useVaultState({ address, client }: Vault) {
  const read = async () => {
    const [config, vault] = await Promise.all([client.config(), client.vault()]);
    return { config, vault };
  };
  return useChainQuery(["vault", address], read, { pace: "slow" });
}

/** What somebody has in a vault. */
export function useMyVault({ address, client }: Vault, account: string | undefined) {
  const read = async (user: string) => {
    const lists = boostedStakingLists(client);
    const [positions, batches, deposits, boost, own] = await Promise.all([
      everyRow(lists.positions({ user })),
      everyRow(lists.batches({ user })),
      everyRow(lists.deposits({ user })),
      client.boost({ user }),
      client.account({ user }),
    ]);
    return { positions, batches, deposits, boost, own };
  };
  return useChainQuery(["my vault", address, account], () => read(account ?? ""), { enabled: account !== undefined });
}

/** What a stake would earn if nothing else changed. */
export interface Wish {
  readonly amount: bigint;
  readonly days: number;
  readonly nfts: number;
  readonly loyalty: number;
}

/** The contract's estimates for some wishes, each with its own outcome: one that is refused says nothing of the others. */
export function useEstimates({ address, client }: Vault, wishes: readonly Wish[]) {
  const read = () => estimatesOf(client, wishes);
  const key = wishes.map(({ amount, days, nfts, loyalty }) => [String(amount), days, nfts, loyalty]);
  return useChainQuery(["estimates", address, key], read, { pace: "slow", enabled: wishes.length > 0 });
}

/** @throws Error if not one of them is answered. */
export async function estimatesOf(
  client: Pick<BoostedStakingQueryClient, "estimate">,
  wishes: readonly Wish[],
): Promise<PromiseSettledResult<Estimate>[]> {
  const outcomes = await Promise.allSettled(
    wishes.map(({ amount, ...rest }) => client.estimate({ amount: amount.toString(), ...rest })),
  );
  const [first] = outcomes;
  if (first?.status === "rejected" && outcomes.every(({ status }) => status === "rejected")) throw first.reason;
  return outcomes;
}
