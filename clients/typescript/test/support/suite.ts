import { readFile } from "node:fs/promises";

import {
  LicenseNftClient,
  PoolRegistryClient,
  StakerRegistryClient,
  type licenseNft,
  type poolRegistry,
  type SigningConnection,
  type stakerRegistry,
} from "../../src/index.js";
import { STAKE } from "./devnet.js";
import { repositoryFile } from "./repository.js";

/** Where the contracts of a suite are. */
export interface Suite {
  readonly stakerRegistry: string;
  readonly poolRegistry: string;
}

/** Locks in blocks, short enough to wait for. */
export const UNBOND_LOCK = 5;
export const TRANSFER_LOCK = 3;
export const COMMISSION_LOCK = 10;

/** Deploys the suite from the artifacts. The connection's account is owner, admin and guardian. */
export async function deploy(owner: SigningConnection): Promise<Suite> {
  const stakerRegistry = await instantiate(owner, "staker_registry", {
    denom: STAKE,
    min_self_stake: "1000",
    unbond_lock: { height: UNBOND_LOCK },
    transfer_lock: { height: TRANSFER_LOCK },
    signing_cooldown: { height: 1 },
    guardian: owner.address,
  } satisfies stakerRegistry.InstantiateMsg);
  const poolRegistry = await instantiate(owner, "pool_registry", {
    staker_registry: stakerRegistry,
    coinbase_code_id: await store(owner, "coinbase"),
    min_self_stake_percentage: 1,
    commission_lock: { height: COMMISSION_LOCK },
    performance_window: 30,
    guardian: owner.address,
  } satisfies poolRegistry.InstantiateMsg);
  await clients(owner, { stakerRegistry, poolRegistry }).stakers.announceConfig({ change: { registrars: [poolRegistry] } });
  return { stakerRegistry, poolRegistry };
}

/** Deploys licences that stand for that many coins beside a suite; the owner mints. */
export async function deployLicenses(owner: SigningConnection, suite: Suite, coinsPerLicense: string): Promise<LicenseNftClient> {
  const address = await instantiate(owner, "license_nft", {
    name: "Licence",
    symbol: "LIC",
    minter: owner.address,
    denom: STAKE,
    coins_per_license: coinsPerLicense,
    staker_registry: suite.stakerRegistry,
  } satisfies licenseNft.InstantiateMsg);
  await clients(owner, suite).stakers.setLicenseContract({ licenseNft: address });
  return new LicenseNftClient(owner, owner.address, address);
}

/** The contracts as one account calls them. */
export function clients(connection: SigningConnection, suite: Suite) {
  return {
    pools: new PoolRegistryClient(connection, connection.address, suite.poolRegistry),
    stakers: new StakerRegistryClient(connection, connection.address, suite.stakerRegistry),
  };
}

/** Opens the pool of an account with ten times the minimum self stake. */
export async function openPool(operator: SigningConnection, suite: Suite, commissionPpm: number): Promise<string> {
  const { pools } = clients(operator, suite);
  const { denom, min_self_stake } = await pools.config();
  const profile = { metadataUrl: "https://pool.example/meta.json", metadataHash: "00".repeat(32) };
  await pools.registerPool({ signingAddress: operator.address, commissionPpm, ...profile }, "auto", undefined, [
    { denom, amount: String(10n * BigInt(min_self_stake)) },
  ]);
  return operator.address;
}

async function instantiate(owner: SigningConnection, contract: string, message: object): Promise<string> {
  const code = await store(owner, contract);
  const options = { admin: owner.address };
  const { contractAddress } = await owner.cosmwasm.instantiate(owner.address, code, message, contract, "auto", options);
  return contractAddress;
}

async function store(owner: SigningConnection, contract: string): Promise<number> {
  const wasm = await readFile(repositoryFile(`artifacts/tributary_${contract}.wasm`));
  return (await owner.cosmwasm.upload(owner.address, wasm, "auto")).codeId;
}
