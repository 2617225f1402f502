/** Fills the gas table on a fresh devnet. */

import { artifact } from "../artifacts.js";
import type { Account, Chain } from "../chain.js";
import { createdIn } from "../chain.js";
import { govern, pinMessage } from "../governance.js";
import type { JsonObject } from "../json.js";
import { findCode, store } from "../store.js";
import type { Gas } from "./measure.js";
import { measure } from "./measure.js";
import { measureNative } from "./native.js";
import { ACTS, COINS_PER_LICENSE } from "./suite.js";
import type { Table } from "./table.js";
import { tableOf } from "./table.js";

const GAS = 50_000_000;
const LOCK = { time: 10 };

/**
 * Plays everything with codes that are not pinned, then the chain's own staking, then everything again with pinned ones.
 *
 * @throws when the codes are on the chain already: the devnet is not fresh, and figures would depend on what it saw before
 */
export async function gasTable(chain: Chain, say: (line: string) => void): Promise<Table> {
  const owner = await chain.testAccount("owner");
  const deployed: Gas = new Map();
  const codes: Record<string, number> = {};
  for (const name of [
    "coinbase",
    "staker-registry",
    "pool-registry",
    "license-nft",
    "treasury-decay",
    "boosted-staking",
    "joint-staking",
  ])
    codes[name] = await storeFresh(owner, name, deployed);
  codes["cw20-base"] = await storeFresh(owner, "cw20-base", new Map());

  say("gas with codes that are not pinned");
  const contracts = await deploy(chain, owner, codes, deployed);
  const unpinned = new Map([...deployed, ...(await measure(chain, contracts, ACTS))]);
  say("gas of the chain's own staking");
  const native = await measureNative(chain);
  say("pinning");
  const validator = await chain.testAccount("validator");
  await govern(chain, owner, [validator], "Pin Tributary", [pinMessage(Object.values(codes))]);
  say("gas with pinned codes");
  const pinned = await measure(chain, await deploy(chain, owner, codes, new Map()), ACTS);
  return tableOf(unpinned, pinned, native);
}

async function storeFresh(owner: Account, name: string, gas: Gas): Promise<number> {
  const code = artifact(name);
  if ((await findCode(owner, code.checksum)) !== undefined)
    throw new Error(`${name} is stored already: the gas table needs a fresh devnet`);
  const { codeId, executed } = await store(owner, code, GAS);
  gas.set(`${name}: store`, executed.gasUsed);
  return codeId;
}

async function deploy(chain: Chain, owner: Account, codes: Record<string, number>, gas: Gas): Promise<Record<string, string>> {
  const instantiate = async (name: string, init: JsonObject, figures = gas): Promise<string> => {
    const done = await owner.send([owner.instantiate({ codeId: codes[name] ?? 0, label: name, init })], GAS);
    figures.set(`${name}: instantiate`, done.gasUsed);
    return createdIn(done);
  };
  const slasher = (await chain.testAccount("slasher")).address;
  const stakers = await instantiate("staker-registry", {
    denom: "ustake",
    min_self_stake: "1000000",
    unbond_lock: LOCK,
    transfer_lock: LOCK,
    signing_cooldown: LOCK,
    slasher,
  });
  const pools = await instantiate("pool-registry", {
    staker_registry: stakers,
    coinbase_code_id: codes["coinbase"] ?? 0,
    min_self_stake_percentage: 1,
    commission_lock: LOCK,
  });
  const collection = {
    name: "Licence",
    symbol: "LIC",
    minter: owner.address,
    denom: "ustake",
    coins_per_license: COINS_PER_LICENSE,
    staker_registry: stakers,
  };
  const licenses = await instantiate("license-nft", collection);
  const imported = await instantiate("license-nft", { ...collection, genesis_import: true }, new Map());
  const treasury = await instantiate("treasury-decay", {
    denom: "ustake",
    pool_registry: pools,
    identity: { off: {} },
    release_secs: 0,
  });
  const listed = await instantiate(
    "treasury-decay",
    {
      denom: "ustake",
      pool_registry: (await chain.testAccount("ida")).address,
      identity: { list: { registrar: owner.address } },
      release_secs: 0,
      unstaked_share: "none",
    },
    new Map(),
  );
  const token = await instantiate(
    "cw20-base",
    { name: "Token", symbol: "TOKEN", decimals: 6, initial_balances: [{ address: owner.address, amount: "10000000000" }] },
    new Map(),
  );
  const now = Math.floor((await chain.block()).time / 1000);
  const programme = { total_rewards: "3650000000", starts_at: `${now}000000000`, phase1_days: 0 };
  const vault = await instantiate("boosted-staking", {
    ...programme,
    stake_asset: { native: "ustake" },
    reward_asset: { native: "ustake" },
    duration_days: 365,
    boost_collection: { address: licenses, counted_by: "balance" },
    unused_rewards_to: { revenue: treasury },
  });
  const tokens = await instantiate(
    "boosted-staking",
    {
      ...programme,
      stake_asset: { cw20: token },
      reward_asset: { cw20: token },
      duration_days: 90,
      boost_collection: { address: licenses, counted_by: "deposit" },
      unused_rewards_to: { account: owner.address },
    },
    new Map(),
  );
  const escrow = await instantiate("joint-staking", {
    registrar: owner.address,
    stake_asset: { native: "ustake" },
    reward_asset: { native: "ustake" },
    treasury,
    pool_registry: pools,
    mutual_exit_free: true,
  });
  const rewards = await instantiate(
    "joint-staking",
    { registrar: owner.address, stake_asset: { native: "ustake" }, reward_asset: { cw20: token } },
    new Map(),
  );
  await owner.send([owner.execute(stakers, { announce_config: { change: { registrars: [pools], treasury } } })], GAS);
  return {
    "staker-registry": stakers,
    "pool-registry": pools,
    "license-nft": licenses,
    "license-nft-import": imported,
    "treasury-decay": treasury,
    "treasury-decay-list": listed,
    "cw20-base": token,
    "boosted-staking": vault,
    "boosted-staking-tokens": tokens,
    "joint-staking": escrow,
    "joint-staking-tokens": rewards,
  };
}
