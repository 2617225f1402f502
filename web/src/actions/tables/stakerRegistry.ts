import { leftText, pointText } from "../../words/time.js";
import { warning, type ActionTable, type Consider, type Line } from "../types.js";
import { balanceOf, itemLine } from "./poolConsequences.js";
import { ifAny } from "./asking.js";
import { bountyLine, breaking, releasedBy } from "./poolWords.js";
import { always } from "./powers.js";
import { announced, guardian, OWNERSHIP, pauses } from "./shared.js";

const MANAGEMENT = "the management of the staker";
const ANYONE = "anyone";

/** The messages of the staker-registry: solo stakers, and what lies below the pools. */
export const STAKER_REGISTRY: ActionTable<"staker-registry"> = {
  ...OWNERSHIP,
  ...guardian(true),
  ...announced("stakes and locks"),
  ...pauses("the guardian", "registering, bonding and transferring"),
  register_staker: {
    title: "Register as a staker",
    who: "anyone for itself, a registrar for others",
    says: "Registers you as a solo staker with your own stake, your signing key and the address for block rewards.",
    coins: "denom",
    coinsOptional: true,
    most: { coins: balanceOf },
    consequences: registering,
  },
  bond: {
    title: "Add stake",
    who: MANAGEMENT,
    says: "Adds coins to the stake of a solo staker.",
    coins: "denom",
    most: { coins: balanceOf },
    consequences: async (consider) => {
      const staker = await stakerIn(consider, "staker");
      if (staker === undefined) return [];
      const { voice, coins } = consider;
      return [
        ...managed(staker, consider),
        `${voice.who(staker.staker)} has ${voice.amount(BigInt(staker.tokens) + coins)} bonded then. It answers for faults.`,
      ];
    },
  },
  unbond: {
    title: "Take stake out",
    who: MANAGEMENT,
    says: "Takes coins out of a staker; they are paid after the unbond lock.",
    most: { amount: async (consider) => freeOf(await stakerIn(consider, "staker")) },
    consequences: unbonding,
  },
  transfer_stake: {
    title: "Transfer stake",
    who: "the management of the giving staker",
    says: "Moves coins from one solo staker to another.",
    most: { amount: async (consider) => freeOf(await stakerIn(consider, "from")) },
    consequences: async (consider) => {
      const { contracts, fields } = consider;
      const { transfer_lock: lock } = await contracts.stakers.config();
      const [amount, fee] = [fields.amount("amount"), fields.amount("fee")];
      return [
        `It counts for neither until it arrives, after ${releasedBy(lock, consider)}.`,
        bountyLine(amount, fee, "let it arrive", consider),
      ];
    },
  },
  cancel_transfer: {
    title: "Take a transfer back",
    who: "who asked for it",
    says: "Turns an open transfer of stake into an unbond of the whole amount.",
    consequences: async (consider) => {
      const { unbond_lock: lock } = await consider.contracts.stakers.config();
      return [`The whole amount is paid after the unbond lock: ${releasedBy(lock, consider)}.`];
    },
  },
  finalize_unbond: {
    title: "Pay out an unbond",
    who: ANYONE,
    says: "Pays an unbond whose lock is over; whoever sends this earns its bounty.",
    consequences: async (consider) => [await itemLine(consider, "unbond")],
  },
  finalize_transfer: {
    title: "Let a transfer of stake arrive",
    who: "who asked for it",
    says: "Lets transferred stake arrive after the transfer lock.",
    consequences: async (consider) => [await itemLine(consider, "transfer")],
  },
  finalize_many: {
    title: "Finish everything that is due",
    who: "as for each of them",
    says: "Finishes up to 20 unbonds and transfers at once; what is not ready is passed over.",
  },
  redirect: {
    title: "Pay to another account",
    who: "the owner of the unbond",
    says: "Has an open unbond or undelegation paid to another account.",
    consequences: async ({ fields, voice }) => {
      const to = fields.text("recipient");
      return to === undefined
        ? []
        : [warning(`The coins will belong to ${voice.whole(to)}. Check the address: nobody can bring them back.`)];
    },
  },
  set_state: {
    title: "Take part or pause",
    who: MANAGEMENT,
    says: "Lets a staker take part, or not, without touching its stake.",
    consequences: always("While it takes no part it counts nothing and earns nothing. Its stake stays, and answers for faults."),
  },
  set_signing_address: {
    title: "Change the signing address",
    who: MANAGEMENT,
    says: "Another key signs for the staker.",
    consequences: async (consider) => {
      const { signing_cooldown: lock } = await consider.contracts.stakers.config();
      return [`It counts at once and can change again after ${releasedBy(lock, consider)}.`];
    },
  },
  set_coinbase_address: {
    title: "Change the address for rewards",
    who: MANAGEMENT,
    says: "Block rewards go to another address, at once.",
    consequences: async ({ fields, voice }) => {
      const to = fields.text("coinbase_address");
      const where = to === undefined ? "" : `Block rewards go to ${voice.whole(to)}. `;
      return [warning(`${where}Check the address: what is sent there nobody can bring back.`)];
    },
  },
  receive_nft: {
    title: "Receive a licence",
    who: "the licence contract",
    says: "Takes a licence that its owner sent to be bonded.",
    internal: true,
  },
  unbond_license: {
    title: "Unbond a licence",
    who: "who bonded it",
    says: "Takes a licence off a staker or pool; it can be released after the unbond lock.",
    consequences: unbondingLicence,
  },
  release_license: {
    title: "Release a licence",
    who: ANYONE,
    says: "Brings an unbonded licence back to whoever bonded it, after the lock.",
    consequences: async ({ contracts, fields, voice, now }) => {
      const id = fields.text("token_id");
      const bond = id === undefined ? undefined : await ifAny(contracts.stakers.licenseBond({ tokenId: id }));
      if (bond === undefined) return [warning("No licence of that number lies here.")];
      if (bond.state === "bonded") return [warning("It is bonded: unbond it first.")];
      const { release } = bond;
      return [
        release === null || release === undefined ? "" : `It can be released ${leftText(release, now)} (${pointText(release)}).`,
        `It goes to ${voice.who(bond.bonder)}.`,
      ].filter((line) => line !== "");
    },
  },
  liquidate: {
    title: "Liquidate for a fault",
    who: "the slasher",
    says: "Takes coins and licences of a staker for a fault; each piece of evidence counts once.",
    consequences: async ({ fields, voice }) => [
      warning(
        `Up to ${voice.amount(fields.amount("amount"))} are taken for ever and go to the treasury. Delegators of a pool lose nothing.`,
      ),
    ],
  },
  forward_revenue: {
    title: "Forward revenue",
    who: ANYONE,
    says: "Sends what liquidations took to the treasury.",
    consequences: async ({ contracts, voice }) => {
      const { revenue_due: due } = await contracts.stakers.totals();
      return [`${voice.amount(BigInt(due))} are due.`];
    },
  },
  set_license_contract: {
    title: "Set the licence contract",
    who: "the owner, once",
    says: "Makes the licences of a contract count as stake, for ever.",
    consequences: always(warning("There is no way back: what this contract mints counts as stake.")),
  },
};

