/** Plays scenarios on a real chain through the wallet client. Gas is paid in another denom, so that balances are exact. */

import { join } from "node:path";

import type { Event } from "@cosmjs/stargate";
import { TributaryError } from "tributary-client";
import type { Executed } from "tributary-client";

import { artifact, ROOT } from "../artifacts.js";
import type { Account, Block, Chain } from "../chain.js";
import { createdIn, toCoins } from "../chain.js";
import { advance } from "../clock.js";
import type { Amounts, Json, JsonObject } from "../json.js";
import { isObject } from "../json.js";
import type { Names } from "../references.js";
import { resolve } from "../references.js";
import { findCode, store } from "../store.js";
import { differences, missingEvent } from "./expect.js";
import type { Deployment, EventPattern, Scenario, Step } from "./format.js";
import { readScenario } from "./format.js";

/** The whole suite, for scenarios without `deploy`: the same file as on the embedded chain. */
const PRESET = join(ROOT, "packages/simulator/preset/suite.json");

/** The accounts that exist in every scenario, with plenty of everything. */
const ALWAYS = ["owner", "faucet"];

/** Enough for any step; what a refused call burns costs nothing that counts. */
const GAS = 3_000_000;

/** What was not as expected, by step. */
export interface Failure {
  at: string;
  problems: string[];
}

/** What came of a scenario. */
export type Result = { skipped: true } | { skipped: false; steps: number; failures: Failure[] };

/** Plays a scenario from a state of its own: its accounts are given exactly the coins that it says. */
export async function play(chain: Chain, scenario: Scenario): Promise<Result> {
  if (!scenario.runsOn.includes("chain")) return { skipped: true };
  return new Player(chain).play(scenario, scenario.deploy === undefined ? readScenario(PRESET) : undefined);
}

class Player implements Names {
  private readonly accounts = new Map<string, Account>();
  private readonly contracts = new Map<string, { address: string; code: string }>();
  private readonly codes = new Map<string, number>();
  private readonly values = new Map<string, Json>();
  /** The block of the last step. */
  private block: Block = { height: 0, time: 0 };

  constructor(private readonly chain: Chain) {}

  async play(scenario: Scenario, preset: Scenario | undefined): Promise<Result> {
    const failures: Failure[] = [];
    await this.fund(scenario, preset);
    for (const deployment of (preset ?? scenario).deploy ?? []) await this.deploy(deployment);
    this.block = await this.chain.block();

    const steps = [...(preset?.steps ?? []), ...scenario.steps];
    const before = preset?.steps.length ?? 0;
    for (const [index, step] of steps.entries()) {
      const at = index < before ? `preset step ${index + 1}` : `step ${index - before + 1}`;
      const problems = await this.step(step).catch((error: unknown) => [String(error)]);
      if (problems.length > 0) failures.push({ at, problems });
      // What follows a write that went wrong says nothing.
      if (problems.length > 0 && step.kind !== "query" && step.kind !== "balance") break;
    }
    return { skipped: false, steps: scenario.steps.length, failures };
  }

  async address(name: string): Promise<string> {
    const operator = /^coinbase:(.*)$/.exec(name)?.[1];
    if (operator !== undefined) return this.coinbase(operator);
    return this.contracts.get(name)?.address ?? (await this.account(name)).address;
  }

  async code(name: string): Promise<number> {
    const known = this.codes.get(name);
    if (known !== undefined) return known;
    const owner = await this.account("owner");
    const code = artifact(name);
    const codeId = (await findCode(owner, code.checksum)) ?? (await store(owner, code)).codeId;
    this.codes.set(name, codeId);
    return codeId;
  }

  saved(name: string): Json {
    const value = this.values.get(name);
    if (value === undefined) throw new Error(`no earlier step saved ${name}`);
    return value;
  }

  private async account(name: string): Promise<Account> {
    const known = this.accounts.get(name) ?? (await this.chain.testAccount(name));
    this.accounts.set(name, known);
    return known;
  }

