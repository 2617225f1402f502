/** What owners do before a network opens: wiring, licences of another chain and new ones, a vault and its end. */

import { LicenseNftQueryClient } from "tributary-client";
import { expect } from "vitest";

import { deployedOf } from "../../../src/network/network.js";
import type { At, Deed, Story } from "../support/deeds.js";
import { coins, stake } from "../support/world.js";
import { licencesOf, poolsOf, stakersOf, treasuryOf, vaultOf } from "./contracts.js";

const DAY = 86_400;
const ID = "Licence or NFT";
const NFTS = "Licences";

const deployed = (code: string, init: object, name = code): object => ({ name, code, init });

/** A collection of licences; one that takes over another chain's mints none. */
const collection = (name: string, genesis_import: boolean): object =>
  deployed(
    "license-nft",
    {
      name: "Tributary licences",
      symbol: "TLIC",
      minter: "@minter",
      denom: "ustake",
      coins_per_license: stake(1_000),
      genesis_import,
    },
    name,
  );

/** The collection into which another chain's licences are taken. */
const TAKEN_OVER = "taken-over";

/** The contracts alone: nothing tied together, nobody registered. */
const GROUND = {
  name: "web/ground",
  about: "The contracts as they come, for whoever sets them up.",
  clock: { block_seconds: 1 },
  accounts: { alice: {}, bob: { ustake: stake(20_000) }, minter: {} },
  deploy: [
    deployed("staker-registry", {
      denom: "ustake",
      min_self_stake: stake(1_000),
      unbond_lock: { time: 604_800 },
      transfer_lock: { time: 600 },
      signing_cooldown: { time: 604_800 },
    }),
    deployed("pool-registry", {
      staker_registry: "@staker-registry",
      coinbase_code_id: { $code: "coinbase" },
      min_self_stake_percentage: 1,
      commission_lock: { time: 604_800 },
      min_delegation: stake(1),
    }),
    collection("license-nft", false),
    collection(TAKEN_OVER, true),
    deployed("treasury-decay", {
      denom: "ustake",
      pool_registry: "@pool-registry",
      identity: { list: { registrar: "@registrar" } },
      min_stake: stake(1),
      circulating_supply: { fixed: { amount: stake(1_000_000) } },
    }),
    deployed("boosted-staking", {
      stake_asset: { native: "ustake" },
      reward_asset: { native: "ustake" },
      total_rewards: stake(600),
      starts_at: { $time: 0 },
      duration_days: 60,
      phase1_days: 0,
      boost_collection: { address: "@license-nft", counted_by: "deposit" },
      loyalty_oracle: "@oracle",
      unused_rewards_to: { revenue: "@treasury-decay" },
    }),
  ],
  steps: [coins("faucet", "alice", stake(10))],
};

const WIRING: readonly Deed[] = [
  {
    on: "Stakers",
    title: "Announce new parameters",
    fill: async (at) => ({ "Registrars 1": poolsOf(at).contractAddress, Treasury: treasuryOf(at).contractAddress }),
    says: /at once as long as nobody is registered/,
    done: /The new parameters are in force/,
    then: async (at) => expect((await stakersOf(at).config()).registrars).toEqual([poolsOf(at).contractAddress]),
  },
  {
    on: "Stakers",
    title: "Set the licence contract",
    fill: async (at) => ({ "License nft": licencesOf(at).contractAddress }),
    says: /There is no way back/,
    done: /Licences count as stake now, 1,000 STAKE each/,
  },
  {
    on: "Pools",
    title: "Set the hooks",
    fill: async (at) => ({
      "Hooks 1": "",
      "Hooks 1 / Contract": treasuryOf(at).contractAddress,
      "Hooks 1 / Gas limit": "2000000",
    }),
    says: /can refuse every entry/,
    done: /Told of stake changes now: 1 contract\./,
    then: async (at) => {
      const { hooks } = await poolsOf(at).config();
      expect(hooks).toEqual([{ contract: treasuryOf(at).contractAddress, gas_limit: 2_000_000 }]);
    },
  },
];

/** A licence of another chain, as a row of the form. */
const imported = (row: number, id: string, owner: string) => ({
  [`Licenses ${row}`]: "",
  [`Licenses ${row} / ${ID}`]: id,
  [`Licenses ${row} / Mining pool`]: "north",
  [`Licenses ${row} / Minted at`]: "1700000000",
  [`Licenses ${row} / Owner`]: owner,
});

/** What its import has so far. */
async function takenOver({ chain }: At) {
  const found = deployedOf(chain.network, "license-nft").find(({ label }) => label === TAKEN_OVER);
  if (found === undefined) throw new Error(`${TAKEN_OVER} is not deployed`);
  return new LicenseNftQueryClient(await chain.as("owner"), found.address).genesis();
}

