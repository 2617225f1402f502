/** The messages whose gas is measured, in an order in which each finds what it needs. */

import { toBech32 } from "@cosmjs/encoding";

import { digestOver } from "../genesis/digest.js";
import type { JsonObject } from "../json.js";
import type { Act, Call } from "./acts.js";
import { JOINT_ACTS } from "./joint.js";
import { TREASURY_ACTS } from "./treasury.js";
import { VAULT_ACTS } from "./vault.js";

const HASH = "9f".repeat(32);
const REWARD = "1234567";
const pools = "pool-registry";
const stakers = "staker-registry";
const licenses = "license-nft";
/** A second one of the same code, which takes the licences of another chain. */
const imported = "license-nft-import";
/** What a licence stands for, as much as the coins of the other messages. */
export const COINS_PER_LICENSE = "1000000000";

const call = (from: string, contract: string, msg: JsonObject, rest: Partial<Call> = {}): Call => ({
  from,
  contract,
  msg,
  ...rest,
});
const row = (contract: string, name: string): string => `${contract}.${name}`;
/** Measured: rewards wait in every pool that it touches. */
const pool = (from: string, name: string, args: JsonObject, rest: Partial<Call> & { as?: string } = {}): Call => {
  const { as = name, ...others } = rest;
  return call(from, pools, { [name]: args }, { row: row(pools, as), ...others });
};
const staker = (from: string, name: string, args: JsonObject, rest: Partial<Call> & { as?: string } = {}): Call => {
  const { as = name, ...others } = rest;
  return call(from, stakers, { [name]: args }, { row: row(stakers, as), ...others });
};
const license = (from: string, name: string, args: JsonObject, rest: Partial<Call> & { as?: string } = {}): Call => {
  const { as = name, ...others } = rest;
  return call(from, licenses, { [name]: args }, { row: row(licenses, as), ...others });
};
/** Sends a licence to the staker-registry; measured under what it is for. */
const send = (from: string, token_id: string, action: JsonObject, what?: string): Call => {
  const msg = { send_nft: { contract: "@staker-registry", token_id, msg: { $json: action } } };
  return call(from, licenses, msg, what === undefined ? {} : { row: row(licenses, `send_nft (${what})`) });
};
const bond = (staker: string): JsonObject => ({ bond_license: { staker, role: "validator" } });
const id = (pool: string, number: number): string => `pool-${pool}-${String(number).padStart(4, "0")}`;
const FIFTY = Array.from({ length: 50 }, (_, index) => index + 1);
const minted = (pool: string, number: number, owner: string): JsonObject => ({
  token_id: id(pool, number),
  owner,
  token_uri: "https://pool.example/license.json",
  extension: { mining_pool: `pool-${pool}` },
});
/** Licences as another chain exports them, each of another holder: an import without repetitions that make it cheaper. */
const EXPORTED = FIFTY.map((number) => ({
  token_id: id("a", number),
  owner: toBech32("wasm", new Uint8Array(20).fill(number)),
  token_uri: "https://pool.example/license.json",
  mining_pool: "pool-a",
  minted_at_secs: 1_700_000_000,
  role: "validator" as const,
  node: toBech32("wasm", new Uint8Array(20).fill(100)),
}));
const rewards: Act[] = [
  { reward: "ada", amount: REWARD },
  { reward: "ben", amount: REWARD },
];

