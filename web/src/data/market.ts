import { jointStakingLists, type jointStaking, type JointStakingQueryClient } from "tributary-client";

import type { Labelled } from "./contracts.js";
import { everyRow, useChainQuery } from "./query.js";

export type Market = Labelled<JointStakingQueryClient>;
export type Offer = jointStaking.OfferResponse;
export type Agreement = jointStaking.AgreementResponse;
export type Device = jointStaking.DeviceResponse;

/** What is staked and earned on a market, its parameters and sums. */
export function useMarketState({ address, client }: Market) {
  const read = async () => {
    const [config, totals] = await Promise.all([client.config(), client.totals()]);
    return { config, totals };
  };
  return useChainQuery(["market", address], read, { pace: "slow" });
}

/** All open offers. */
export function useOffers({ address, client }: Market) {
  return useChainQuery(["offers", address], () => everyRow(jointStakingLists(client).openOffers()), { pace: "slow" });
}

/** What somebody has on a market: agreements as owner and as staker, and devices. */
export function useMyMarket({ address, client }: Market, account: string | undefined) {
  const read = async (of: string) => {
    const lists = jointStakingLists(client);
    const [owned, staked, devices] = await Promise.all([
      everyRow(lists.agreementsByOwner({ owner: of })),
      everyRow(lists.agreementsByStaker({ staker: of })),
      everyRow(lists.devices({ owner: of })),
    ]);
    return { agreements: [...staked, ...owned], devices };
  };
  return useChainQuery(["my market", address, account], () => read(account ?? ""), { enabled: account !== undefined });
}
