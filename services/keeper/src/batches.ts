/** Which items go into one transaction, and what a simulation says of them. All decisions, nothing of the chain. */

import type { Item, Kind } from "./items.js";
import { bountyOf, GROUPS, groupOf, keyOf } from "./items.js";
import type { Report } from "./report.js";
import type { GasPrice, Rate } from "./value.js";
import { costOf, divideUp, feeOf, profitOf } from "./value.js";

/** What the configuration wants of a transaction. */
export interface Policy {
  readonly price: GasPrice;
  readonly rate: Rate;
  /** By how much the gas limit is above what was simulated. */
  readonly marginPercent: bigint;
  /** Limits of one transaction. */
  readonly maxGas: bigint;
  readonly maxFee: bigint;
  /** The least that must be left, in the staking denom. */
  readonly minProfit: bigint;
}

/** Ids that one `finalize_many` takes. */
export const MAX_IDS = 20;

/**
 * What one more item of a kind costs at least, as measured without hooks, and a transaction beside its items. Only for sorting out and
 * for filling: what is sent was simulated.
 */
export const GAS_EACH: Readonly<Record<Kind, bigint>> = { unbonds: 24_000n, transfers: 42_000n, auto_rewards: 120_000n };
export const GAS_BESIDE = 150_000n;

/** A simulation leaves the transfer of the fee out. */
const GAS_OF_FEE = 30_000n;

/** A call of a contract. */
export interface Call {
  readonly contract: "stakerRegistry" | "poolRegistry";
  readonly msg: object;
  /** What it finishes. */
  readonly items: readonly Item[];
}

/** What is to be sent. */
export interface Batch {
  readonly items: readonly Item[];
  readonly gasLimit: bigint;
  readonly fee: bigint;
  /** What the simulation was paid. */
  readonly bounty: bigint;
}

/** How a simulation ended: a refusal because of the messages, or gas and events. */
export type Outcome = { readonly refused: string } | { readonly gas: bigint; readonly report: Report };

/** Why an item is left alone for a while. */
export type Why = "refused" | "passed over" | "too large" | "not worth it";

/** What is left alone. */
export interface Aside {
  readonly item: Item;
  readonly why: Why;
}

/** What follows: to send, or to simulate smaller batches and leave some items alone. */
export type Verdict =
  | { readonly send: Batch }
  | { readonly send?: undefined; readonly next: readonly (readonly Item[])[]; readonly aside: readonly Aside[] };

/** The gas limit of a transaction that used so much in a simulation. */
export function gasLimitOf(gas: bigint, { marginPercent }: Policy): bigint {
  return divideUp(gas * (100n + marginPercent), 100n) + GAS_OF_FEE;
}

/** Whether an item can pay at least for what it adds to a transaction. */
export function isWorthALook({ kind, bounty }: Item, { price, rate }: Policy): boolean {
  return bounty > 0n && bounty >= costOf(feeOf(GAS_EACH[kind], price), rate);
}

/**
 * Batches within the limits as far as can be told before a simulation, the most profitable items first. Rewards come last and in
 * batches of their own: whoever opts out right before ours makes the whole transaction fail.
 */
export function pack(items: readonly Item[], policy: Policy): Item[][] {
  return GROUPS.flatMap((group) =>
    packed(
      items.filter((item) => groupOf(item) === group),
      policy,
    ),
  );
}

function packed(items: readonly Item[], policy: Policy): Item[][] {
  const worth = (item: Item): bigint => profitOf(item.bounty, feeOf(GAS_EACH[item.kind], policy.price), policy.rate);
  const sorted = items
    .filter((item) => isWorthALook(item, policy))
    .map((item) => ({ item, worth: worth(item) }))
    .sort((one, other) => (one.worth === other.worth ? 0 : one.worth > other.worth ? -1 : 1));
  const batches: Item[][] = [];
  let gas = 0n;
  for (const { item } of sorted) {
    gas += GAS_EACH[item.kind];
    const batch = batches.at(-1);
    if (batch && fits(gas, policy)) batch.push(item);
    else {
      batches.push([item]);
      gas = estimateOf([item]);
    }
  }
  return batches;
}

