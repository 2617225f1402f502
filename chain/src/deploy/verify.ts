/** Compares a deployment on chain with the plan and the artifacts. */

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { artifact, ROOT } from "../artifacts.js";
import type { Chain } from "../chain.js";
import type { Json, JsonObject } from "../json.js";
import { isObject } from "../json.js";
import { resolve } from "../references.js";
import { differences } from "../scenario/expect.js";
import { codesOf, labelOf, namesOf } from "./deploy.js";
import type { Plan, PlannedContract } from "./plan.js";
import type { Deployment } from "./record.js";
import { supported, wasmdOf } from "./wasmd.js";

/** What was compared, and what differs. */
export interface Check {
  what: string;
  differs: string[];
  /** Why it could not be compared. */
  unknown?: string;
}

/**
 * Compares wasmd, codes, cw2 versions, labels, admins, owners, parameters, wiring, denoms, what licences stand for, whom stakes and holdings are told.
 * Whoever reads may be anybody.
 */
export async function verify(chain: Chain, plan: Plan, record: Deployment): Promise<Check[]> {
  const checks: Check[] = [];
  const compare = (what: string, wanted: Json, found: Json): void => {
    checks.push({ what, differs: differences(wanted, found, what) });
  };
  const denoms: Record<string, Json> = {};
  const names = namesOf(plan, record.deployer, async (name) => record.codes[name]?.code_id ?? 0);

  compare("chain", plan.chainId, chain.id);
  checks.push(wasmdCheck(await wasmdOf(chain.comet)));
  for (const code of codesOf(plan)) {
    compare(`${code}: checksum`, artifact(code).checksum, await checksumOf(code));
  }
  for (const contract of plan.contracts) await verifyContract(contract);
  for (const { contract, holds } of plan.wiring) {
    const query = (await resolve(holds.query, names)) as JsonObject;
    compare(`${contract}: wiring`, await resolve(holds.equals, names), await chain.query(await names.address(contract), query));
  }
  compare("one denom", 1, new Set(Object.values(denoms)).size);
  return checks;

  async function checksumOf(code: string): Promise<Json> {
    const stored = record.codes[code];
    return stored ? chain.checksum(stored.code_id) : null;
  }

  /** The file's, behind them what the wiring has set, and the defaults. */
  async function parameters({ name, code, init }: PlannedContract): Promise<Json> {
    const set = plan.wiring.filter(({ contract, holds }) => contract === name && "config" in holds.query);
    const wanted = [DEFAULTS[code]?.(init, plan) ?? {}, init, ...set.map(({ holds }) => holds.equals)];
    return resolve(Object.assign({}, ...wanted) as JsonObject, names);
  }

  async function verifyContract(contract: PlannedContract): Promise<void> {
    const { name, code } = contract;
    const address = await names.address(name);
    compare(`${name}: recorded`, address, record.contracts[name]?.address ?? null);
    if (!(await chain.exists(address))) return compare(`${name}: address`, address, null);
    const info = await chain.contract(address);
    compare(`${name}: code`, await names.code(code), info.codeId);
    compare(`${name}: label`, labelOf(plan, contract), info.label);
    compare(`${name}: admin`, plan.admin, info.admin ?? "");
    compare(`${name}: creator`, record.deployer, info.creator);
    compare(`${name}: cw2`, cw2Of(code), await chain.cw2(address));
    compare(`${name}: ownership`, { owner: plan.owner, pending_owner: null }, await chain.query(address, { ownership: {} }));
    if (schemaOf(code).queries.includes("pending_config"))
      compare(`${name}: nothing announced`, { pending: null }, await chain.query(address, { pending_config: {} }));
    const config = await chain.query(address, { config: {} });
    compare(`${name}: parameters`, await parameters(contract), config);
    if (!isObject(config)) return;
    if ("denom" in config) denoms[name] = config["denom"] ?? null;
    if (code === "license-nft") await verifyLicenses(name, address, config);
    if (code === "treasury-decay") await verifyTreasury(name, address, config);
    if (code === "boosted-staking") await verifyVault(name, address, config);
  }

  /** NFTs that are counted where they are move a boost only if their collection tells of them. */
  async function verifyVault(name: string, address: string, { boost_collection: boosting }: JsonObject): Promise<void> {
    if (!isObject(boosting) || boosting["counted_by"] !== "balance" || typeof boosting["address"] !== "string") return;
    const collection = boosting["address"];
    const hooks = (await chain.exists(collection)) ? await chain.query(collection, { hooks: {} }) : null;
    const told = isObject(hooks) && Array.isArray(hooks["hooks"]) && hooks["hooks"].includes(address);
    compare(`${name}: told of holdings by its collection`, true, told);
  }

  /** A treasury that no hook tells of stakes knows none, and keeps all revenue. */
  async function verifyTreasury(name: string, address: string, { pool_registry: registry }: JsonObject): Promise<void> {
    if (typeof registry !== "string") return;
    const config = (await chain.exists(registry)) ? await chain.query(registry, { config: {} }) : null;
    const hooks = isObject(config) && Array.isArray(config["hooks"]) ? config["hooks"] : [];
    const told = hooks.some((hook) => isObject(hook) && hook["contract"] === address);
    compare(`${name}: told of stakes by its pool-registry`, true, told);
  }

  /** The registry must know the licences by the same address, value and coins: it read them once. */
  async function verifyLicenses(name: string, address: string, config: JsonObject): Promise<void> {
    const { staker_registry: registry, coins_per_license, denom } = config;
    if (typeof registry !== "string") return;
    const wanted = { license_nft: address, coins_per_license: coins_per_license ?? null, denom: denom ?? null };
    const found = (await chain.exists(registry)) ? await chain.query(registry, { config: {} }) : null;
    compare(`${name}: counted by its registry`, wanted, found);
  }
}

