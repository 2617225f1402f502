import type { stakerRegistry } from "tributary-client";

import { ppmText } from "../../words/rates.js";
import { durationText, leftText, pointText, reached } from "../../words/time.js";
import { warning, type Consider, type Line } from "../types.js";
import { ifAny } from "./asking.js";
import { bountyLine, breaking, entering, heldIn, poolIn, releasedBy, STILL_LIABLE } from "./poolWords.js";

/** What the sender can attach: all that it has of what comes along, less what the transaction itself takes of it. */
export async function balanceOf({ sender, asset, balance, fee }: Consider): Promise<bigint | undefined> {
  if (sender === undefined || asset === undefined) return undefined;
  const free = (await balance(asset, sender)) - (asset.denom === undefined ? 0n : fee(asset.denom));
  return free > 0n ? free : 0n;
}

/** What opening a pool means. */
export async function opening(consider: Consider): Promise<(Line | string)[]> {
  const { contracts, coins, voice } = consider;
  const config = await contracts.pools.config();
  const least = BigInt(config.min_self_stake);
  const room = (100n * coins) / BigInt(config.min_self_stake_percentage) - coins;
  return [
    ...(coins < least ? [warning(`At least ${voice.amount(least)} are needed.`)] : []),
    `With ${voice.amount(coins)} of your own others can add up to ${voice.amount(room > 0n ? room : 0n)}.`,
    "Your own stake answers for faults of your node. If it falls below the minimum the pool is broken.",
    "The address of your account is the pool’s name on the chain, for ever.",
  ];
}

/** What delegating means. */
export async function delegating(consider: Consider): Promise<(Line | string)[]> {
  const { contracts, coins, voice } = consider;
  const [pool, held, config, stakers] = await Promise.all([
    poolIn(consider, "pool"),
    heldIn(consider, "pool"),
    contracts.pools.config(),
    contracts.stakers.config(),
  ]);
  if (pool === undefined) return [];
  const before = held === undefined ? 0n : BigInt(held.weight);
  const least = BigInt(config.min_delegation);
  return [
    ...(coins > 0n && before + coins < least ? [warning(`At least ${voice.amount(least)} must be held.`)] : []),
    ...(config.paused ? [warning("Entries are stopped at present.")] : []),
    `You hold ${voice.amount(before + coins)} in ${voice.pool(pool.pool)} then, and it earns from this block on.`,
    ...entering(pool, coins, consider),
    `You can leave at any time: undelegated stake is paid after ${durationText(stakers.unbond_lock)}. Moving to another pool takes ${durationText(stakers.transfer_lock)}.`,
  ];
}

/** What undelegating means. */
export async function undelegating(consider: Consider): Promise<(Line | string)[]> {
  const { contracts, fields, sender } = consider;
  const [amount, fee] = [fields.amount("amount"), fields.amount("fee")];
  const [pool, held, config, stakers] = await Promise.all([
    poolIn(consider, "pool"),
    heldIn(consider, "pool"),
    contracts.pools.config(),
    contracts.stakers.config(),
  ]);
  if (pool === undefined || held === undefined) return [];
  const left = BigInt(held.tokens) - amount;
  const rewards = BigInt(held.rewards);
  const own = sender === pool.pool;
  return [
    ...leaving(left, BigInt(held.weight) - amount, BigInt(config.min_delegation), consider),
    ...(own ? breaking(pool, amount, config) : []),
    `It stops earning at once and is paid after ${releasedBy(stakers.unbond_lock, consider)}.${own ? ` ${STILL_LIABLE}` : ""}`,
    bountyLine(amount, fee, "finish it", consider),
    ...rewardLines(rewards, BigInt(pool.unreleased), held.auto_fee_ppm ?? undefined, left === 0n, consider),
  ];
}