async function stakerIn({ contracts, fields }: Consider, name: string) {
  const staker = fields.text(name);
  return staker === undefined ? undefined : ifAny(contracts.stakers.staker({ staker }));
}

type Staker = NonNullable<Awaited<ReturnType<typeof stakerIn>>>;

function freeOf(staker: Staker | undefined): bigint | undefined {
  return staker === undefined ? undefined : BigInt(staker.tokens) - BigInt(staker.locked);
}

function managed(staker: Staker, { sender, voice }: Consider): Line[] {
  return sender === staker.management
    ? []
    : [warning(`Only its management, ${voice.who(staker.management)}, can do that. Of a pool use the messages of the pools.`)];
}

async function registering({ contracts, coins, voice }: Consider): Promise<(Line | string)[]> {
  const { min_self_stake: least } = await contracts.stakers.config();
  return [
    ...(coins < BigInt(least) ? [warning(`At least ${voice.amount(BigInt(least))} are needed.`)] : []),
    "Your account is the staker’s identity for ever, and manages it. If its key is lost the stake stays where it is.",
    "The stake answers for faults.",
  ];
}

async function unbonding(consider: Consider): Promise<(Line | string)[]> {
  const { contracts, fields, voice } = consider;
  const [staker, config] = await Promise.all([stakerIn(consider, "staker"), contracts.stakers.config()]);
  if (staker === undefined) return [];
  const [amount, fee] = [fields.amount("amount"), fields.amount("fee")];
  const left = BigInt(staker.weight) - amount;
  return [
    ...managed(staker, consider),
    ...falling(left, config, consider),
    ...(left < BigInt(config.min_self_stake) ? [] : [`${voice.amount(left)} stay bonded.`]),
    `It is paid after ${releasedBy(config.unbond_lock, consider)} and answers for faults until then.`,
    bountyLine(amount, fee, "finish it", consider),
  ];
}

async function unbondingLicence(consider: Consider): Promise<(Line | string)[]> {
  const { contracts, fields } = consider;
  const id = fields.text("token_id");
  const [config, bond] = await Promise.all([
    contracts.stakers.config(),
    id === undefined ? undefined : ifAny(contracts.stakers.licenseBond({ tokenId: id })),
  ]);
  const lock = `It stops counting at once and can come back after ${releasedBy(config.unbond_lock, consider)}.`;
  if (id === undefined) return [lock];
  if (bond === undefined) return [warning("No licence of that number lies here.")];
  const [pool, staker, rules] = await Promise.all([
    ifAny(contracts.pools.pool({ pool: bond.staker })),
    contracts.stakers.staker({ staker: bond.staker }),
    contracts.pools.config(),
  ]);
  // Licences of delegators are never taken (D22).
  if (pool !== undefined && bond.bonder !== pool.pool) return [lock, "It answers for no faults."];
  const stands = worthOf(staker);
  return [
    ...(pool === undefined ? falling(BigInt(staker.weight) - stands, config, consider) : breaking(pool, stands, rules)),
    `${lock} Until it is back it answers for faults of your node, from the mainnet stage on.`,
  ];
}

/** The coins that one of a staker's licences stands for. */
function worthOf({ weight, tokens, licenses }: Staker): bigint {
  return licenses === 0 ? 0n : (BigInt(weight) - BigInt(tokens)) / BigInt(licenses);
}

function falling(left: bigint, { min_self_stake: least }: { readonly min_self_stake: string }, { voice }: Consider): Line[] {
  return left < BigInt(least)
    ? [warning(`${voice.amount(left > 0n ? left : 0n)} would stay, below the minimum: the staker counts no more.`)]
    : [];
}