/** What is played, once with codes that are not pinned and once with pinned ones. */
export const ACTS: readonly Act[] = [
  staker("owner", "set_license_contract", { license_nft: "@license-nft" }),
  pool(
    "ada",
    "register_pool",
    { signing_address: "@ada_key", commission_ppm: 50_000, metadata_url: "https://ada.example/pool.json", metadata_hash: HASH },
    { funds: "50000000000" },
  ),
  call(
    "ben",
    pools,
    { register_pool: { signing_address: "@ben_key", commission_ppm: 100_000, metadata_url: "", metadata_hash: HASH } },
    { funds: "50000000000" },
  ),
  pool("cyd", "delegate", { pool: "@ada" }, { funds: "3000000000", as: "delegate (first)" }),
  call("cyd", pools, { delegate: { pool: "@ben" } }, { funds: "3000000000" }),
  ...rewards,
  pool("cyd", "delegate", { pool: "@ada" }, { funds: "1000000000" }),
  ...rewards,
  pool("cyd", "undelegate", { pool: "@ada", amount: "100000000", fee: "1000" }, { as: "undelegate (first)", saves: "u1" }),
  ...rewards,
  pool("cyd", "undelegate", { pool: "@ada", amount: "100000000", fee: "1000" }, { saves: "u2" }),
  ...rewards,
  pool(
    "cyd",
    "transfer_delegation",
    { from_pool: "@ada", to_pool: "@ben", amount: "100000000", fee: "1000" },
    { as: "transfer_delegation (first)", saves: "t1" },
  ),
  ...rewards,
  pool("cyd", "transfer_delegation", { from_pool: "@ada", to_pool: "@ben", amount: "100000000", fee: "1000" }, { saves: "t2" }),
  pool(
    "cyd",
    "transfer_delegation",
    { from_pool: "@ada", to_pool: "@ben", amount: "100000000", fee: "1000" },
    { as: "transfer_delegation (no rewards waiting)", saves: "t3" },
  ),
  pool("cyd", "cancel_transfer", { id: "$t3" }),
  ...rewards,
  pool("cyd", "withdraw_rewards", { pool: "@ada" }, { as: "withdraw_rewards (first)" }),
  ...rewards,
  pool("cyd", "withdraw_rewards", { pool: "@ada" }),
  pool("cyd", "withdraw_rewards", { pool: "@ada" }, { as: "withdraw_rewards (nothing owed)" }),
  ...rewards,
  pool("ada", "withdraw_rewards", { pool: "@ada" }, { as: "withdraw_rewards (operator)" }),
  ...rewards,
  pool("cyd", "redelegate_rewards", { pool: "@ada" }, { as: "redelegate_rewards (first)" }),
  ...rewards,
  pool("cyd", "redelegate_rewards", { pool: "@ada" }),
  pool("cyd", "enable_auto_rewards", { pool: "@ada", fee_ppm: 20_000 }, { as: "enable_auto_rewards (first)" }),
  pool("cyd", "enable_auto_rewards", { pool: "@ada", fee_ppm: 30_000 }),
  ...rewards,
  pool("dee", "auto_redelegate", { pool: "@ada", delegator: "@cyd" }, { as: "auto_redelegate (first)" }),
  ...rewards,
  pool("dee", "auto_redelegate", { pool: "@ada", delegator: "@cyd" }),
  pool("cyd", "disable_auto_rewards", { pool: "@ada" }),
  pool("ada", "request_commission_change", { commission_ppm: 60_000 }),
  pool("ada", "cancel_commission_change", {}),
  call("ada", pools, { request_commission_change: { commission_ppm: 60_000 } }),
  pool("ada", "update_metadata", { metadata_url: "https://ada.example/other.json", metadata_hash: HASH }),
  staker("sol", "register_staker", { signing_address: "@sol_key", coinbase_address: "@sol" }, { funds: "50000000000" }),
  call("tom", stakers, { register_staker: { signing_address: "@tom_key", coinbase_address: "@tom" } }, { funds: "50000000000" }),
  staker("sol", "bond", { staker: "@sol" }, { funds: "1000000000", as: "bond (first)" }),
  staker("sol", "bond", { staker: "@sol" }, { funds: "1000000000" }),
  staker("sol", "unbond", { staker: "@sol", amount: "100000000", fee: "1000" }, { as: "unbond (first)", saves: "s1" }),
  staker("sol", "redirect", { id: "$s1", recipient: "@dee" }),
  staker(
    "sol",
    "transfer_stake",
    { from: "@sol", to: "@tom", amount: "100000000", fee: "1000" },
    { as: "transfer_stake (first)", saves: "s2" },
  ),
  call("sol", stakers, { transfer_stake: { from: "@sol", to: "@tom", amount: "100000000" } }, { saves: "s3" }),
  staker("sol", "cancel_transfer", { id: "$s3" }),
  staker("sol", "unbond", { staker: "@sol", amount: "100000000", fee: "1000" }, { saves: "s4" }),
  staker("sol", "transfer_stake", { from: "@sol", to: "@tom", amount: "100000000", fee: "1000" }, { saves: "s5" }),
  staker("sol", "set_state", { staker: "@sol", active: false }, { as: "set_state (off)" }),
  staker("sol", "set_state", { staker: "@sol", active: true }, { as: "set_state (on)" }),
  staker("sol", "set_coinbase_address", { staker: "@sol", coinbase_address: "@dee" }),
  staker("slasher", "liquidate", { staker: "@tom", amount: "1000000", evidence_id: "block 1", reason: "double signing" }),
  ...rewards,
  staker(
    "slasher",
    "liquidate",
    { staker: "@ada", amount: "1000000", evidence_id: "block 2", reason: "double signing" },
    { as: "liquidate (pool)" },
  ),
  { wait: 12 },
  pool("ada", "finalize_commission_change", {}),
  staker("sol", "set_signing_address", { staker: "@sol", signing_address: "@sol_key_2" }),
  pool("ada", "set_signing_address", { signing_address: "@ada_key_2" }),
  pool("dee", "finalize_undelegate", { id: "$u1" }),
  ...rewards,
  pool("dee", "finalize_transfer", { id: "$t1" }),
  ...rewards,
  pool("dee", "finalize_many", { unbonds: ["$u2"], transfers: ["$t2"] }, { as: "finalize_many (one of each)" }),
  staker("dee", "finalize_unbond", { id: "$s1" }),
  staker("sol", "finalize_many", { unbonds: ["$s4"], transfers: ["$s5"] }, { as: "finalize_many (one of each)" }),
  staker("sol", "finalize_transfer", { id: "$s2" }),
  pool("dee", "sync", { pool: "@ada", delegator: "@cyd" }),
  { reward: "ada", amount: REWARD, denom: "ufee" },
  pool("dee", "recover_foreign", { pool: "@ada", denom: "ufee" }),
  pool("owner", "set_hooks", { hooks: [] }),
  pool("owner", "set_score_weights", { fee: 1, performance: 2, capacity: 1 }),
  pool("owner", "announce_config", { change: { min_delegation: "1000" } }),
  pool("owner", "cancel_config", {}),
  pool("owner", "set_guardian", { guardian: "@dee" }),
  pool("dee", "pause", {}),
  pool("owner", "unpause", {}),
  pool("owner", "update_ownership", { transfer_ownership: { new_owner: "@dee" } }),
  staker("owner", "announce_config", { change: { transfer_lock: { time: 20 } } }),
  staker("owner", "cancel_config", {}),
  staker("owner", "set_guardian", { guardian: "@dee" }),
  staker("dee", "pause", {}),
  staker("owner", "unpause", {}),
  staker("owner", "update_ownership", { transfer_ownership: { new_owner: "@dee" } }),
  license("owner", "set_staker_registry", { staker_registry: "@staker-registry" }),
  license("owner", "mint", minted("b", 1, "@max")),
  license("owner", "mint_many", { licenses: FIFTY.map((number) => minted("a", number, "@lia")) }, { as: "mint_many (50)" }),
  call("owner", licenses, { mint_many: { licenses: FIFTY.map((number) => minted("d", number, "@kim")) } }),
  call("owner", licenses, { mint_many: { licenses: [1, 2, 3].map((number) => minted("c", number, "@nia")) } }),
  license("lia", "approve", { spender: "@dee", token_id: id("a", 50) }),
  license("lia", "revoke", { spender: "@dee", token_id: id("a", 50) }),
  license("lia", "approve_all", { operator: "@dee" }),
  license("lia", "revoke_all", { operator: "@dee" }),
  license("owner", "burn", { token_id: id("a", 50) }),
  send(
    "lia",
    id("a", 1),
    { register_staker: { signing_address: "@lia_key", coinbase_address: "@lia", role: "validator" } },
    "register_staker",
  ),
  send("lia", id("a", 2), bond("@lia"), "bond_license, solo"),
  send("lia", id("a", 3), bond("@lia")),
  send("kim", id("d", 1), { register_staker: { signing_address: "@kim_key", coinbase_address: "@kim", role: "validator" } }),
  { from: "kim", batch: FIFTY.slice(1).map((number) => send("kim", id("d", number), bond("@kim"))) },
  send(
    "max",
    id("b", 1),
    {
      register_pool: {
        signing_address: "@max_key",
        commission_ppm: 50_000,
        metadata_url: "https://max.example/pool.json",
        metadata_hash: HASH,
      },
    },
    "register_pool",
  ),
  ...rewards,
  send("nia", id("c", 1), bond("@ada"), "bond_license, pool, first"),
  ...rewards,
  send("nia", id("c", 2), bond("@ada"), "bond_license, pool"),
  license("fay", "fund_reserve", {}, { funds: "200000000000" }),
  license("fay", "reclaim_funding", { amount: "1000" }),
  license("owner", "set_minter", { minter: "@dee" }),
  license("owner", "set_guardian", { guardian: "@dee" }),
  license("dee", "pause", {}),
  license("owner", "unpause", {}),
  license("owner", "register_hook", { contract: "@dee" }),
  license("owner", "remove_hook", { contract: "@dee" }),
  license("owner", "open_mainnet", {}),
  license("lia", "transfer_nft", { recipient: "@dee", token_id: id("a", 10) }, { as: "transfer_nft (first)" }),
  license("lia", "transfer_nft", { recipient: "@dee", token_id: id("a", 11) }),
  staker("lia", "unbond_license", { token_id: id("a", 2) }, { as: "unbond_license (solo)" }),
  ...rewards,
  staker("nia", "unbond_license", { token_id: id("c", 1) }, { as: "unbond_license (pool)" }),
  staker(
    "slasher",
    "liquidate",
    { staker: "@lia", amount: "500000000", evidence_id: "block 3", reason: "double signing" },
    { as: "liquidate (a licence)" },
  ),
  staker(
    "slasher",
    "liquidate",
    { staker: "@kim", amount: "49500000000", evidence_id: "block 5", reason: "double signing" },
    { as: "liquidate (50 licences)" },
  ),
  { reward: "max", amount: REWARD },
  staker(
    "slasher",
    "liquidate",
    { staker: "@max", amount: "500000000", evidence_id: "block 4", reason: "double signing" },
    { as: "liquidate (pool, a licence)" },
  ),
  { wait: 12 },
  staker("dee", "release_license", { token_id: id("a", 2) }),
  license("owner", "open_stable", {}),
  license("lia", "redeem", { token_id: id("a", 20) }),
  license("lia", "burn", { token_id: id("a", 21) }, { as: "burn (stable)" }),
  license("owner", "update_ownership", { transfer_ownership: { new_owner: "@dee" } }),
  license("owner", "import_licenses", { licenses: EXPORTED }, { contract: imported, as: "import_licenses (50)" }),
  license("owner", "finish_import", { digest: digestOver(EXPORTED), count: EXPORTED.length }, { contract: imported }),
  ...TREASURY_ACTS,
  ...VAULT_ACTS,
  ...JOINT_ACTS,
];

