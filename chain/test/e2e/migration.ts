/** The suite of another release, migrated to this one contract by contract while a scenario is played on it. */

import assert from "node:assert/strict";

import { toUtf8 } from "@cosmjs/encoding";
import type { EncodeObject } from "@cosmjs/proto-signing";
import { TributaryError } from "tributary-client";

import { artifact } from "../../src/artifacts.js";
import type { Account, Chain } from "../../src/chain.js";
import { cw2Of } from "../../src/deploy/verify.js";
import { isObject } from "../../src/json.js";
import { books, holds } from "../../src/scenario/books.js";
import type { Deployment, Step } from "../../src/scenario/format.js";
import type { Cast, Outcome, Watcher } from "../../src/scenario/watcher.js";
import { findCode, store } from "../../src/store.js";

/** What can be migrated, with the ways out of it. A coinbase has no admin; tokens are not of the suite. */
export const EXITS: Record<string, readonly string[]> = {
  "staker-registry": ["unbond", "unbond_license", "release_license", "finalize_unbond"],
  "pool-registry": ["undelegate", "finalize_unbond", "finalize_many", "withdraw_rewards"],
  "license-nft": ["redeem"],
  "treasury-decay": ["collect"],
  "boosted-staking": ["withdraw", "claim"],
  "joint-staking": ["terminate_agreement", "release_principal", "claim_rewards"],
};

/** Enough for a call that is refused, so that a block refuses it and not the simulation. */
const GAS = 1_000_000;

/** Steps from one page to the next at least. Each has one row of each contract, so that much can happen meanwhile. */
const BETWEEN = 3;

/** One that the scenario has deployed. */
interface Migrated {
  name: string;
  code: string;
  address: string;
  /** The id of the other release's code. */
  old: number;
}

/** Who migrates, and what was seen. */
export class Migration implements Watcher {
  /** What was gone out by while the migration of that contract was open: its code and the message. */
  readonly exits = new Set<string>();
  /** Calls that were refused as they must be; steps between the first code and the last page; rows that were passed, and written anew. */
  readonly seen = { refusals: 0, steps: 0, pages: 0, passed: 0, rewritten: 0 };
  private readonly contracts: Migrated[] = [];
  private readonly codes = new Map<string, number>();
  private waiting: Migrated[] = [];
  private open: Migrated[] = [];
  private sinceLast = 0;

  /** @param after how many steps of the scenario are played before the admin begins */
  constructor(
    private readonly chain: Chain,
    private readonly admin: Account,
    private readonly stranger: Account,
    private readonly steps: readonly Step[],
    private readonly after: number,
  ) {}

  async deployed({ name, code }: Deployment, address: string): Promise<void> {
    if (code in EXITS) this.contracts.push({ name, code, address, old: (await this.chain.contract(address)).codeId });
  }

  async played(number: number, step: Step, { refused, problems }: Outcome): Promise<void> {
    if (problems.length > 0 || number < this.after) return;
    if (number === this.after) await this.prepare();
    else if (step.kind === "execute" && refused === undefined) this.note(step.contract, Object.keys(step.execute)[0] ?? "");
    if (this.waiting.length + this.open.length === 0) return;
    this.seen.steps += 1;
    // What is asked about a step is asked in its block.
    const next = this.steps[number]?.kind;
    if (next === "query" || next === "balance") return;
    this.sinceLast += 1;
    if (this.waiting.length > 0) return this.migrate();
    if (this.sinceLast < BETWEEN) return;
    this.sinceLast = 0;
    await this.pages(1);
  }

  /** What is left to be done, what must be refused afterwards, and the account of everybody and everything. */
  async ended(cast: Cast): Promise<void> {
    if (this.codes.size === 0) return; // it did not come so far
    while (this.waiting.length > 0) await this.migrate();
    for (const { address, code, old } of this.contracts) {
      assert.deepEqual(await this.chain.cw2(address), cw2Of(code));
      await this.refuses(this.admin, migration(this.admin, address, this.newCode(code)), /cannot migrate/);
      await this.refuses(this.admin, migration(this.admin, address, old), /cannot migrate/);
    }
    while (this.open.length > 0) await this.pages(100);
    for (const { name, code, address } of this.contracts) {
      assert.equal((await this.chain.contract(address)).codeId, this.codes.get(code), name);
      assert.equal(await this.chain.query(address, { migration: {} }), null, name);
      await this.refuses(this.stranger, this.page(address, 0, 1), /nothing to migrate/);
    }
    if (cast.contracts.some(({ code }) => code?.startsWith("cw"))) return; // the account knows no tokens of people
    const { rows, totals } = await books(this.chain, cast, new Map());
    const wrong = rows.filter((row) => !holds(row)).map(({ contract, denom }) => `${contract} ${denom}`);
    assert.deepEqual(wrong, [], "contracts that do not have what they say");
    const lost = totals.filter(({ before, after }) => before !== after).map(({ denom }) => denom);
    assert.deepEqual(lost, [], "denoms of which something appeared or vanished");
  }