const IMPORT: readonly Deed[] = [
  {
    on: NFTS,
    which: TAKEN_OVER,
    title: "Import licences",
    fill: async ({ who }) => ({ ...imported(1, "old-1", await who("alice")), ...imported(2, "old-2", await who("bob")) }),
    says: /Each makes a licence for its owner/,
    done: /Imported so far: 2 licences/,
  },
  {
    on: NFTS,
    which: TAKEN_OVER,
    title: "Finish the import",
    fill: async (at) => {
      const { count, digest } = await takenOver(at);
      return { Count: String(count), Digest: digest };
    },
    says: /It cannot be opened again/,
    done: /The import is over: 2 licences/,
  },
  {
    on: NFTS,
    which: TAKEN_OVER,
    title: "Fund the reserve",
    by: "bob",
    fill: { Coins: "2,000" },
    says: /The reserve has 2,000 STAKE then; the living licences need 2,000 STAKE/,
    done: /2,000 STAKE were added to the reserve/,
  },
];

const TESTNET: readonly Deed[] = [
  {
    on: NFTS,
    title: "Set the staker-registry",
    fill: async (at) => ({ "Staker registry": stakersOf(at).contractAddress }),
    says: /It takes bonded licences into its keeping/,
    done: /keeps bonded licences now/,
    then: async (at) => expect((await licencesOf(at).config()).staker_registry).toBe(stakersOf(at).contractAddress),
  },
  {
    on: NFTS,
    title: "Mint a licence",
    by: "minter",
    fill: async ({ who }) => ({ [ID]: "lic-1", "Mining pool": "north", Owner: await who("alice") }),
    says: /licences can still be made\. Each counts as 1,000 STAKE/,
    done: /Licence lic-1 was minted to/,
    then: async (at) => expect((await licencesOf(at).ownerOf({ tokenId: "lic-1" })).owner).toBe(await at.who("alice")),
  },
  {
    on: NFTS,
    title: "Mint several licences",
    by: "minter",
    fill: async ({ who }) => ({
      "Licenses 1": "",
      [`Licenses 1 / ${ID}`]: "lic-2",
      "Licenses 1 / Mining pool": "north",
      "Licenses 1 / Owner": await who("alice"),
      "Licenses 2": "",
      [`Licenses 2 / ${ID}`]: "lic-3",
      "Licenses 2 / Mining pool": "south",
      "Licenses 2 / Owner": await who("bob"),
    }),
    done: /Licence lic-3 was minted to/,
    then: async (at) => expect((await licencesOf(at).numTokens()).count).toBe(3),
  },
  {
    on: NFTS,
    title: "Fund the reserve",
    by: "bob",
    fill: { Coins: "6,000" },
    says: /The reserve has 6,000 STAKE then; the living licences need 3,000 STAKE/,
    done: /6,000 STAKE were added to the reserve/,
  },
  {
    on: NFTS,
    title: "Take funding back",
    by: "bob",
    fill: { Amount: "400" },
    says: /can be taken back now/,
    done: /400 STAKE were taken back; the reserve has 5,600 STAKE/,
  },
  {
    on: NFTS,
    title: "Add a hook",
    fill: async (at) => ({ Contract: vaultOf(at).contractAddress }),
    says: /It is told after each change/,
    done: /is told of balances now/,
    then: async (at) => expect((await licencesOf(at).hooks()).hooks).toEqual([vaultOf(at).contractAddress]),
  },
  {
    on: NFTS,
    title: "Remove a hook",
    fill: async (at) => ({ Contract: vaultOf(at).contractAddress }),
    done: /is told of balances no longer/,
    then: async (at) => expect((await licencesOf(at).hooks()).hooks).toEqual([]),
  },
  {
    on: NFTS,
    title: "Open the mainnet stage",
    says: /There is no way back/,
    done: /in stage mainnet now/,
    then: async (at) => expect((await licencesOf(at).status()).stage).toBe("mainnet"),
  },
];

const PROGRAMME: readonly Deed[] = [
  {
    on: NFTS,
    title: "Send a licence to a contract",
    by: "alice",
    fill: async (at) => ({
      [ID]: "lic-1",
      Contract: vaultOf(at).contractAddress,
      "Message (JSON)": JSON.stringify({ deposit_boost: {} }),
    }),
    says: /It lies in the vault and boosts you/,
    done: /NFT lic-1 lies in the vault/,
  },
  {
    on: "Vault",
    title: "Take an NFT out",
    by: "alice",
    fill: { [ID]: "lic-1" },
    says: /It boosts you no more from this second on/,
    done: /NFT lic-1 is back with you/,
    then: async (at) => expect((await licencesOf(at).ownerOf({ tokenId: "lic-1" })).owner).toBe(await at.who("alice")),
  },
  { on: "Vault", title: "Fund the rewards", by: "bob", fill: { Coins: "100" }, done: /100 STAKE were added to the rewards/ },
  {
    on: "Vault",
    title: "Send unused rewards away",
    by: "bob",
    after: 61 * DAY,
    says: /Nobody loses anything earned/,
    done: /100 STAKE that nobody earned went to/,
    then: async (at) => expect((await vaultOf(at).vault()).swept).toBe(stake(100)),
  },
];

/** The owner sets up. */
export const FOUNDING: Story = { everybody: "owner", world: GROUND, deeds: [...WIRING, ...IMPORT, ...TESTNET, ...PROGRAMME] };