/** The calls that finish these items. Unbonds go to the staker-registry at once: one code fewer than by way of the pool-registry. */
export function callsOf(items: readonly Item[]): Call[] {
  const unbonds = chunks(itemsWithIds(items, "unbonds")).map((some): Call => {
    return {
      contract: "stakerRegistry",
      msg: { finalize_many: { unbonds: some.map(({ id }) => id), transfers: [] } },
      items: some,
    };
  });
  const transfers = chunks(itemsWithIds(items, "transfers")).map((some): Call => {
    return {
      contract: "poolRegistry",
      msg: { finalize_many: { unbonds: [], transfers: some.map(({ id }) => id) } },
      items: some,
    };
  });
  const rewards = items.flatMap((item): Call[] => {
    if (item.kind !== "auto_rewards") return [];
    const { pool, delegator } = item;
    return [{ contract: "poolRegistry", msg: { auto_redelegate: { pool, delegator } }, items: [item] }];
  });
  return [...unbonds, ...transfers, ...rewards];
}

/**
 * What to do with a batch that was simulated.
 *
 * Every answer but `send` leaves fewer items or smaller batches, so that asking again comes to an end.
 */
export function judge(items: readonly Item[], outcome: Outcome, policy: Policy): Verdict {
  if ("refused" in outcome) return halves(items, "refused");
  const { gas, report } = outcome;
  const paid = items.flatMap((item) => {
    const bounty = report.get(keyOf(item));
    return bounty === undefined ? [] : [{ ...item, bounty }];
  });
  if (paid.length < items.length) {
    const rest = items.filter((item) => !report.has(keyOf(item)));
    return without(paid, rest.map((item) => ({ item, why: "passed over" }))); // prettier-ignore
  }
  if (!fits(gas, policy)) return halves(paid, "too large");
  const [worth, dust] = partition(paid, costEach(paid, gas, policy));
  if (dust.length > 0 && worth.length > 0) return without(worth, dust.map((item) => ({ item, why: "not worth it" }))); // prettier-ignore

  const gasLimit = gasLimitOf(gas, policy);
  const fee = feeOf(gasLimit, policy.price);
  const bounty = bountyOf(paid);
  if (profitOf(bounty, fee, policy.rate) < policy.minProfit) {
    return { next: [], aside: paid.map((item) => ({ item, why: "not worth it" })) };
  }
  return { send: { items: paid, gasLimit, fee, bounty } };
}

function fits(gas: bigint, policy: Policy): boolean {
  const limit = gasLimitOf(gas, policy);
  return limit <= policy.maxGas && feeOf(limit, policy.price) <= policy.maxFee;
}

function estimateOf(items: readonly Item[]): bigint {
  return items.reduce((sum, { kind }) => sum + GAS_EACH[kind], GAS_BESIDE);
}

/**
 * What each kind of item costs in a batch that used so much gas. Where hooks make it dearer than the estimate, each item bears its part;
 * where the codes are pinned it is cheaper by what the transaction costs beside its items.
 */
function costEach(items: readonly Item[], gas: bigint, { price, rate, marginPercent }: Policy): (item: Item) => bigint {
  const estimate = estimateOf(items);
  const [used, of] = gas > estimate ? [gas, estimate] : [1n, 1n];
  return ({ kind }) => costOf(feeOf(divideUp(GAS_EACH[kind] * used * (100n + marginPercent), of * 100n), price), rate);
}

function partition(items: readonly Item[], cost: (item: Item) => bigint): [Item[], Item[]] {
  return [items.filter((item) => item.bounty >= cost(item)), items.filter((item) => item.bounty < cost(item))];
}

function halves(items: readonly Item[], why: Why): Verdict {
  if (items.length <= 1) return { next: [], aside: items.map((item) => ({ item, why })) };
  const middle = Math.ceil(items.length / 2);
  return { next: [items.slice(0, middle), items.slice(middle)], aside: [] };
}

function without(items: readonly Item[], aside: readonly Aside[]): Verdict {
  return { next: items.length > 0 ? [items] : [], aside };
}

type ItemWithId = Extract<Item, { id: number }>;

/** By id, strictly increasing, as the contracts want them. */
function itemsWithIds(items: readonly Item[], kind: ItemWithId["kind"]): ItemWithId[] {
  const some = items.filter((item): item is ItemWithId => item.kind === kind);
  return some.sort((one, other) => one.id - other.id);
}

function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / MAX_IDS) }, (_, index) => all.slice(index * MAX_IDS, (index + 1) * MAX_IDS));
}
