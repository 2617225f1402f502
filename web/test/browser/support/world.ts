/** What has happened before the tests of actions begin: two pools, rewards, licences on the mainnet, an offer, funded rewards. */

/** Millionths of a STAKE, the base unit of amounts in scenarios. */
export const stake = (whole: number): string => (BigInt(whole) * 1_000_000n).toString();

/** A step that sends a message. */
export function message(from: string, contract: string, execute: object, coins?: string): object {
  return { from, contract, execute, ...(coins !== undefined && { funds: { ustake: coins } }) };
}

/** Coins by the bank. */
export function coins(from: string, to: string, amount: string, denom = "ustake"): object {
  return { send: { from, to: `@${to}`, coins: { [denom]: amount } } };
}

/** A step that opens a pool with the account as operator. */
export function pool(operator: string, own: string, feePpm: number): object {
  const described = { metadata_url: `https://${operator}.example/pool.json`, metadata_hash: "9f".repeat(32) };
  return message(
    operator,
    "pool-registry",
    { register_pool: { signing_address: `@${operator}`, commission_ppm: feePpm, ...described } },
    own,
  );
}

const PEOPLE = ["alice", "bob", "dave", "dora", "anna", "bert"];

/** Who signs in tests and has nothing to stake. */
const OFFICIALS = ["guardian", "oracle", "registrar", "slasher"];

/** The scenario. */
export const WORLD = {
  name: "web/world",
  about: "A small network with a little of everything.",
  clock: { block_seconds: 1 },
  accounts: Object.fromEntries([
    ...PEOPLE.map((name) => [name, { ustake: stake(100_000) }]),
    ...OFFICIALS.map((name) => [name, {}]),
  ]),
  steps: [
    pool("anna", stake(10_000), 50_000),
    pool("bert", stake(20_000), 100_000),
    message("dave", "pool-registry", { delegate: { pool: "@anna" } }, stake(500)),
    message("dave", "pool-registry", { enable_auto_rewards: { pool: "@anna", fee_ppm: 10_000 } }),
    coins("faucet", "coinbase:anna", stake(100)),
    ...["coinbase:anna", "treasury-decay"].map((to) => coins("faucet", to, "5000", "ufee")),
    ...["lic-1", "lic-2", "lic-3", "lic-4", "lic-5"].map((token_id) =>
      message("minter", "license-nft", { mint: { token_id, owner: "@alice", extension: { mining_pool: "north" } } }),
    ),
    message("faucet", "license-nft", { fund_reserve: {} }, stake(5_000)),
    message("owner", "license-nft", { open_mainnet: {} }),
    message("registrar", "joint-staking", {
      set_class: { class: "basic", base_value: stake(20), capacity: stake(10_000), activation_stake: stake(1_000) },
    }),
    ...["rack-1", "rack-2", "rack-3"].map((device, index) =>
      message("registrar", "joint-staking", {
        register_device: { device, class: "basic", owner: index === 0 ? "@alice" : "@dora" },
      }),
    ),
    message("faucet", "joint-staking", { fund_rewards: {} }, stake(10_000)),
    ...["rack-2", "rack-3"].map((device) =>
      message("dora", "joint-staking", {
        open_offer: { device, lock_days: 30, owner_share_bps: 4_000, required_stake: stake(2_000) },
      }),
    ),
    // The programme began in 2023 and takes stakes as far as it is funded: on a devnet that is years later.
    message("faucet", "boosted-staking", { fund: {} }, stake(4_000_000)),
    message("registrar", "treasury-decay", { identify: { users: ["@alice", "@anna", "@bert", "@dave"] } }),
  ],
};
