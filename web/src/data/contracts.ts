import { useMemo } from "react";
import {
  BoostedStakingQueryClient,
  JointStakingQueryClient,
  LicenseNftQueryClient,
  PoolRegistryQueryClient,
  StakerRegistryQueryClient,
  TreasuryDecayQueryClient,
  type Connection,
} from "tributary-client";

import { useChain } from "../network/ChainProvider.js";
import { useNetwork } from "../network/NetworkProvider.js";
import { deployedOf, type Network } from "../network/network.js";

/** A contract that there may be several of. */
export interface Labelled<Client> {
  readonly label: string;
  readonly address: string;
  readonly client: Client;
}

/** What is deployed on the network, ready to be asked. Only the two registries are always there. */
export interface Contracts {
  readonly pools: PoolRegistryQueryClient;
  readonly stakers: StakerRegistryQueryClient;
  readonly licences: LicenseNftQueryClient | undefined;
  readonly treasury: TreasuryDecayQueryClient | undefined;
  readonly vaults: readonly Labelled<BoostedStakingQueryClient>[];
  readonly markets: readonly Labelled<JointStakingQueryClient>[];
  /** What accounts have. */
  readonly bank: Bank;
}

/** The part of the chain that knows balances. */
export interface Bank {
  getBalance(address: string, denom: string): Promise<{ readonly amount: string }>;
}

/**
 * The contracts of a network.
 *
 * @throws Error if a registry is missing.
 */
export function contractsOf(connection: Connection, network: Network): Contracts {
  const all = <Client>(code: string, make: new (connection: Connection, address: string) => Client): Labelled<Client>[] =>
    deployedOf(network, code).map(({ label, address }) => ({ label, address, client: new make(connection, address) }));
  const [pools] = all("pool-registry", PoolRegistryQueryClient);
  const [stakers] = all("staker-registry", StakerRegistryQueryClient);
  if (pools === undefined || stakers === undefined) throw new Error("network.json names no registries");
  return {
    pools: pools.client,
    stakers: stakers.client,
    licences: all("license-nft", LicenseNftQueryClient)[0]?.client,
    treasury: all("treasury-decay", TreasuryDecayQueryClient)[0]?.client,
    vaults: all("boosted-staking", BoostedStakingQueryClient),
    markets: all("joint-staking", JointStakingQueryClient),
    bank: connection.cosmwasm,
  };
}

/** The contracts as somebody means them who speaks of one of them: where there are several licence contracts or treasuries, that one. */
export function contractsAround(contracts: Contracts, connection: Connection, code: string, address: string): Contracts {
  if (code === "license-nft") return { ...contracts, licences: new LicenseNftQueryClient(connection, address) };
  if (code === "treasury-decay") return { ...contracts, treasury: new TreasuryDecayQueryClient(connection, address) };
  return contracts;
}

/** The contracts, asked through the present connection. */
export function useContracts(): Contracts {
  const { connection } = useChain();
  const network = useNetwork();
  return useMemo(() => contractsOf(connection, network), [connection, network]);
}