  private note(contract: string, message: string): void {
    const code = this.open.find(({ name }) => name === contract)?.code;
    if (code !== undefined && EXITS[code]?.includes(message)) this.exits.add(`${code} ${message}`);
  }

  /** Stores the codes, and tries what must be refused. */
  private async prepare(): Promise<void> {
    for (const { code } of this.contracts) this.codes.set(code, await this.stored(code));
    const coinbase = await this.stored("coinbase");
    for (const { address, code } of this.contracts) {
      await this.refuses(this.stranger, migration(this.stranger, address, this.newCode(code)), /unauthorized/);
      await this.refuses(this.admin, migration(this.admin, address, coinbase), /migrate/);
      for (const other of this.contracts.filter((other) => other.code !== code))
        await this.refuses(this.admin, migration(this.admin, address, this.newCode(other.code)), /cannot migrate/);
      await this.refuses(this.stranger, this.page(address, 0, 1), /unknown variant `migrate_records`/);
    }
    this.waiting = [...this.contracts];
  }

  /** The next contract: until the last one is, contracts of both releases work together. */
  private async migrate(): Promise<void> {
    const next = this.waiting.shift();
    assert.ok(next);
    await this.admin.send([migration(this.admin, next.address, this.newCode(next.code))]);
    this.open.push(next);
  }

  /** A page of each contract that needs one, in one transaction of somebody whom nobody knows. */
  private async pages(limit: number): Promise<void> {
    const pages: EncodeObject[] = [];
    for (const { address } of this.open) pages.push(this.page(address, await this.cursor(address), limit));
    const { chainEvents } = await this.stranger.send(pages);
    const told = chainEvents.filter(({ type }) => type.endsWith("/records_migrated")).map(({ attributes }) => attributes);
    const all = told.map((attributes) => new Map(attributes.map(({ key, value }) => [key, value])));
    assert.equal(all.length, pages.length);
    const sum = (key: string): number => all.reduce((sum, page) => sum + Number(page.get(key)), 0);
    assert.equal(sum("unreadable"), 0);
    this.seen.pages += pages.length;
    this.seen.passed += sum("passed");
    this.seen.rewritten += sum("rewritten");
    const complete = all.filter((page) => page.get("complete") === "true").map((page) => page.get("_contract_address"));
    this.open = this.open.filter(({ address }) => !complete.includes(address));
  }

  private async cursor(address: string): Promise<number> {
    const answer = await this.chain.query(address, { migration: {} });
    assert.ok(isObject(answer) && answer["from_version"] === "0.1.0" && typeof answer["cursor"] === "number");
    return answer["cursor"];
  }

  private async stored(code: string): Promise<number> {
    const wanted = artifact(code);
    return (await findCode(this.admin, wanted.checksum)) ?? (await store(this.admin, wanted)).codeId;
  }

  private newCode(code: string): number {
    const id = this.codes.get(code);
    assert.ok(id !== undefined, code);
    return id;
  }

  private page(contract: string, cursor: number, limit: number): EncodeObject {
    return this.stranger.execute(contract, { migrate_records: { cursor, limit } });
  }

  private async refuses(sender: Account, message: EncodeObject, words: RegExp): Promise<void> {
    await assert.rejects(sender.send([message], GAS), (error: unknown) => {
      assert.ok(error instanceof TributaryError && error.height !== undefined, String(error));
      assert.match(error.reason, words);
      return true;
    });
    this.seen.refusals += 1;
  }
}

function migration(sender: Account, contract: string, code: number): EncodeObject {
  const value = { sender: sender.address, contract, codeId: BigInt(code), msg: toUtf8("{}") };
  return { typeUrl: "/cosmwasm.wasm.v1.MsgMigrateContract", value };
}
