/** The messages of joint-staking, with a principal that stays and one that works in a pool. */

import type { JsonObject } from "../json.js";
import type { Act, Call } from "./acts.js";
import { to } from "./acts.js";

const escrow = "joint-staking";
const DAY = 86_400;
const STAKE = "1000000000";
/** How many agreements start one after the other; each has an end of its own. */
const ENDS = 10;

const ours = (from: string, name: string, args: JsonObject, what = "", funds?: string): Call =>
  to(escrow, from, name, args, `${escrow}.${name}${what && ` (${what})`}`, funds);
const classOf = (name: string, pool?: string): JsonObject => ({
  class: name,
  base_value: "1000000",
  capacity: STAKE,
  activation_stake: "1000000",
  ...(pool !== undefined && { pool }),
});
const device = (number: number, name = "basic"): JsonObject => ({ device: `rack-${number}`, owner: "@dee", class: name });
const terms = (number: number): JsonObject => ({
  device: `rack-${number}`,
  owner_share_bps: 6000,
  required_stake: STAKE,
  lock_days: 30,
});
const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);
const batch = (from: string, calls: Call[]): Act => ({ from, batch: calls });

/** Behind everything else, with a pool that is there. */
export const JOINT_ACTS: readonly Act[] = [
  {
    row: `${escrow}.receive (fund_rewards)`,
    from: "owner",
    contract: "cw20-base",
    msg: { send: { contract: `@${escrow}-tokens`, amount: "1000000", msg: { $json: { fund_rewards: {} } } } },
  },
  ours("owner", "set_class", classOf("basic")),
  ours("owner", "set_class", classOf("working", "@ada"), "with a pool"),
  ours("owner", "register_device", device(1)),
  batch(
    "owner",
    numbers(2, ENDS + 4).map((number) => to(escrow, "owner", "register_device", device(number))),
  ),
  to(escrow, "owner", "register_device", device(90, "working")),
  ours("dee", "fund_rewards", {}, "", "3000000000"),
  ours("dee", "open_offer", terms(1), "first"),
  ours("dee", "open_offer", terms(2)),
  ours("dee", "edit_offer", { offer_id: 2, owner_share_bps: 5000 }),
  ours("dee", "cancel_offer", { offer_id: 2 }),
  batch(
    "dee",
    [...numbers(2, ENDS + 4), 90].map((number) => to(escrow, "dee", "open_offer", terms(number))),
  ),
  ours("sol", "accept_offer", { offer_id: 1 }, "first", STAKE),
  // Each in a second of its own, so that they end one after the other.
  { wait: 1 },
  ours("sol", "accept_offer", { offer_id: 3 }, "", STAKE),
  { wait: 1 },
  ours("sol", "accept_offer", { offer_id: ENDS + 7 }, "into a pool", STAKE),
  ...numbers(4, ENDS + 1).flatMap((offer_id) => [{ wait: 1 }, to(escrow, "sol", "accept_offer", { offer_id }, undefined, STAKE)]),
  { wait: DAY },
  ours("sol", "claim_rewards", { agreement_id: 3 }, "a day later"),
  ours("dee", "claim_rewards", { agreement_id: 3 }),
  ours("owner", "suspend_device", { device: "rack-2" }),
  ours("owner", "resume_device", { device: "rack-2" }),
  ours("sol", "consent_exit", { agreement_id: 1 }),
  ours("sol", "revoke_exit_consent", { agreement_id: 1 }),
  to(escrow, "sol", "consent_exit", { agreement_id: 1 }),
  ours("dee", "consent_exit", { agreement_id: 1 }, "the second"),
  ours("sol", "terminate_agreement", { agreement_id: 3 }),
  ours("dee", "forward_revenue", {}),
  ours("dee", "collect_pool_rewards", { pool: "@ada" }),
  ours("owner", "update_device", { device: "rack-1", owner: "@sol" }),
  ours("owner", "remove_device", { device: "rack-1" }),
  { wait: 30 * DAY },
  ours("dee", "advance", {}, `${ENDS + 2} ends and 30 days`),
  ours("dee", "settle_agreement", { agreement_id: 4 }),
  ours("dee", "settle_agreement", { agreement_id: ENDS + 7 }, "out of a pool"),
  ours("dee", "release_principal", { agreement_id: ENDS + 7 }, "its batch leaves"),
  { wait: 2 * DAY },
  ours("dee", "release_principal", { agreement_id: ENDS + 7 }, "paid"),
  ours("owner", "update_config", { penalty_bps: 2000 }),
  ours("owner", "update_config", { daily_caps: [{ from_day: 0, cap: "1000000000" }] }, "caps"),
  ours("owner", "set_treasury", { treasury: null }),
  ours("owner", "set_guardian", { guardian: "@dee" }),
  ours("owner", "pause", {}),
  ours("owner", "unpause", {}),
  ours("owner", "update_ownership", { transfer_ownership: { new_owner: "@dee" } }),
];
