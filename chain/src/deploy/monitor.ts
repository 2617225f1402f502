/**
 * Whether a deployment has what it owes: invariants of docs/SECURITY.md that can be computed anew from answers of one height, by anybody.
 * Gifts are not told apart, so a balance may be above what is owed.
 */

import {
  all,
  BoostedStakingQueryClient,
  LicenseNftQueryClient,
  licenseNftLists,
  PoolRegistryQueryClient,
  poolRegistryLists,
  StakerRegistryQueryClient,
  stakerRegistryLists,
  TreasuryDecayQueryClient,
  treasuryDecayLists,
} from "tributary-client";
import type { List } from "tributary-client";

import type { State } from "../at.js";
import type { JsonObject } from "../json.js";
import type { Row } from "../scenario/books.js";
import { found, ownRows } from "../scenario/books.js";
import type { Member } from "../scenario/watcher.js";

/** An amount, and what it is. */
export type Side = readonly [what: string, amount: bigint];

/** An invariant of a contract, with its two sides. */
export interface Invariant {
  id: string;
  contract: string;
  left: Side;
  /** How the left side must be to the right one. */
  relation: "=" | ">=";
  right: Side;
}

/** By code: the invariant that a contract has what it says that it owes. */
const SOLVENT: Record<string, string> = {
  "staker-registry": "SR-01",
  "pool-registry": "PR-03",
  coinbase: "PC-02",
  "license-nft": "LN-03",
  "treasury-decay": "TD-05",
  "boosted-staking": "BV-01",
  "joint-staking": "JS-01",
};

/** By code: what else can be computed anew. */
const COMPUTED: Record<string, (state: State, contract: Member) => Promise<Invariant[]>> = {
  "staker-registry": stakes,
  "pool-registry": rewards,
  "license-nft": licenses,
  "treasury-decay": revenue,
  "boosted-staking": principals,
};

/** Whether it is so. */
export function holds({ left: [, left], relation, right: [, right] }: Invariant): boolean {
  return relation === "=" ? left === right : left >= right;
}

/**
 * All invariants of these contracts, and of the coinbases of their pools. Many of a kind are summed up if all hold, else those are
 * there that do not.
 *
 * @throws when an answer is refused or does not come
 */
export async function monitor(state: State, contracts: readonly Member[]): Promise<Invariant[]> {
  const rows: Row[] = [];
  for (const contract of contracts) rows.push(...(await ownRows(state, contract, [])));
  const paid: Row[] = [];
  for (const coinbase of await coinbases(state, contracts)) paid.push(...(await ownRows(state, coinbase, [])));

  const computed: Invariant[] = [];
  for (const contract of contracts) computed.push(...((await COMPUTED[contract.code ?? ""]?.(state, contract)) ?? []));
  return [...together([...rows, ...paid]), ...rows.map(solvent), ...gathered("all coinbases", paid.map(solvent)), ...computed];
}

/** As a line for people. */
export function lineOf(invariant: Invariant): string {
  const { id, contract, left, relation, right } = invariant;
  const side = ([what, amount]: Side): string => `${what} ${amount}`;
  return `${holds(invariant) ? "ok    " : "BROKEN"}  ${id}  ${contract}: ${side(left)} ${relation} ${side(right)}`;
}

/** As JSON for programs: amounts are texts, for they can have more digits than numbers. */
export function reportOf(chainId: string, height: number, invariants: readonly Invariant[]): JsonObject {
  const side = ([what, amount]: Side): JsonObject => ({ what, amount: String(amount) });
  const listed = invariants.map((invariant) => {
    const { id, contract, left, relation, right } = invariant;
    return { id, contract, left: side(left), relation, right: side(right), holds: holds(invariant) };
  });
  return { chain_id: chainId, height, holds: invariants.every(holds), invariants: listed };
}

async function coinbases(state: State, contracts: readonly Member[]): Promise<Member[]> {
  const members: Member[] = [];
  for (const { name, address } of contracts.filter(({ code }) => code === "pool-registry")) {
    const pools = await rowsOf(poolRegistryLists(new PoolRegistryQueryClient(state, address)).pools());
    members.push(
      ...pools.map(({ pool, coinbase }) => ({ name: `${name}, coinbase of ${pool}`, address: coinbase, code: "coinbase" })),
    );
  }
  return members;
}

/** What a contract has of an asset, and what it says of that. */
function solvent({ contract, code, denom, says, banked }: Row): Invariant {
  const owed = sum(says.map(([, amount]) => amount));
  return atLeast(SOLVENT[code] ?? "", contract, [`${denom} held`, banked], ["owed", owed]);
}

/** G-02, for each asset. */
function together(rows: readonly Row[]): Invariant[] {
  return [...new Set(rows.map(({ denom }) => denom))].sort().map((denom) => {
    const all = rows.filter((row) => row.denom === denom);
    const [banked, says] = [sum(all.map(({ banked }) => banked)), all.flatMap(({ says }) => says)];
    return { ...solvent({ contract: "all contracts", code: "", denom, says, banked }), id: "G-02" };
  });
}