/** Messages that are not in the table, and why. */
export const NOT_MEASURED: Record<string, string> = {
  ...Object.fromEntries(
    ["boosted-staking", "joint-staking", "license-nft", "pool-registry", "staker-registry", "treasury-decay"].map((contract) => [
      `${contract}.migrate_records`,
      "needs a contract that an earlier release left; a row costs reading and writing it",
    ]),
  ),
  "coinbase.pay": "sent by the pool-registry alone, in the figures of whatever pays rewards",
  "coinbase.recover": "sent by the pool-registry alone, in the figure of recover_foreign",
  "pool-registry.liquidated": "sent by the staker-registry alone, in the figure of liquidate (pool)",
  "pool-registry.register_pool_for": "sent by the staker-registry alone, in the figure of send_nft (register_pool)",
  "pool-registry.license_changed": "sent by the staker-registry alone, in the figures of licences that are bonded to pools",
  "staker-registry.receive_nft": "sent by the license-nft alone, in the figures of send_nft",
  "license-nft.record_bond": "sent by the staker-registry alone, in the figures of send_nft",
  "license-nft.liquidate": "sent by the staker-registry alone, in the figures of liquidate with a licence",
  "boosted-staking.receive_nft": "sent by the collection alone, in the figures of send_nft (deposit_boost)",
  "boosted-staking.holdings_changed": "sent by the collection alone, in the figures of transfer_nft (hook)",
  "treasury-decay.refresh_identity": "needs a cw4 group, which is not ours; it costs what revoke_identity does, and a raw read",
};
