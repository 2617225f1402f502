/** The messages of treasury-decay, and what its hook adds to those of the pool-registry. */

import { toBech32 } from "@cosmjs/encoding";

import type { Act, Call } from "./acts.js";
import { to } from "./acts.js";

const hooked = "treasury-decay";
/** A second one of the same code, with a list of identities; ida tells it of stakes herself. */
const listed = "treasury-decay-list";

const TWENTY = Array.from({ length: 20 }, (_, index) => toBech32("wasm", new Uint8Array(20).fill(index + 1)));
const LISTED_COINBASE = toBech32("wasm", new Uint8Array(32).fill(200));

const told = (delegator: string, stake: string, as?: string): Call =>
  to(listed, "ida", "delegation_changed", { delegator, pool: "@ida", coinbase: LISTED_COINBASE, stake, missed: false }, as);
const delegated = (pool: string, as?: string): Call =>
  to("pool-registry", "pia", "delegate", { pool }, as && `pool-registry.${as}`, "3000000000");
/** So many epochs, each with a threshold of its own under which revenue is released. */
const thresholds = (count: number): Act[] =>
  Array.from({ length: count }, (_, epoch): Act[] => [
    told(TWENTY[1] ?? "", `${10 ** (epoch + 3)}`),
    { wait: 604_800 },
    to(listed, "dee", "distribute_revenue", {}, undefined, "1000000"),
  ]).flat();
const rewarded: Act = { reward: "ben", amount: "1234567" };

/** Behind everything else: from here on the pool-registry has a hook. */
export const TREASURY_ACTS: readonly Act[] = [
  to("pool-registry", "owner", "set_hooks", { hooks: [{ contract: "@treasury-decay", gas_limit: 2_000_000 }] }),
  rewarded,
  delegated("@ben", "delegate (first, hook)"),
  to("staker-registry", "dee", "forward_revenue", {}, "staker-registry.forward_revenue"),
  rewarded,
  delegated("@ben", "delegate (hook)"),
  rewarded,
  to("pool-registry", "pia", "undelegate", { pool: "@ben", amount: "100000000" }, "pool-registry.undelegate (first, hook)"),
  rewarded,
  to("pool-registry", "pia", "undelegate", { pool: "@ben", amount: "100000000" }, "pool-registry.undelegate (hook)"),
  to("pool-registry", "dee", "sync", { pool: "@ben", delegator: "@cyd" }, "pool-registry.sync (hook)"),
  to(hooked, "dee", "distribute_revenue", {}, "treasury-decay.distribute_revenue", "1000000000000"),
  to(hooked, "dee", "settle", { user: "@pia" }, "treasury-decay.settle"),
  to(hooked, "dee", "collect", { pool: "@ben", users: ["@pia"] }, "treasury-decay.collect (1 user, first)"),
  to(hooked, "dee", "distribute_revenue", {}, undefined, "1000000000000"),
  to(hooked, "dee", "collect", { pool: "@ben", users: ["@pia"] }, "treasury-decay.collect (1 user)"),
  to(hooked, "owner", "update_config", { min_stake: "1000" }, "treasury-decay.update_config"),
  to(hooked, "owner", "update_ownership", { transfer_ownership: { new_owner: "@dee" } }, "treasury-decay.update_ownership"),
  told("@pia", "1000000000", "treasury-decay.delegation_changed (first)"),
  to(listed, "dee", "distribute_revenue", {}, undefined, "1000000"),
  told("@pia", "2000000000", "treasury-decay.delegation_changed"),
  { from: "ida", batch: TWENTY.map((user) => told(user, "1000000000")) },
  to(listed, "owner", "identify", { users: ["@pia"] }, "treasury-decay.identify (1)"),
  to(listed, "owner", "identify", { users: TWENTY }, "treasury-decay.identify (20)"),
  to(listed, "ida", "set_user_share", { share_bps: 2500 }, "treasury-decay.set_user_share"),
  to(listed, "dee", "distribute_revenue", {}, undefined, "100000000"),
  to(listed, "dee", "collect", { pool: "@ida", users: TWENTY }, "treasury-decay.collect (20 users)"),
  to(listed, "dee", "collect", { pool: "@ida", users: ["@pia"] }),
  to(listed, "pia", "claim_share", {}, "treasury-decay.claim_share"),
  to(listed, "owner", "revoke_identity", { users: ["@pia"] }, "treasury-decay.revoke_identity (1)"),
  to(listed, "owner", "spend", { to: "@dee", amount: "1" }, "treasury-decay.spend"),
  { wait: 604_800 },
  to(listed, "dee", "roll_epoch", {}, "treasury-decay.roll_epoch"),
  ...thresholds(4),
  to(listed, "dee", "settle", { user: TWENTY[0] ?? "" }, "treasury-decay.settle (4 checkpoints)"),
  to(hooked, "dee", "distribute_revenue", {}, undefined, "1000000000000"),
  rewarded,
  delegated("@ben", "delegate (hook, epochs later)"),
  to("pool-registry", "owner", "announce_config", { change: { min_delegation: "1000" } }),
  to("staker-registry", "owner", "announce_config", { change: { transfer_lock: { time: 20 } } }),
  { wait: 172_800 },
  to("pool-registry", "dee", "apply_config", {}, "pool-registry.apply_config"),
  to("staker-registry", "dee", "apply_config", {}, "staker-registry.apply_config"),
  { deposit: listed, amount: "1000", denom: "ufee" },
  to(listed, "owner", "spend_other", { asset: { native: "ufee" }, to: "@dee", amount: "1000" }, "treasury-decay.spend_other"),
];
