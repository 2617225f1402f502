import { bpsText, decimalText } from "../../words/rates.js";
import { counted, leftText, secondsText } from "../../words/time.js";
import { warning, type ActionTable, type Consider, type Line } from "../types.js";
import { ifAny } from "./asking.js";
import { balanceOf } from "./poolConsequences.js";
import { always } from "./powers.js";
import { OWNERSHIP } from "./shared.js";

const ANYONE = "anyone";
const REGISTRAR = "the registrar";
const OWNER = "the owner";

/** The messages of treasury-decay. */
export const TREASURY_DECAY: ActionTable<"treasury-decay"> = {
  ...OWNERSHIP,
  delegation_changed: {
    title: "Delegation changed",
    who: "the pool-registry",
    says: "Tells a user’s stake in a pool.",
    internal: true,
  },
  distribute_revenue: {
    title: "Pay revenue in",
    who: ANYONE,
    says: "Gives coins to be shared among the pools by the stake of their delegators.",
    coins: "denom",
    most: { coins: balanceOf },
    consequences: async ({ contracts, coins, voice }) => {
      const config = await contracts.treasury?.config();
      if (config === undefined) return [];
      const rest = { burn: "is burned", treasury: "goes to the treasury", none: "does not exist" }[config.unstaked_share];
      return [
        warning(`${voice.amount(coins)} are given away for good.`),
        `They are released to the stakes ${config.release_secs === 0 ? "at once" : `over ${secondsText(config.release_secs)}`}; the part of coins that are not staked ${rest}.`,
      ];
    },
  },
  settle: {
    title: "Settle a user",
    who: ANYONE,
    says: "Gives a user’s pools what its stake has earned so far, and the treasury the friction.",
    consequences: async ({ contracts, fields }) => {
      const user = fields.text("user");
      if (user === undefined || contracts.treasury === undefined) return [];
      const { efficiency, checkpoints_behind: behind } = await contracts.treasury.efficiency({ user });
      return [
        `${decimalText(efficiency, 4)} of the stake is effective.`,
        `${counted(behind, "checkpoint")} to pass, at most 64 a call.`,
      ];
    },
  },
  collect: {
    title: "Collect for a pool",
    who: ANYONE,
    says: "Settles up to 20 users of a pool and sends what they earned to the pool’s coinbase.",
    consequences: async ({ contracts, fields, voice }) => {
      const pool = fields.text("pool");
      const users = fields.list("users").filter((user) => typeof user === "string");
      if (pool === undefined || contracts.treasury === undefined || users.length === 0) return [];
      const { treasury } = contracts;
      const parts = await Promise.all(users.slice(0, 20).map((user) => treasury.delegation({ user, pool })));
      const sum = parts.reduce((all, { claimable }) => all + BigInt(claimable), 0n);
      return [`About ${voice.amount(sum)} go to ${voice.pool(pool)}, which shares them among those who are in it then.`];
    },
  },
  claim_share: {
    title: "Claim my share",
    who: "a user",
    says: "Pays what pools left to you directly.",
    consequences: async ({ contracts, sender, voice }) => {
      if (sender === undefined || contracts.treasury === undefined) return [];
      const { claimable } = await contracts.treasury.share({ user: sender });
      return [`${voice.amount(BigInt(claimable))} can be claimed now.`];
    },
  },
  set_user_share: {
    title: "Leave a share to the users",
    who: "a pool’s operator",
    says: "Says which part of what your pool is credited goes straight to the users who earned it.",
    consequences: async ({ contracts, sender, fields }) => {
      const share = fields.number("share_bps");
      const pool = sender === undefined ? undefined : await ifAny(contracts.treasury?.pool({ pool: sender }));
      return [
        ...(pool === undefined ? [] : [`At present it is ${bpsText(pool.share_bps)}.`]),
        ...(share === undefined ? [] : [warning(`${bpsText(share)} count from now on, and can only be raised.`)]),
      ];
    },
  },
  roll_epoch: {
    title: "Begin the next epoch",
    who: "anyone, once the epoch is over",
    says: "Puts the next threshold in force.",
    consequences: async ({ contracts, voice, now }) => {
      if (contracts.treasury === undefined) return [];
      const [{ ends_at: end }, { next }] = await Promise.all([contracts.treasury.epoch(), contracts.treasury.threshold()]);
      return [`The running epoch ends ${leftText({ at_time: end }, now)}. The threshold would be ${voice.amount(BigInt(next))}.`];
    },
  },
  identify: {
    title: "Identify users",
    who: REGISTRAR,
    says: "Says that up to 20 accounts are known to be different people.",
    consequences: identifying,
  },
  revoke_identity: {
    title: "Revoke identities",
    who: REGISTRAR,
    says: "Up to 20 accounts count as identified no longer.",
    consequences: async (consider) => [
      ...(await identifying(consider)),
      warning("From now on their stake earns nothing for its pools: the treasury gets that part."),
    ],
  },
  refresh_identity: {
    title: "Look an identity up again",
    who: "anyone, where a group keeps them",
    says: "Reads again whether an account is a member of the group.",
  },
  spend: {
    title: "Spend from the treasury",
    who: OWNER,
    says: "Pays coins out of the treasury.",
    most: {
      amount: async ({ contracts }) =>
        contracts.treasury === undefined ? undefined : BigInt((await contracts.treasury.treasury()).balance),
    },
    consequences: async ({ contracts, fields, voice }) => {
      if (contracts.treasury === undefined) return [];
      const { balance } = await contracts.treasury.treasury();
      const left = BigInt(balance) - fields.amount("amount");
      const to = fields.text("to");
      return [
        ...(to === undefined ? [] : [warning(`The coins go to ${voice.whole(to)}: nobody can bring them back.`)]),
        left < 0n
          ? warning(`The treasury has ${voice.amount(BigInt(balance))} only.`)
          : `${voice.amount(left)} stay in the treasury.`,
      ];
    },
  },
  spend_other: {
    title: "Spend other coins",
    who: OWNER,
    says: "Pays out coins or tokens that lie here and are no revenue.",
    consequences: async ({ fields, voice }) => {
      const to = fields.text("to");
      return [
        ...(to === undefined ? [] : [warning(`It goes to ${voice.whole(to)}: nobody can bring it back.`)]),
        "Neither revenue nor what the stakes have earned can be spent by it.",
      ];
    },
  },
  update_config: {
    title: "Change parameters",
    who: OWNER,
    says: "Changes parameters of the treasury; what is left empty stays as it is.",
    consequences: always(
      "What the stakes have earned so far stays. A new length of epochs counts from the next epoch on, another registrar at once: it can say who counts as identified.",
    ),
  },
};

async function identifying({ fields }: Consider): Promise<(Line | string)[]> {
  return [
    `${counted(fields.list("users").length, "account")} are settled first, then their identity changes. Nobody loses what it has earned.`,
  ];
}