/** What moving to another pool means. */
export async function moving(consider: Consider): Promise<(Line | string)[]> {
  const { contracts, fields, voice } = consider;
  const [amount, fee] = [fields.amount("amount"), fields.amount("fee")];
  const [from, to, held, config, stakers] = await Promise.all([
    poolIn(consider, "from_pool"),
    poolIn(consider, "to_pool"),
    heldIn(consider, "from_pool"),
    contracts.pools.config(),
    contracts.stakers.config(),
  ]);
  if (from === undefined || to === undefined || held === undefined) return [];
  const left = BigInt(held.tokens) - amount;
  return [
    ...leaving(left, BigInt(held.weight) - amount, BigInt(config.min_delegation), consider),
    `It can arrive in ${voice.pool(to.pool)} after ${releasedBy(stakers.transfer_lock, consider)}. On the way it earns nothing.`,
    bountyLine(amount, fee, "let it arrive", consider),
    ...entering(to, amount - fee, consider),
    `If that pool does not take it then, it waits: it can arrive once the pool takes it again. Or you take it back, which means the unbond lock of ${durationText(stakers.unbond_lock)}.`,
    ...rewardLines(BigInt(held.rewards), BigInt(from.unreleased), held.auto_fee_ppm ?? undefined, left === 0n, consider),
  ];
}

function leaving(left: bigint, weight: bigint, least: bigint, { voice }: Consider): (Line | string)[] {
  if (left < 0n) return [warning("You do not hold that much there.")];
  if (weight > 0n && weight < least)
    return [
      warning(`${voice.amount(weight)} would stay, less than the minimum of ${voice.amount(least)}: take everything or less.`),
    ];
  return [left === 0n ? "You leave the pool with all your coins." : `You still hold ${voice.amount(weight)} there.`];
}

function rewardLines(
  rewards: bigint,
  unreleased: bigint,
  autoFee: number | undefined,
  all: boolean,
  { voice }: Consider,
): (Line | string)[] {
  return [
    ...(rewards > 0n ? [`Your rewards of ${voice.amount(rewards)} stay yours: withdraw them whenever you like.`] : []),
    ...(unreleased > 0n
      ? [
          warning(
            `${voice.amount(unreleased)} of the pool’s rewards are not released yet; the part of them for this stake goes to those who stay.`,
          ),
        ]
      : []),
    ...(all && autoFee !== undefined
      ? [warning("Auto rewards are on: switch them off and withdraw, or your last rewards may be staked again.")]
      : []),
  ];
}

/** What finishing an undelegation or a transfer does now. */
export async function itemLine({ contracts, fields, voice, now }: Consider, kind: "unbond" | "transfer"): Promise<Line | string> {
  const id = fields.number("id");
  if (id === undefined) return "Name the number of what is to be finished.";
  const item = await ifAny<stakerRegistry.UnbondResponse | stakerRegistry.TransferResponse>(
    kind === "unbond" ? contracts.stakers.unbondItem({ id }) : contracts.stakers.transferItem({ id }),
  );
  if (item === undefined) return warning(`There is no open ${kind === "unbond" ? "undelegation" : "transfer"} of that number.`);
  if (!item.ready) return warning(`It is locked until ${pointText(item.release)} (${leftText(item.release, now)}).`);
  const [amount, fee] = [BigInt(item.amount), BigInt(item.fee)];
  const net = voice.amount(amount - fee);
  const bounty = fee > 0n ? ` You earn the bounty of ${voice.amount(fee)}.` : "";
  return "recipient" in item
    ? `${net} are paid to ${voice.who(item.recipient)}.${bounty}`
    : `${net} arrive in ${voice.pool(item.to)}.${bounty}`;
}

/** What putting the announced fee in force does. */
export async function commissionNow({ contracts, sender, now }: Consider): Promise<(Line | string)[]> {
  if (sender === undefined) return [];
  const pool = await ifAny(contracts.pools.pool({ pool: sender }));
  const request = pool?.commission_request;
  if (pool === undefined || request === null || request === undefined) return [warning("No fee is announced.")];
  if (reached(request.expires, now))
    return [warning(`The announced fee of ${ppmText(request.commission_ppm)} lapsed on ${pointText(request.expires)}.`)];
  return [
    `The fee becomes ${ppmText(request.commission_ppm)} instead of ${ppmText(pool.commission_ppm)}.`,
    `It is possible ${leftText(request.release, now)}, until ${pointText(request.expires)}.`,
  ];
}