/** SR-01: the sums are those of the items. */
async function stakes(state: State, { name, address }: Member): Promise<Invariant[]> {
  const registry = new StakerRegistryQueryClient(state, address);
  const lists = stakerRegistryLists(registry);
  const totals = await registry.totals();
  const stakers = await rowsOf(lists.stakers());
  let surplus = 0n;
  for (const { staker } of stakers) surplus += sum((await rowsOf(lists.licenses({ staker }))).map((it) => BigInt(it.surplus)));
  const is = (what: string, said: string, listed: bigint): Invariant =>
    same("SR-01", name, [`${what} in totals`, BigInt(said)], ["one by one", listed]);
  return [
    is("tokens", totals.tokens, sum(stakers.map(({ tokens }) => BigInt(tokens)))),
    is("unbonds", totals.thawing, sum((await rowsOf(lists.unbonds())).map(({ amount }) => BigInt(amount)))),
    is("transfers", totals.transferring, sum((await rowsOf(lists.transfers())).map(({ amount }) => BigInt(amount)))),
    is("surplus", totals.surplus, surplus),
  ];
}

/** PR-04: of each pool what is booked or has arrived covers what everybody would be paid now, and what is not released. */
async function rewards(state: State, { name, address }: Member): Promise<Invariant[]> {
  const registry = new PoolRegistryQueryClient(state, address);
  const lists = poolRegistryLists(registry);
  const invariants: Invariant[] = [];
  for (const { pool, unreleased } of await rowsOf(lists.pools())) {
    const booked = BigInt((await registry.outstandingRewards({ pool })).amount);
    const arrived = BigInt((await registry.unbookedRewards({ pool })).amount);
    // The operator's claim has its commission, also where it has no stake.
    const operator = BigInt((await registry.rewards({ pool, delegator: pool })).amount);
    const others = (await rowsOf(lists.delegators({ pool }))).filter(({ delegator }) => delegator !== pool);
    const owed = operator + sum(others.map(({ rewards }) => BigInt(rewards))) + BigInt(unreleased);
    const left: Side = ["rewards booked and arrived", booked + arrived];
    invariants.push(atLeast("PR-04", `${name}, pool ${pool}`, left, ["claims and unreleased", owed]));
  }
  return gathered(`${name}, all pools`, invariants);
}

/** LN-03: every licence is backed. In the testnet the coins behind them are yet to come. */
async function licenses(state: State, { name, address }: Member): Promise<Invariant[]> {
  const collection = new LicenseNftQueryClient(state, address);
  const { stage, reserve, reserve_required: required, coins_per_license: worth } = await collection.status();
  const living = BigInt((await rowsOf(licenseNftLists(collection).allTokens())).length);
  const left: Side = stage === "testnet" ? ["reserve required", BigInt(required)] : ["reserve", BigInt(reserve)];
  return [same("LN-03", name, left, [`coins for ${living} licences`, BigInt(worth) * living])];
}

/** TD-05: all revenue is somewhere, and nobody is credited with more than there is. */
async function revenue(state: State, { name, address }: Member): Promise<Invariant[]> {
  const contract = new TreasuryDecayQueryClient(state, address);
  const lists = treasuryDecayLists(contract);
  const { received, burned, treasury, unreleased, unsettled, spent, ...paid } = await contract.revenue();
  const went = [paid.paid_to_pools, paid.paid_to_users, spent, treasury, unreleased, unsettled];
  const pools = await rowsOf(lists.pools());
  let credited = sum(pools.map(({ pending }) => BigInt(pending)));
  for (const { user } of await rowsOf(lists.users())) credited += BigInt((await contract.share({ user })).claimable);
  const arrived: Side = ["received less burned", BigInt(received) - BigInt(burned)];
  return [
    same("TD-05", name, arrived, ["paid, spent and left", sum(went.map(BigInt))]),
    same("TD-05", name, ["paid to pools", BigInt(paid.paid_to_pools)], ["pool by pool", sum(pools.map((it) => BigInt(it.paid)))]),
    atLeast("TD-05", name, ["unsettled", BigInt(unsettled)], ["credited to pools and users", credited]),
  ];
}

/** BV-01: what is held is what the positions say; a number without one was withdrawn. */
async function principals(state: State, { name, address }: Member): Promise<Invariant[]> {
  const vault = new BoostedStakingQueryClient(state, address);
  const { principal_held: held, last_position_id: last } = await vault.vault();
  let principals = 0n;
  for (let id = 1; id <= last; id += 1) {
    principals += BigInt((await found(vault.position({ positionId: id })))?.amount ?? 0);
  }
  return [same("BV-01", name, ["principal held", BigInt(held)], ["position by position", principals])];
}

function same(id: string, contract: string, left: Side, right: Side): Invariant {
  return { id, contract, left, relation: "=", right };
}

function atLeast(id: string, contract: string, left: Side, right: Side): Invariant {
  return { id, contract, left, relation: ">=", right };
}

/** Many of a kind: their sums if all hold, else those that do not. */
function gathered(contract: string, invariants: readonly Invariant[]): Invariant[] {
  const broken = invariants.filter((invariant) => !holds(invariant));
  const [first] = invariants;
  if (first === undefined || broken.length > 0) return broken;
  const of = (side: "left" | "right"): bigint => sum(invariants.map((invariant) => invariant[side][1]));
  return [{ ...first, contract, left: [first.left[0], of("left")], right: [first.right[0], of("right")] }];
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

async function rowsOf<Row, Cursor>(list: List<Row, Cursor>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of all(list)) rows.push(row);
  return rows;
}