  private async coinbase(operator: string): Promise<string> {
    const registry = [...this.contracts.values()].find((contract) => contract.code === "pool-registry");
    if (!registry) throw new Error(`coinbase:${operator} needs a pool-registry`);
    const pool = await this.chain.query(registry.address, { pool: { pool: await this.address(operator) } });
    if (!isObject(pool) || typeof pool["coinbase"] !== "string") throw new Error(`there is no coinbase:${operator}`);
    return pool["coinbase"];
  }

  /** Gives every account what the scenario says it has, of every denom that the scenario knows. */
  private async fund(scenario: Scenario, preset: Scenario | undefined): Promise<void> {
    const signers = [...(preset?.steps ?? []), ...scenario.steps].flatMap((step) => ("from" in step ? [step.from] : []));
    const names = new Set([...signers, ...Object.keys(scenario.accounts)].filter((name) => !ALWAYS.includes(name)));
    for (const name of names) {
      await this.chain.setBalances(await this.account(name), scenario.accounts[name] ?? {});
    }
  }

  private async deploy(deployment: Deployment): Promise<void> {
    const sender = await this.account(deployment.from);
    const init = (await resolve(deployment.init, this)) as JsonObject;
    const { name, code, funds } = deployment;
    const message = sender.instantiate({ codeId: await this.code(code), label: name, init, funds: toCoins(funds) });
    this.contracts.set(name, { address: createdIn(await sender.send([message], GAS)), code });
  }

  private async step(step: Step): Promise<string[]> {
    switch (step.kind) {
      case "execute": {
        const sender = await this.account(step.from);
        const contract = await this.contract(step.contract);
        const message = (await resolve(step.execute, this)) as JsonObject;
        return this.write(
          step,
          () => sender.send([sender.execute(contract, message, toCoins(step.funds))], GAS),
          (result) => this.save(step.saves, contract, result),
        );
      }
      case "send": {
        const sender = await this.account(step.from);
        const to = (await resolve(step.to, this)) as string;
        return this.write(step, () => sender.send([sender.transfer(to, toCoins(step.coins))], GAS));
      }
      case "advance":
        this.block = await advance(this.chain, this.block, step.seconds, step.blocks);
        return [];
      case "query":
        return this.query(step);
      case "balance": {
        const found = await this.chain.balance(await this.address(step.name), step.denom);
        return differences(await resolve(step.equals, this), found);
      }
    }
  }

  private async contract(name: string): Promise<string> {
    const contract = this.contracts.get(name)?.address ?? (name.startsWith("coinbase:") ? await this.address(name) : undefined);
    if (contract === undefined) throw new Error(`contract ${name} is not deployed by this scenario`);
    return contract;
  }

  private async write(
    wanted: { fails: true | string | undefined; changes: Record<string, Amounts> | undefined; events: EventPattern[] },
    send: () => Promise<Executed>,
    save: (result: Executed) => string[] = () => [],
  ): Promise<string[]> {
    const before = wanted.changes || wanted.fails ? await this.balances() : undefined;
    const result = await send().catch(refusal);
    if (result.height === undefined) return [`not in a block: ${(result as TributaryError).reason}`];
    this.block = await this.chain.block(result.height);
    if (result instanceof TributaryError && !wanted.fails) return [`refused: ${result.reason}`];

    const problems = before ? this.compare(wanted.changes ?? {}, before, await this.balances()) : [];
    if (result instanceof TributaryError) return [...problems, ...unlike(wanted.fails ?? true, result.reason)];
    if (wanted.fails) problems.push(`fails: expected ${JSON.stringify(wanted.fails)}, the call succeeded`);
    const patterns = (await resolve(wanted.events as unknown as Json, this)) as unknown as EventPattern[];
    return [...problems, ...missingEvent(patterns, result.chainEvents), ...save(result)];
  }

  private async query(step: Extract<Step, { kind: "query" }>): Promise<string[]> {
    const contract = await this.contract(step.contract);
    const message = (await resolve(step.query, this)) as JsonObject;
    let answer: Json;
    try {
      answer = await this.chain.query(contract, message);
    } catch (error) {
      return step.fails ? unlike(step.fails, String(error)) : [`refused: ${String(error)}`];
    }
    if (step.fails) return [`fails: expected ${JSON.stringify(step.fails)}, the contract answered ${JSON.stringify(answer)}`];
    return step.equals === undefined ? [] : differences(await resolve(step.equals, this), answer);
  }

