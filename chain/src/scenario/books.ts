/** The closing account of a scenario on a chain: what each contract says it holds, and what the bank says it has. */

import type { Chain } from "../chain.js";
import type { Amounts, Json, JsonObject } from "../json.js";
import { isObject } from "../json.js";
import type { Cast, Member } from "./watcher.js";

/** A contract and a denom. */
export interface Row {
  contract: string;
  code: string;
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
 * Asks all contracts, whose rewards are paid in what is staked, and the bank.
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
    const balances = await chain.balances(contract.address);
    const own = await denomOf(chain, contract);
    for (const denom of [
      ...new Set([...(own === undefined ? [] : [own]), ...Object.keys(balances), ...(touched.get(contract.name) ?? [])]),
    ].sort()) {
      const banked = BigInt(balances[denom] ?? 0);
      const says: Row["says"] = denom === own ? await saysOf(chain, cast, contract) : [["other coins", banked]];
      rows.push({
        contract: contract.name,
        code: contract.code ?? "",
        denom,
        says: says.filter(([, amount]) => amount !== 0n),
        banked,
      });
    }
  }
  return { rows, totals: await totals(chain, cast, rows) };
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

/** The denom that a contract works with. */
async function denomOf(chain: Chain, { address }: Member): Promise<string | undefined> {
  const config = await ask(chain, address, { config: {} }).catch(() => ({}) as JsonObject);
  const asset = config["stake_asset"];
  const native = isObject(asset) ? asset["native"] : config["denom"];
  return typeof native === "string" ? native : undefined;
}

/** What a contract says it holds of its own denom. */
async function saysOf(chain: Chain, cast: Cast, contract: Member): Promise<Row["says"]> {
  const of = (query: JsonObject): Promise<JsonObject> => ask(chain, contract.address, query);
  const fields = (answer: JsonObject, names: string[]): Row["says"] =>
    names.map((name) => [name.replaceAll("_", " "), amount(answer[name])]);
  switch (contract.code) {
    case "staker-registry":
      return fields(await of({ totals: {} }), ["tokens", "thawing", "transferring", "surplus", "revenue_due"]);
    case "treasury-decay":
      return fields(await of({ revenue: {} }), ["treasury", "unreleased", "unsettled"]);
    case "boosted-staking": {
      const vault = await of({ vault: {} });
      const rewards = amount(vault["funded"]) - amount(vault["claimed"]) - amount(vault["swept"]);
      return [
        ["principal", amount(vault["principal_held"])],
        ["rewards not claimed, dust included", rewards],
      ];
    }
    case "coinbase":
      return rewardsIn(chain, contract);
    case "license-nft":
      return reserve(chain, cast, contract);
    case "joint-staking":
      return escrow(of);
    default:
      return [];
  }
}

async function rewardsIn(chain: Chain, coinbase: Member): Promise<Row["says"]> {
  const { registry, pool } = await ask(chain, coinbase.address, { config: {} });
  const of = async (query: string): Promise<bigint> =>
    amount((await ask(chain, String(registry), { [query]: { pool: pool ?? null } }))["amount"]);
  return [
    ["booked", await of("outstanding_rewards")],
    ["not booked yet", await of("unbooked_rewards")],
  ];
}

async function reserve(chain: Chain, cast: Cast, { address }: Member): Promise<Row["says"]> {
  const { reserve: behind } = await ask(chain, address, { status: {} });
  let free = 0n;
  for (const account of cast.accounts) {
    free += amount((await ask(chain, address, { funding: { funder: account.address } }))["reclaimable"]);
  }
  return [
    ["behind licences", amount(behind)],
    ["for the funders to take back", free],
  ];
}

/** Principals that are here, rewards of all agreements, the free reward pool, and what is due to the treasury. */
async function escrow(of: (query: JsonObject) => Promise<JsonObject>): Promise<Row["says"]> {
  const totals = await of({ totals: {} });
  let [principals, claimable] = [0n, 0n];
  for (let id = 1; ; id += 1) {
    const agreement = await of({ agreement: { agreement_id: id } }).catch(() => undefined);
    if (agreement === undefined) break;
    if (agreement["principal_state"] === "held") principals += amount(agreement["principal"]);
    for (const party of ["owner_rewards", "staker_rewards"]) {
      const rewards = agreement[party];
      claimable += amount(isObject(rewards) ? rewards["claimable"] : undefined);
    }
  }
  return [
    ["principals", principals],
    ["rewards to claim", claimable],
    ["free rewards", amount(totals["reward_pool"])],
    ["penalties due to the treasury", amount(totals["revenue_due"])],
  ];
}

async function ask(chain: Chain, contract: string, query: JsonObject): Promise<JsonObject> {
  const answer = await chain.query(contract, query);
  if (!isObject(answer)) throw new Error(`${contract} answered ${JSON.stringify(answer)}`);
  return answer;
}

function amount(value: Json | undefined): bigint {
  return BigInt(typeof value === "string" ? value : 0);
}
