/** The closing account of a scenario on a chain: what each contract says it holds, and what the bank says it has. */

import { refusalIn } from "tributary-client";

import type { State } from "../at.js";
import type { Chain } from "../chain.js";
import type { Amounts, Json, JsonObject } from "../json.js";
import { isObject } from "../json.js";
import type { Cast, Member } from "./watcher.js";

/** A contract and an asset. */
export interface Row {
  contract: string;
  code: string;
  /** Of a token `cw20:` and its address. */
  denom: string;
  /** What the contract says it holds, and for what. */
  says: [what: string, amount: bigint][];
  /** What the bank says it has. */
  banked: bigint;
}

/** All coins of a denom, of people and contracts together. */
export interface Total {
  denom: string;
  before: bigint;
  after: bigint;
}

/** What divisions leave in an escrow and in the reserve of licences at most: less than a unit for each who shares. */
const DUST = 100n;
const LEAVE_DUST = ["joint-staking", "license-nft"];

/** Contracts that say what they hold. */
const SUITE = [
  "staker-registry",
  "pool-registry",
  "coinbase",
  "license-nft",
  "treasury-decay",
  "boosted-staking",
  "joint-staking",
];

const CW20 = "cw20:";

/** What the bank has and the contract does not explain. */
export function remainder(row: Row): bigint {
  return row.says.reduce((rest, [, amount]) => rest - amount, row.banked);
}

/** Whether the contract has what it says, and no more than dust beside it. */
export function holds(row: Row): boolean {
  const rest = remainder(row);
  return rest === 0n || (LEAVE_DUST.includes(row.code) && rest > 0n && rest < DUST);
}

/**
 * Asks all contracts and the bank.
 *
 * @param touched denoms that each contract had at some time, by its name
 */
