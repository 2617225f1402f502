import { useQueries } from "@tanstack/react-query";
import { createContext, use, type ReactNode } from "react";
import type { Connection } from "tributary-client";

import { useChain } from "../network/ChainProvider.js";
import { useNetwork } from "../network/NetworkProvider.js";
import type { Network } from "../network/network.js";
import type { Unit } from "../words/amounts.js";
import { useContracts, type Bank } from "./contracts.js";

/** Coins of a denom, or tokens of a cw20. */
export type Asset = { readonly unit: Unit } & (
  { readonly denom: string; readonly token: undefined } | { readonly denom: undefined; readonly token: string }
);

/** What a vault or a market stakes, and what it pays, as far as it is known. */
export interface Assets {
  readonly stake: Asset | undefined;
  readonly reward: Asset | undefined;
  /** Why one of them is not known; undefined if both are. */
  readonly problem: unknown;
}

/** Coins of a denom. Of others than the staking denom nobody says how they are shown, so they are shown in base units. */
export function coinsOf(denom: string, network: Pick<Network, "denom" | "unit">): Asset {
  return { unit: denom === network.denom ? network.unit : { symbol: denom, decimals: 0 }, denom, token: undefined };
}

/** How long to wait before what could not be read is asked for again, in milliseconds. */
const AGAIN_MS = 5_000;

/** What each vault and each market stakes and pays, by address, as soon as it is known. It never changes. */
export function useAssets(): Readonly<Record<string, Assets>> {
  const { connection } = useChain();
  const network = useNetwork();
  const { vaults, markets } = useContracts();
  return useQueries({
    queries: [...vaults, ...markets].map(({ address, client }) => ({
      queryKey: ["assets", network.chainId, address],
      queryFn: async () => ({ address, ...(await readAssets(() => client.config(), network, connection)) }),
      staleTime: Infinity,
      gcTime: Infinity,
      refetchInterval: ({ state }: { state: { data: Assets | undefined } }) =>
        state.data === undefined || state.data.problem !== undefined ? AGAIN_MS : false,
    })),
    combine: byAddress,
  });
}

function byAddress(queries: readonly { readonly data: (Assets & { readonly address: string }) | undefined }[]) {
  return Object.fromEntries(queries.flatMap(({ data }) => (data === undefined ? [] : [[data.address, data] as const])));
}

/** The part of the chain that knows tokens. */
type Tokens = Pick<Connection, "queryContractSmart">;

type AssetOf = { readonly native: string } | { readonly cw20: string };

/** Reads what a contract stakes and pays; one that cannot be read leaves the other known. */
export async function readAssets(
  config: () => Promise<{ readonly stake_asset: AssetOf; readonly reward_asset: AssetOf }>,
  network: Pick<Network, "denom" | "unit">,
  tokens: Tokens,
): Promise<Assets> {
  const read = async (asset: AssetOf): Promise<Asset> =>
    "native" in asset
      ? coinsOf(asset.native, network)
      : { unit: await unitOf(asset.cw20, tokens), denom: undefined, token: asset.cw20 };
  try {
    const { stake_asset: staked, reward_asset: paid } = await config();
    const [stake, reward] = await Promise.allSettled([read(staked), read(paid)]);
    const failed = [stake, reward].find(({ status }) => status === "rejected");
    return {
      stake: stake.status === "fulfilled" ? stake.value : undefined,
      reward: reward.status === "fulfilled" ? reward.value : undefined,
      problem: failed?.status === "rejected" ? failed.reason : undefined,
    };
  } catch (problem) {
    return { stake: undefined, reward: undefined, problem };
  }
}

/** How a token is shown by its own word. More decimals than a byte counts would be no cw20. */
async function unitOf(token: string, tokens: Tokens): Promise<Unit> {
  const { symbol, decimals } = await tokens.queryContractSmart<Unit>(token, { token_info: {} });
  if (typeof symbol !== "string" || !Number.isInteger(decimals) || decimals < 0 || decimals > 255)
    throw new Error(`the token ${token} does not say how it is shown`);
  return { symbol, decimals };
}

/** What somebody has of an asset, in base units. */
export async function balanceIn(asset: Asset, account: string, bank: Bank, tokens: Tokens): Promise<bigint> {
  if (asset.denom !== undefined) return BigInt((await bank.getBalance(account, asset.denom)).amount);
  const ask = { balance: { address: account } };
  return BigInt((await tokens.queryContractSmart<{ balance: string }>(asset.token, ask)).balance);
}

const UnitsContext = createContext<Assets | undefined>(undefined);

/** Inside, `useUnit` tells the units of that contract. */
export function UnitsOf({ address, children }: { readonly address: string; readonly children: ReactNode }) {
  return <UnitsContext value={useAssets()[address]}>{children}</UnitsContext>;
}

/** How amounts of the staking denom are shown. */
export function useUnit(): Unit;
/** How amounts of what a contract stakes or pays are shown; undefined while nobody knows, and outside `UnitsOf`. */
export function useUnit(of: keyof Pick<Assets, "stake" | "reward"> | undefined): Unit | undefined;
export function useUnit(of?: "stake" | "reward"): Unit | undefined {
  const network = useNetwork();
  const assets = use(UnitsContext);
  return of === undefined ? network.unit : assets?.[of]?.unit;
}
