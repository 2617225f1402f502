import { ppmText } from "../../words/rates.js";
import { warning, type ActionTable } from "../types.js";
import { balanceOf, commissionNow, delegating, itemLine, moving, opening, undelegating } from "./poolConsequences.js";
import { entering, freeIn, heldIn, poolIn, releasedBy } from "./poolWords.js";
import { always, hooking } from "./powers.js";
import { announced, guardian, OWNERSHIP, pauses } from "./shared.js";

const DELEGATOR = "a delegator";
const OPERATOR = "a pool’s operator";
const ANYONE = "anyone";

/** The messages of the pool-registry. */
export const POOL_REGISTRY: ActionTable<"pool-registry"> = {
  ...OWNERSHIP,
  ...guardian(true),
  ...announced("the pools"),
  ...pauses("the guardian", "opening, delegating, moving and redelegating"),
  register_pool: {
    title: "Open a pool",
    who: "anyone who is no staker yet",
    says: "Opens a delegation pool under your account with your own stake.",
    coins: "denom",
    consequences: opening,
  },
  delegate: {
    title: "Delegate",
    who: ANYONE,
    says: "Puts coins to work in a pool; you share its rewards by your stake.",
    coins: "denom",
    most: { coins: balanceOf },
    consequences: delegating,
  },
  undelegate: {
    title: "Undelegate",
    who: "a delegator, the operator",
    says: "Takes stake out of a pool; it is paid after the unbond lock.",
    most: { amount: (consider) => freeIn(consider, "pool") },
    consequences: undelegating,
  },
  finalize_undelegate: {
    title: "Pay out an undelegation",
    who: ANYONE,
    says: "Pays an undelegation whose lock is over to its owner; whoever sends this earns its bounty.",
    consequences: async (consider) => [await itemLine(consider, "unbond")],
  },
  transfer_delegation: {
    title: "Move to another pool",
    who: "a delegator, operator of neither pool",
    says: "Moves stake to another pool without unbonding it.",
    most: { amount: (consider) => freeIn(consider, "from_pool") },
    consequences: moving,
  },
  finalize_transfer: {
    title: "Let a transfer arrive",
    who: ANYONE,
    says: "Lets moved stake arrive in its pool after the transfer lock; whoever sends this earns its bounty.",
    consequences: async (consider) => [await itemLine(consider, "transfer")],
  },
  cancel_transfer: {
    title: "Take a transfer back",
    who: "its delegator",
    says: "Turns an open transfer into an undelegation.",
    consequences: async (consider) => {
      const { unbond_lock: lock } = await consider.contracts.stakers.config();
      return [
        `The whole amount is paid to you after the unbond lock: ${releasedBy(lock, consider)}. It does not go back to the first pool.`,
      ];
    },
  },
  finalize_many: {
    title: "Finish everything that is due",
    who: ANYONE,
    says: "Pays undelegations and lets transfers arrive, up to 20 at once; what is not ready is passed over.",
    consequences: async ({ fields }) => [
      `${fields.list("unbonds").length} undelegations and ${fields.list("transfers").length} transfers are finished. What is not ready, gone, or not taken by its pool is passed over.`,
    ],
  },
  withdraw_rewards: {
    title: "Withdraw rewards",
    who: "anyone for itself",
    says: "Pays your rewards of a pool to your account, an operator’s commission included.",
    consequences: async (consider) => {
      const held = await heldIn(consider, "pool");
      return held === undefined
        ? []
        : [
            `${consider.voice.amount(BigInt(held.rewards))} of ${consider.voice.pool(held.pool)} are paid to you by now; your stake stays as it is.`,
          ];
    },
  },
  redelegate_rewards: {
    title: "Redelegate rewards",
    who: "anyone for itself",
    says: "Adds your rewards of a pool to your stake there.",
    consequences: async (consider) => {
      const [pool, held] = await Promise.all([poolIn(consider, "pool"), heldIn(consider, "pool")]);
      if (pool === undefined || held === undefined) return [];
      const rewards = BigInt(held.rewards);
      const grown = consider.voice.amount(BigInt(held.weight) + rewards);
      return [`${consider.voice.amount(rewards)} become stake: you hold ${grown} then.`, ...entering(pool, rewards, consider)];
    },
  },
  enable_auto_rewards: {
    title: "Switch auto rewards on",
    who: DELEGATOR,
    says: "Lets anyone add your rewards to your stake and keep a part of them for it.",
    consequences: async ({ fields, voice }) => {
      const fee = fields.number("fee_ppm");
      if (fee === undefined) return [];
      return [
        `Of each reward ${ppmText(fee)} goes to whoever redelegates it, the rest becomes your stake: of ${voice.amount(1_000_000n)} that is ${voice.amount(BigInt(fee))}.`,
        "It stays on until you switch it off, also after you have undelegated everything.",
      ];
    },
  },
  disable_auto_rewards: {
    title: "Switch auto rewards off",
    who: DELEGATOR,
    says: "Nobody else redelegates your rewards in that pool any more.",
  },
  auto_redelegate: {
    title: "Redelegate for somebody",
    who: ANYONE,
    says: "Adds somebody’s rewards to its stake, if it switched auto rewards on, and earns its fee.",
    consequences: async ({ contracts, fields, voice }) => {
      const [pool, delegator] = [fields.text("pool"), fields.text("delegator")];
      if (pool === undefined || delegator === undefined) return [];
      const held = await contracts.pools.delegation({ pool, delegator });
      if (held.auto_fee_ppm === null || held.auto_fee_ppm === undefined) return [warning("Auto rewards are off there.")];
      const fee = (BigInt(held.rewards) * BigInt(held.auto_fee_ppm)) / 1_000_000n;
      return [`Of ${voice.amount(BigInt(held.rewards))} you earn ${voice.amount(fee)}.`];
    },
  },
  request_commission_change: {
    title: "Announce another fee",
    who: OPERATOR,
    says: "Announces another commission, which you can put in force after the commission lock.",
    consequences: async (consider) => {
      const { contracts, fields } = consider;
      const { commission_lock: lock } = await contracts.pools.config();
      const fee = fields.number("commission_ppm");
      return [
        `${fee === undefined ? "The new fee" : ppmText(fee)} can be put in force after ${releasedBy(lock, consider)}, for as long again; then it lapses.`,
        "Your delegators are told at once and can leave before.",
      ];
    },
  },
  finalize_commission_change: {
    title: "Put the announced fee in force",
    who: OPERATOR,
    says: "The announced commission counts from now on; what has arrived before is charged by the old one.",
    consequences: commissionNow,
  },
  cancel_commission_change: { title: "Take back the announced fee", who: OPERATOR, says: "The commission stays as it is." },
  update_metadata: {
    title: "Change the description",
    who: OPERATOR,
    says: "Names another file in which the pool describes itself, and its Blake2b-256.",
    consequences: async () => [
      "It counts at once. Delegators are told, and proxies show it when the file at the address has exactly that hash.",
    ],
  },
  set_signing_address: {
    title: "Change the signing address",
    who: OPERATOR,
    says: "Another key signs for the pool.",
    consequences: async (consider) => {
      const { signing_cooldown: lock } = await consider.contracts.stakers.config();
      return [`It counts at once and can change again after ${releasedBy(lock, consider)}.`];
    },
  },
  recover_foreign: {
    title: "Recover other coins",
    who: ANYONE,
    says: "Sends coins of another denom from a pool’s coinbase to its operator.",
  },
  sync: {
    title: "Tell the hooks again",
    who: ANYONE,
    says: "Tells the hooks a delegator’s present stake, where one has missed a change.",
  },
  register_pool_for: {
    title: "Open a pool with a licence",
    who: "the staker-registry",
    says: "Opens a pool whose first stake is a licence; the staker-registry sends it.",
    internal: true,
  },
  license_changed: {
    title: "Licences changed",
    who: "the staker-registry",
    says: "Tells how many licences a delegator has in a pool.",
    internal: true,
  },
  liquidated: {
    title: "Operator liquidated",
    who: "the staker-registry",
    says: "Tells what was taken from an operator for a fault.",
    internal: true,
  },
  set_hooks: {
    title: "Set the hooks",
    who: "the owner",
    says: "Names the contracts that are told of every change of stake.",
    consequences: hooking,
  },
  set_score_weights: {
    title: "Set the weights of the score",
    who: "the owner",
    says: "Says how much fee, performance and room count in the attractiveness of pools.",
    consequences: always("People see the pools in another order. Nobody’s stake or reward changes."),
  },
};