export async function books(
  chain: Chain,
  cast: Cast,
  touched: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<{ rows: Row[]; totals: Total[] }> {
  const rows: Row[] = [];
  for (const contract of cast.contracts) {
    const own = await ownRows(chain, contract, cast.accounts);
    const balances = await chain.balances(contract.address);
    const others = new Set([...Object.keys(balances), ...(touched.get(contract.name) ?? [])]);
    for (const { denom } of own) others.delete(denom);
    const row = (denom: string): Row => {
      const banked = BigInt(balances[denom] ?? 0);
      return { contract: contract.name, code: contract.code ?? "", denom, says: [["other coins", banked]], banked };
    };
    const all = [...own, ...[...others].map(row)].sort((one, other) => (one.denom < other.denom ? -1 : 1));
    rows.push(...all.map((row) => ({ ...row, says: row.says.filter(([, amount]) => amount !== 0n) })));
  }
  return { rows, totals: await totals(chain, cast, rows) };
}

/**
 * What a contract of the suite says it holds of each asset that it works with, and what it has.
 *
 * @param funders who may have funded the reserve of licences
 */
export async function ownRows(state: State, contract: Member, funders: readonly Member[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [asset, says] of await saysOf(state, contract, funders)) {
    const known = rows.find(({ denom }) => denom === asset);
    if (known) known.says.push(...says);
    else {
      const banked = await heldOf(state, contract.address, asset);
      rows.push({ contract: contract.name, code: contract.code ?? "", denom: asset, says: [...says], banked });
    }
  }
  return rows;
}

/** Nothing appears and nothing vanishes: what all had before is what all have. Fees are paid in a denom of their own. */
async function totals(chain: Chain, cast: Cast, rows: Row[]): Promise<Total[]> {
  const after = await Promise.all(cast.accounts.map(({ address }) => chain.balances(address)));
  const before = [...cast.before.values()];
  const denoms = new Set([...before, ...after].flatMap(Object.keys).filter((denom) => denom !== chain.feeDenom));
  const sum = (all: Amounts[], denom: string): bigint => all.reduce((sum, of) => sum + BigInt(of[denom] ?? 0), 0n);
  return [...denoms].sort().map((denom) => {
    const inContracts = rows.filter((row) => row.denom === denom).reduce((sum, row) => sum + row.banked, 0n);
    return { denom, before: sum(before, denom), after: sum(after, denom) + inContracts };
  });
}

/** An asset as rows name it: the denom of a coin, or `cw20:` and the token. */
function assetOf(asset: Json | undefined): string {
  if (typeof asset === "string") return asset;
  if (isObject(asset) && typeof asset["native"] === "string") return asset["native"];
  if (isObject(asset) && typeof asset["cw20"] === "string") return CW20 + asset["cw20"];
  throw new Error(`${JSON.stringify(asset)} is no asset`);
}

async function heldOf(state: State, address: string, asset: string): Promise<bigint> {
  if (!asset.startsWith(CW20)) return BigInt(await state.balance(address, asset));
  return amount((await ask(state, asset.slice(CW20.length), { balance: { address } }))["balance"]);
}

/** What a contract says it holds of each asset; an asset can come twice. */
async function saysOf(state: State, contract: Member, funders: readonly Member[]): Promise<[string, Row["says"]][]> {
  const of = (query: JsonObject): Promise<JsonObject> => ask(state, contract.address, query);
  const fields = (answer: JsonObject, names: string[]): Row["says"] =>
    names.map((name) => [name.replaceAll("_", " "), amount(answer[name])]);
  if (!SUITE.includes(contract.code ?? "")) return [];
  const { denom, stake_asset: stake, reward_asset: reward } = await of({ config: {} });
  switch (contract.code) {
    case "staker-registry":
      return [
        [assetOf(denom), fields(await of({ totals: {} }), ["tokens", "thawing", "transferring", "surplus", "revenue_due"])],
      ];
    case "treasury-decay":
      return [[assetOf(denom), fields(await of({ revenue: {} }), ["treasury", "unreleased", "unsettled"])]];
    case "boosted-staking": {
      const vault = await of({ vault: {} });
      const rewards = amount(vault["funded"]) - amount(vault["claimed"]) - amount(vault["swept"]);
      return [
        [assetOf(stake), [["principal", amount(vault["principal_held"])]]],
        [assetOf(reward), [["rewards not claimed, dust included", rewards]]],
      ];
    }
    case "coinbase":
      return [[assetOf(denom), await rewardsIn(state, contract)]];
    case "license-nft":
      return [[assetOf(denom), await reserve(state, contract, funders)]];
    case "joint-staking": {
      const { principals, rewards } = await escrow(of);
      return [
        [assetOf(stake), principals],
        [assetOf(reward), rewards],
      ];
    }
    default: // The pool-registry owes nothing: stakes are in the staker-registry, rewards in the coinbases.
      return [[assetOf(denom), []]];
  }
}

async function rewardsIn(state: State, coinbase: Member): Promise<Row["says"]> {
  const { registry, pool } = await ask(state, coinbase.address, { config: {} });
  const of = async (query: string): Promise<bigint> =>
    amount((await ask(state, String(registry), { [query]: { pool: pool ?? null } }))["amount"]);
  return [
    ["booked", await of("outstanding_rewards")],
    ["not booked yet", await of("unbooked_rewards")],
  ];
}

async function reserve(state: State, { address }: Member, funders: readonly Member[]): Promise<Row["says"]> {
  const { reserve: behind } = await ask(state, address, { status: {} });
  let free = 0n;
  for (const funder of funders) {
    free += amount((await ask(state, address, { funding: { funder: funder.address } }))["reclaimable"]);
  }
  return [
    ["behind licences", amount(behind)],
    ["for the funders to take back", free],
  ];
}

/** Principals that are here; rewards of all agreements, the free reward pool, and what is due to the treasury. */
async function escrow(
  of: (query: JsonObject) => Promise<JsonObject>,
): Promise<{ principals: Row["says"]; rewards: Row["says"] }> {
  const totals = await of({ totals: {} });
  let [principals, claimable] = [0n, 0n];
  for (let id = 1; ; id += 1) {
    const agreement = await found(of({ agreement: { agreement_id: id } }));
    // An agreement has the number of its offer, which nobody may have accepted.
    if (agreement === undefined && (await found(of({ offer: { offer_id: id } }))) === undefined) break;
    if (agreement?.["principal_state"] === "held") principals += amount(agreement["principal"]);
    for (const party of ["owner_rewards", "staker_rewards"]) {
      const rewards = agreement?.[party];
      claimable += amount(isObject(rewards) ? rewards["claimable"] : undefined);
    }
  }
  return {
    principals: [["principals", principals]],
    rewards: [
      ["rewards to claim", claimable],
      ["free rewards", amount(totals["reward_pool"])],
      ["penalties due to the treasury", amount(totals["revenue_due"])],
    ],
  };
}

/** The answer, or nothing if the contract says that there is none. */
export async function found<Answer>(query: Promise<Answer>): Promise<Answer | undefined> {
  return query.catch((error: unknown) => {
    if (refusalIn(error)?.words.includes("not found")) return undefined;
    throw error;
  });
}

async function ask(state: State, contract: string, query: JsonObject): Promise<JsonObject> {
  const answer: Json = await state.queryContractSmart(contract, query);
  if (!isObject(answer)) throw new Error(`${contract} answered ${JSON.stringify(answer)}`);
  return answer;
}

function amount(value: Json | undefined): bigint {
  return BigInt(typeof value === "string" ? value : 0);
}