/** Whether the suite is safe on this wasmd. */
export function wasmdCheck(wasmd: string | undefined): Check {
  if (wasmd === undefined) {
    const unknown =
      "wasmd: the node does not tell its version: ask who runs it, and see docs/deploy.md for those that are not supported";
    return { what: "wasmd", differs: [], unknown };
  }
  const differs = supported(wasmd)
    ? []
    : [`wasmd: ${wasmd} is not supported, a stranger can make hooks fail there: see docs/deploy.md`];
  return { what: `wasmd ${wasmd}`, differs };
}

/** What contracts have where a plan says nothing. */
const DEFAULTS: Record<string, (init: JsonObject, plan: Plan) => JsonObject> = {
  "staker-registry": () => ({
    slasher: null,
    treasury: null,
    guardian: null,
    registrars: [],
    license_nft: null,
    paused: false,
  }),
  "pool-registry": ({ commission_lock: lock }) => ({
    release_period: { [isObject(lock) && "height" in lock ? "height" : "time"]: 0 },
    min_delegation: "1",
    score_weights: { fee: 1, performance: 1, capacity: 1 },
    performance_window: 60480,
    hooks: [],
    guardian: null,
    paused: false,
  }),
  "treasury-decay": () => ({
    epoch_secs: 604_800,
    release_secs: 604_800,
    decay_base: 10,
    min_stake: "1",
    tolerance_bits: 8,
    unstaked_share: "burn",
    circulating_supply: { bank_supply: { exclude: [] } },
  }),
  // The roles of who instantiates do not go over with the ownership: a file that leaves them out is found out here.
  "boosted-staking": (_, { owner }) => ({
    loyalty_oracle: owner,
    guardian: owner,
    duration_days: 548,
    phase1_days: 14,
    phase1_min_months: 6,
    min_days: 30,
    max_days: 365,
    weights: { w1: "0.4", w2: "0.6", w3: "0.6", w4: "0.4", b0: "0" },
    nft_cap: 100,
    loyalty_cap: 35_000,
    vesting_days: 60,
    min_stake: "1",
    boost_collection: null,
    paused: false,
  }),
  "joint-staking": () => ({
    guardian: null,
    treasury: null,
    pool_registry: null,
    daily_caps: [],
    penalty_bps: 3_000,
    min_penalty_bps: 0,
    mutual_exit_free: false,
    day_secs: 86_400,
    paused: false,
  }),
  "license-nft": () => ({
    cap: 48_000,
    liquidation_mode: "exact",
    staker_registry: null,
    guardian: null,
    genesis_import: false,
    paused: false,
  }),
};

/** What the committed schema of a contract says. */
function schemaOf(contract: string): { version: string; queries: string[] } {
  const { contract_version: version, query } = JSON.parse(readFileSync(join(ROOT, "schema", `${contract}.json`), "utf8")) as {
    contract_version: string;
    query: { oneOf: { required: string[] }[] };
  };
  return { version, queries: query.oneOf.flatMap(({ required }) => required) };
}

/** Name and version of a contract of this release. */
export function cw2Of(contract: string): { contract: string; version: string } {
  return { contract: `crates.io:tributary-${contract}`, version: schemaOf(contract).version };
}
