import { decimalPpm, shortPpmText } from "../../words/rates.js";
import { counted, leftText, pointText } from "../../words/time.js";
import { warning, type ActionTable, type Consider, type Line } from "../types.js";
import { ifAny } from "./asking.js";
import { balanceOf } from "./poolConsequences.js";
import { always } from "./powers.js";
import { OWNERSHIP, pauses } from "./shared.js";

const ANYONE = "anyone";
const OWNER = "the owner";

/** The messages of a vault. */
export const BOOSTED_STAKING: ActionTable<"boosted-staking"> = {
  ...OWNERSHIP,
  ...pauses("the guardian, the owner", "staking"),
  stake: {
    title: "Stake for a period",
    who: ANYONE,
    says: "Locks coins for a period and shares in the programme’s rewards.",
    coins: "stake",
    most: { coins: balanceOf },
    consequences: staking,
  },
  receive: {
    title: "Receive tokens",
    who: "the token",
    says: "Takes tokens that somebody sent to stake or to fund.",
    internal: true,
  },
  withdraw: {
    title: "Withdraw a principal",
    who: "whose position it is, after its end",
    says: "Pays a matured position’s principal back.",
    consequences: async (consider) => {
      const position = await positionOf(consider);
      if (position === undefined) return [warning("There is no position of that number.")];
      const { voice, now } = consider;
      const end = { at_time: position.ends_at };
      if (position.status === "open") return [warning(`It is locked until ${pointText(end)} (${leftText(end, now)}).`)];
      return [`${voice.stake(BigInt(position.amount))} are paid back to you. Its reward vests by itself and is claimed apart.`];
    },
  },
  claim: {
    title: "Claim vested rewards",
    who: "a staker",
    says: "Pays what has vested of your rewards.",
    consequences: async (consider) => {
      const { sender, fields, voice } = consider;
      const vault = vaultOf(consider);
      if (sender === undefined || vault === undefined) return [];
      const only = fields.number("position_id");
      const due = only === undefined ? await claimed(vault, sender, fields) : [await ifAny(vault.batch({ positionId: only }))];
      const sum = due.reduce((all, batch) => all + BigInt(batch?.claimable ?? 0), 0n);
      const full = only === undefined && due.length === pageOf(fields);
      return [
        `${voice.reward(sum)} have vested and are paid to you. What has not vested yet is not lost.`,
        ...(full
          ? [
              `That is of ${counted(due.length, "position")}, as many as asked for. Claim again after number ${due.at(-1)?.position_id}.`,
            ]
          : []),
      ];
    },
  },
  fund: {
    title: "Fund the rewards",
    who: "anyone, before the end",
    says: "Adds coins to the programme’s rewards.",
    coins: "reward",
    most: { coins: balanceOf },
    consequences: async ({ coins, voice }) => [
      warning(`${voice.reward(coins)} are given to the stakers. They do not come back to you.`),
    ],
  },
  receive_nft: {
    title: "Receive an NFT",
    who: "the collection",
    says: "Takes an NFT that its owner sent to be boosted by it.",
    internal: true,
  },
  withdraw_nft: {
    title: "Take an NFT out",
    who: "its depositor",
    says: "Gives a deposited NFT back.",
    consequences: async () => ["It boosts you no more from this second on; what was earned before stays."],
  },
  refresh_boost: {
    title: "Count NFTs anew",
    who: ANYONE,
    says: "Counts somebody’s NFTs anew, where the collection is asked for them.",
  },
  holdings_changed: {
    title: "Holdings changed",
    who: "the collection",
    says: "Tells how many NFTs somebody has.",
    internal: true,
  },
  set_loyalty: {
    title: "Set loyalty scores",
    who: "the loyalty oracle",
    says: "Sets the scores of up to 20 users.",
    consequences: always(
      warning(
        "What these users stake weighs more or less from this second on, and so does everybody else’s part. What was earned stays.",
      ),
    ),
  },
  advance: { title: "Count the days", who: ANYONE, says: "Counts the programme’s days up to now." },
  sweep_unused: {
    title: "Send unused rewards away",
    who: "anyone, after the end",
    says: "Sends rewards that nobody earned to where the programme says.",
    consequences: always("Nobody loses anything earned: it is what no stake was there for."),
  },
  update_config: {
    title: "Change parameters",
    who: OWNER,
    says: "Names the oracle, the smallest stake and the guardian; what is left empty stays.",
    consequences: always("Stakes that are there already keep their terms; the smallest stake counts for new ones."),
  },
};

function vaultOf({ contracts, address }: Consider) {
  return contracts.vaults.find((vault) => vault.address === address)?.client;
}

async function positionOf(consider: Consider) {
  const id = consider.fields.number("position_id");
  return id === undefined ? undefined : ifAny(vaultOf(consider)?.position({ positionId: id }));
}

/** Positions that one claim pays if nothing is said, and at most. */
const [CLAIM_LIMIT, MOST_CLAIMED] = [32, 100];

/** How many positions a claim pays. */
function pageOf(fields: Consider["fields"]): number {
  return Math.min(fields.number("limit") ?? CLAIM_LIMIT, MOST_CLAIMED);
}

/** What a claim that names no position pays. */
async function claimed(vault: NonNullable<ReturnType<typeof vaultOf>>, user: string, fields: Consider["fields"]) {
  const [after, limit] = [fields.number("start_after"), pageOf(fields)];
  const { batches } = await vault.batches({ user, limit, ...(after !== undefined && { startAfter: after }) });
  return batches;
}

async function staking(consider: Consider): Promise<(Line | string)[]> {
  const { sender, fields, coins, voice, now } = consider;
  const [vault, days] = [vaultOf(consider), fields.number("days")];
  if (vault === undefined) return [];
  const [config, boost] = await Promise.all([vault.config(), sender === undefined ? undefined : vault.boost({ user: sender })]);
  const least = BigInt(config.min_stake);
  if (days === undefined || coins === 0n)
    return [`A period has ${config.min_days} to ${config.max_days} days; a stake is ${voice.stake(least)} or more.`];
  if (coins < least) return [warning(`A stake is ${voice.stake(least)} or more.`)];
  const estimate = await vault.estimate({ amount: coins.toString(), days, nfts: boost?.nfts ?? 0, loyalty: boost?.loyalty ?? 0 });
  const end = { at_time: estimate.ends_at };
  return [
    warning(`There is no way out before ${pointText(end)} (${leftText(end, now)}).`),
    `If nothing else changed it would earn ${voice.reward(BigInt(estimate.reward))}, ${shortPpmText(decimalPpm(estimate.apr))} a year. Others who come or go change that.`,
    `At the end the ${voice.stake(coins)} are free at once. The reward vests over ${counted(config.vesting_days, "day")}, faster if you keep staking.`,
  ];
}
