/** The messages of boosted-staking, with few positions and with as many as there can be, and what its hook adds to a licence. */

import { toBech32 } from "@cosmjs/encoding";

import type { JsonObject } from "../json.js";
import type { Act, Call } from "./acts.js";
import { to } from "./acts.js";

/** Counts licences where they are, by the hook. */
const vault = "boosted-staking";
/** Takes a cw20, counts licences that lie in it, and is over after three months. */
const tokens = "boosted-staking-tokens";
const DAY = 86_400;

const TWENTY = Array.from({ length: 20 }, (_, index) => toBech32("wasm", new Uint8Array(20).fill(index + 1)));

const ours = (from: string, name: string, args: JsonObject, what = "", funds?: string): Call =>
  to(vault, from, name, args, `${vault}.${name}${what && ` (${what})`}`, funds);
const stake = (from: string, days: number, what: string): Call => ours(from, "stake", { days }, what, "1000000000");
const score = (user: string, score: number): JsonObject => ({ scores: [{ user, score }] });
const license = (from: string, name: string, args: JsonObject, as?: string): Call =>
  to("license-nft", from, name, args, as && `license-nft.${as}`);
const sent = (amount: string, action: JsonObject, what?: string): Call =>
  to(
    "cw20-base",
    "owner",
    "send",
    { contract: `@${tokens}`, amount, msg: { $json: action } },
    what && `${vault}.receive (${what})`,
  );
const deposited = (number: number, as?: string): Call =>
  license(
    "lia",
    "send_nft",
    { contract: `@${tokens}`, token_id: `pool-a-00${number}`, msg: { $json: { deposit_boost: {} } } },
    as && `send_nft (${as})`,
  );

/** Behind everything else: from here on the licences have a hook. */
export const VAULT_ACTS: readonly Act[] = [
  ours("dee", "fund", {}, "", "3000000000"),
  to(vault, "dee", "fund", {}, undefined, "647000000"),
  ours("owner", "set_loyalty", { scores: TWENTY.map((user) => ({ user, score: 400 })) }, "20 users, first"),
  stake("sol", 30, "first, licences counted"),
  stake("sol", 31, "licences counted"),
  stake("lia", 30, "first, with licences"),
  ours("owner", "set_loyalty", score("@lia", 400), "1 position"),
  ours("dee", "refresh_boost", { user: "@lia" }, "nothing changed"),
  license("owner", "register_hook", { contract: `@${vault}` }),
  license("lia", "transfer_nft", { recipient: "@sol", token_id: "pool-a-0030" }, "transfer_nft (hook, 1 and 2 positions)"),
  {
    from: "lia",
    batch: Array.from({ length: 30 }, (_, index) => to(vault, "lia", "stake", { days: 31 + index }, undefined, "1000000000")),
  },
  stake("lia", 61, "32nd"),
  ours("owner", "set_loyalty", score("@lia", 900), "32 positions"),
  license("lia", "transfer_nft", { recipient: "@dee", token_id: "pool-a-0031" }, "transfer_nft (hook, 32 positions)"),
  license("owner", "remove_hook", { contract: `@${vault}` }),
  sent("3000000000", { fund: {} }, "fund"),
  sent("1000000000", { stake: { days: 30 } }, "stake, first"),
  sent("1000000000", { stake: { days: 30 } }, "stake"),
  deposited(32, "deposit_boost, first"),
  deposited(33, "deposit_boost"),
  to(tokens, "lia", "withdraw_nft", { token_id: "pool-a-0033" }, `${vault}.withdraw_nft`),
  { wait: 31 * DAY },
  ours("sol", "withdraw", { position_id: 1 }, "first touch"),
  { wait: 31 * DAY },
  ours("dee", "advance", {}, "31 days at which positions end"),
  ours("dee", "advance", {}, "nothing passed"),
  ours("lia", "claim", {}, "32 positions matured"),
  { wait: DAY },
  ours("lia", "claim", {}, "32 batches"),
  // Whether something vested since is not left to the speed of this machine.
  { wait: DAY },
  ours("lia", "claim", { position_id: 3 }, "1 batch"),
  ours("lia", "withdraw", { position_id: 3 }),
  to(tokens, "dee", "sweep_unused", {}, `${vault}.sweep_unused`),
  ours("owner", "update_config", { min_stake: "1000" }),
  ours("owner", "pause", {}),
  ours("owner", "unpause", {}),
  ours("owner", "update_ownership", { transfer_ownership: { new_owner: "@dee" } }),
];
