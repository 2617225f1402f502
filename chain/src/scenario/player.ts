/** Plays scenarios on a real chain through the wallet client. Gas is paid in another denom, so that balances are exact. */

import { join } from "node:path";

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
import type { Moves } from "./moves.js";
import { moved, unexpected } from "./moves.js";
import { savedFrom } from "./saved.js";
import type { Cast, Member, Outcome, Watcher } from "./watcher.js";

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

/** What contracts are deployed otherwise than usual. */
export interface Setting {
  /** Where the code of another release is. */
  artifacts?: string;
  /** Who may migrate the contracts; nobody if omitted. */
  admin?: string;
}

/** Plays a scenario from a state of its own: its accounts are given exactly the coins that it says. */
export async function play(chain: Chain, scenario: Scenario, watcher?: Watcher, setting: Setting = {}): Promise<Result> {
  if (!scenario.runsOn.includes("chain")) return { skipped: true };
  return new Player(chain, watcher, setting).play(scenario, scenario.deploy === undefined ? readScenario(PRESET) : undefined);
}

class Player implements Names {
  private readonly accounts = new Map<string, Account>();
  private readonly contracts = new Map<string, { address: string; code: string }>();
  private readonly codes = new Map<string, number>();
  private readonly values = new Map<string, Json>();
  /** The block of the last step. */
  private block: Block = { height: 0, time: 0 };

  /** What each account had when it was met, once all are funded. */
  private before: Map<string, Amounts> | undefined;
  /** Of the step that is being played. */
  private refused: string | undefined;
  private moves: Moves = [];

  constructor(
    private readonly chain: Chain,
    private readonly watcher: Watcher | undefined,
    private readonly setting: Setting,
  ) {}

  async play(scenario: Scenario, preset: Scenario | undefined): Promise<Result> {
    const failures: Failure[] = [];
    await this.fund(scenario, preset);
    if (this.watcher) this.before = await this.held(this.accounts);
    for (const deployment of (preset ?? scenario).deploy ?? []) await this.deploy(deployment);
    this.block = await this.chain.block();

    const steps = [...(preset?.steps ?? []), ...scenario.steps];
    const before = preset?.steps.length ?? 0;
    for (const [index, step] of steps.entries()) {
      const at = index < before ? `preset step ${index + 1}` : `step ${index - before + 1}`;
      [this.refused, this.moves] = [undefined, []];
      const problems = await this.step(step).catch((error: unknown) => [String(error)]);
      if (index >= before) await this.watcher?.played(index - before + 1, step, this.outcome(problems));
      if (problems.length > 0) failures.push({ at, problems });
      // What follows a write that went wrong says nothing.
      if (problems.length > 0 && step.kind !== "query" && step.kind !== "balance") break;
    }
    await this.watcher?.ended(await this.cast());
    return { skipped: false, steps: scenario.steps.length, failures };
  }

  private outcome(problems: string[]): Outcome {
    const { refused, moves, block } = this;
    return { problems, refused, moves, block };
  }

  private async cast(): Promise<Cast> {
    const member = ([name, { address }]: [string, Account]): Member => ({ name, address });
    const accounts = [...this.accounts].map(member);
    return { accounts, contracts: await this.contractMembers(), before: this.before ?? new Map() };
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
    const code = artifact(name, this.setting.artifacts);
    const codeId = (await findCode(owner, code.checksum)) ?? (await store(owner, code)).codeId;
    this.codes.set(name, codeId);
    return codeId;
  }

  saved(name: string): Json {
    const value = this.values.get(name);
    if (value === undefined) throw new Error(`no earlier step saved ${name}`);
    return value;
  }

  async time(seconds: number): Promise<string> {
    const { time } = await this.chain.block();
    return `${Math.floor(time / 1000) + seconds}000000000`;
  }

  private async account(name: string): Promise<Account> {
    const known = this.accounts.get(name);
    if (known !== undefined) return known;
    const met = await this.chain.testAccount(name);
    this.accounts.set(name, met);
    this.before?.set(name, await this.chain.balances(met.address));
    return met;
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
    const codeId = await this.code(code);
    const message = sender.instantiate({ codeId, label: name, init, funds: toCoins(funds), admin: this.setting.admin });
    const address = createdIn(await sender.send([message], GAS));
    this.contracts.set(name, { address, code });
    await this.watcher?.deployed(deployment, address);
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
    const before = wanted.changes || wanted.fails || this.watcher ? await this.balances() : undefined;
    const result = await send().catch(refusal);
    if (result.height === undefined) return [`not in a block: ${(result as TributaryError).reason}`];
    this.block = await this.chain.block(result.height);
    if (result instanceof TributaryError) this.refused = result.reason;
    if (result instanceof TributaryError && !wanted.fails) return [`refused: ${result.reason}`];

    if (before) this.moves = moved(before, await this.balances(), (name, denom) => this.counts(name, denom));
    const problems = wanted.changes || wanted.fails ? unexpected(wanted.changes ?? {}, this.moves, this.chain.feeDenom) : [];
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
    return this.held([...this.accounts, ...(await this.contractMembers()).map((of) => [of.name, of] as const)]);
  }

  private async held(members: Iterable<readonly [string, { address: string }]>): Promise<Map<string, Amounts>> {
    const found = [...members].map(async ([name, { address }]) => [name, await this.chain.balances(address)] as const);
    return new Map(await Promise.all(found));
  }

  /** All contracts, with the coinbases of all pools. */
  private async contractMembers(): Promise<Member[]> {
    const members: Member[] = [];
    for (const [name, contract] of this.contracts) {
      members.push({ name, ...contract });
      if (contract.code !== "pool-registry") continue;
      for (const [operator, address] of await this.coinbases(contract.address))
        members.push({ name: `coinbase:${operator}`, address, code: "coinbase" });
    }
    return members;
  }

  private async coinbases(registry: string): Promise<Map<string, string>> {
    const answer = await this.chain.query(registry, { pools: { limit: 100 } });
    const pools = isObject(answer) && Array.isArray(answer["pools"]) ? answer["pools"].filter(isObject) : [];
    const names = new Map([...this.accounts].map(([name, account]) => [account.address, name]));
    return new Map(pools.map((pool) => [names.get(String(pool["pool"])) ?? String(pool["pool"]), String(pool["coinbase"])]));
  }

  /** Not what accounts paid as fees. */
  private counts(name: string, denom: string): boolean {
    return denom !== this.chain.feeDenom || !this.accounts.has(name);
  }

  private save(saves: Record<string, string>, contract: string, result: Executed): string[] {
    return Object.entries(saves).flatMap(([name, key]) => {
      const found = savedFrom(result, contract, key);
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

function unlike(wanted: true | string, found: string): string[] {
  if (wanted === true || found.toLowerCase().includes(wanted.toLowerCase())) return [];
  return [`fails: expected the words ${JSON.stringify(wanted)}, found ${found}`];
}