  /** The balances of every named account, every contract and every coinbase, by name. */
  private async balances(): Promise<Map<string, Amounts>> {
    const addresses = new Map<string, string>();
    for (const [name, account] of this.accounts) addresses.set(name, account.address);
    for (const [name, contract] of this.contracts) {
      addresses.set(name, contract.address);
      if (contract.code === "pool-registry") {
        for (const [operator, coinbase] of await this.coinbases(contract.address))
          addresses.set(`coinbase:${operator}`, coinbase);
      }
    }
    const found = await Promise.all(
      [...addresses].map(async ([name, address]) => [name, await this.chain.balances(address)] as const),
    );
    return new Map(found);
  }

  private async coinbases(registry: string): Promise<Map<string, string>> {
    const answer = await this.chain.query(registry, { pools: { limit: 100 } });
    const pools = isObject(answer) && Array.isArray(answer["pools"]) ? answer["pools"].filter(isObject) : [];
    const names = new Map([...this.accounts].map(([name, account]) => [account.address, name]));
    return new Map(pools.map((pool) => [names.get(String(pool["pool"])) ?? String(pool["pool"]), String(pool["coinbase"])]));
  }

  private compare(expected: Record<string, Amounts>, before: Map<string, Amounts>, after: Map<string, Amounts>): string[] {
    const names = new Set([...after.keys(), ...Object.keys(expected)]);
    return [...names].flatMap((name) => {
      const was = before.get(name) ?? {};
      const is = after.get(name) ?? {};
      const denoms = new Set([...Object.keys(was), ...Object.keys(is), ...Object.keys(expected[name] ?? {})]);
      return [...denoms].flatMap((denom) => {
        const wanted = BigInt(expected[name]?.[denom] ?? 0);
        const change = BigInt(is[denom] ?? 0) - BigInt(was[denom] ?? 0);
        return denom === this.chain.feeDenom || change === wanted
          ? []
          : [`changes.${name}.${denom}: expected ${wanted}, found ${change}`];
      });
    });
  }

  private save(saves: Record<string, string>, contract: string, result: Executed): string[] {
    const data = result.data[0] as Json | undefined;
    return Object.entries(saves).flatMap(([name, key]) => {
      const found = (isObject(data) ? data[key] : undefined) ?? attribute(result.chainEvents, contract, key);
      if (found === undefined) return [`saves.${name}: neither the data nor an event of the called contract has ${key}`];
      this.values.set(name, found);
      return [];
    });
  }
}

function refusal(error: unknown): TributaryError {
  if (error instanceof TributaryError) return error;
  throw error;
}

/**
 * The last attribute with that key in the contract's own events; or else in anybody's, for a token that is sent only passes
 * something on.
 */
function attribute(events: readonly Event[], contract: string, key: string): string | number | undefined {
  const told = events.filter((event) => /^wasm(-|$)/.test(event.type));
  const own = told.filter((event) => event.attributes.some((a) => a.key === "_contract_address" && a.value === contract));
  const value = last(own, key) ?? last(told, key);
  return value === undefined ? undefined : typed(key, value);
}

function last(events: readonly Event[], key: string): string | undefined {
  return events.flatMap((event) => event.attributes).findLast((a) => a.key === key)?.value;
}

/** Attributes are texts. Ids that the contracts count are numbers in their messages; those of NFTs are texts there as well. */
function typed(key: string, value: string): string | number {
  return key.endsWith("_id") && key !== "token_id" && /^\d+$/.test(value) ? Number(value) : value;
}

function unlike(wanted: true | string, found: string): string[] {
  if (wanted === true || found.toLowerCase().includes(wanted.toLowerCase())) return [];
  return [`fails: expected the words ${JSON.stringify(wanted)}, found ${found}`];
}
