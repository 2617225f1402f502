/**
 * Deploys a plan. Every step looks at the chain first and does only what is missing, so an interrupted deployment is
 * continued by running it again. Contracts have addresses that follow from code, deployer and label (`instantiate2`): a second
 * one of the same plan cannot come to be.
 */

import { instantiate2Address } from "@cosmjs/cosmwasm";
import { fromBech32, fromHex, toUtf8 } from "@cosmjs/encoding";
import type { EncodeObject } from "@cosmjs/proto-signing";

import { artifact, checksumOf, checksums } from "../artifacts.js";
import type { Account, Chain } from "../chain.js";
import { toCoins } from "../chain.js";
import type { Json, JsonObject } from "../json.js";
import { isObject } from "../json.js";
import { codesIn, resolve } from "../references.js";
import type { Names } from "../references.js";
import { differences } from "../scenario/expect.js";
import { findCode, store } from "../store.js";
import type { Plan, PlannedContract } from "./plan.js";
import type { Deployment, Transaction } from "./record.js";
import { readRecord, recordFile, writeRecord } from "./record.js";

/** Says what happens. */
export type Say = (line: string) => void;

/** The codes that a plan needs, in order. */
export function codesOf(plan: Plan): string[] {
  return [...new Set(plan.contracts.flatMap(({ code, init }) => [code, ...codesIn(init)]))];
}

/** Where a contract of the plan is, or will be. */
export function addressOf(plan: Plan, deployer: string, name: string): string {
  const planned = plan.contracts.find((contract) => contract.name === name);
  if (!planned) throw new Error(`${plan.file}: there is no contract ${name}`);
  return instantiate2Address(fromHex(checksumOf(planned.code)), deployer, salt(plan, planned), plan.prefix);
}

/** What the chain shows as the contract's label. */
export function labelOf(plan: Plan, contract: PlannedContract): string {
  return `${plan.label}/${contract.name}`;
}

function salt(plan: Plan, contract: PlannedContract): Uint8Array {
  const bytes = toUtf8(labelOf(plan, contract));
  if (bytes.length > 64) throw new Error(`${labelOf(plan, contract)}: label and name have more than 64 bytes`);
  return bytes;
}

/** Names of a plan's messages. */
export function namesOf(plan: Plan, deployer: string, code: (name: string) => Promise<number>): Names {
  return { address: async (name) => addressOf(plan, deployer, name), code };
}

/** Deploys, or goes on deploying. */
export class Deployer {
  private readonly record: Deployment;
  private readonly names: Names;

  constructor(
    private readonly chain: Chain,
    private readonly plan: Plan,
    private readonly deployer: Account,
    private readonly say: Say,
    /** Show the messages and send nothing. */
    private readonly dryRun: boolean,
  ) {
    const { chainId, label, owner, admin } = plan;
    if (chain.id !== chainId) throw new Error(`${chain.rpc} is the chain ${chain.id}, the plan is for ${chainId}`);
    this.record = readRecord(chainId) ?? {
      chain_id: chainId,
      label,
      deployer: deployer.address,
      owner,
      admin,
      codes: {},
      contracts: {},
      wiring: [],
    };
    if (this.record.label !== label || this.record.deployer !== deployer.address) {
      const there = `the deployment ${this.record.label} of ${this.record.deployer}`;
      throw new Error(`${recordFile(chainId)} is ${there}: move it away to make another`);
    }
    Object.assign(this.record, { owner, admin });
    checkAddress(plan, "owner", owner);
    if (admin !== "") checkAddress(plan, "admin", admin);
    this.names = namesOf(plan, deployer.address, async (name) => this.record.codes[name]?.code_id ?? 0);
  }

  /** Everything but what the new owner must do. */
  async run(): Promise<Deployment> {
    await this.checkRecord();
    for (const code of codesOf(this.plan)) await this.store(code);
    for (const contract of this.plan.contracts) await this.instantiate(contract);
    for (const wiring of this.plan.wiring) await this.wire(wiring);
    for (const contract of this.plan.contracts) await this.offer(contract);
    return this.record;
  }

  /**
   * The record must be of this chain, not of a devnet that was reset; and another code is another deployment: contracts would have
   * other addresses, or new pools other coinbases than the registry knows.
   */
  private async checkRecord(): Promise<void> {
    for (const [name, { code_id: id, checksum }] of Object.entries(this.record.codes)) {
      if ((await this.chain.checksum(id)) === checksum) continue;
      throw new Error(
        `${recordFile(this.plan.chainId)}: code ${id} on this chain is not ${name}; a record of another chain? Move it away`,
      );
    }
    const stale = Object.entries(this.record.codes).find(([name, { checksum }]) => checksums().get(name) !== checksum);
    if (stale && Object.keys(this.record.contracts).length > 0) {
      throw new Error(`${stale[0]} has changed since this deployment: migrate it, or give the plan another label`);
    }
  }

  private async store(name: string): Promise<void> {
    const code = artifact(name);
    const known = this.record.codes[name] ?? (await this.storedBefore(code.checksum));
    if (known?.checksum === code.checksum) {
      this.say(`${name}: stored as code ${known.code_id}`);
      return this.remember(() => (this.record.codes[name] = known));
    }
    if (this.dryRun) return this.say(`would store ${name}, ${code.wasm.length} bytes, checksum ${code.checksum}`);
    const { codeId, executed } = await store(this.deployer, code);
    const transaction = { hash: executed.transactionHash, height: executed.height };
    this.say(`${name}: stored as code ${codeId}`);
    this.remember(() => (this.record.codes[name] = { code_id: codeId, checksum: code.checksum, transaction }));
  }

  private async storedBefore(checksum: string): Promise<Deployment["codes"][string] | undefined> {
    const id = await findCode(this.deployer, checksum);
    if (id === undefined) return undefined;
    return { code_id: id, checksum, transaction: await this.find(`store_code.code_id='${id}'`) };
  }

  private async instantiate(contract: PlannedContract): Promise<void> {
    const { name, code, funds } = contract;
    const address = addressOf(this.plan, this.deployer.address, name);
    const label = labelOf(this.plan, contract);
    const entry = { code, address, label };
    if (await this.chain.exists(address)) {
      this.say(`${name}: deployed at ${address}`);
      const transaction =
        this.record.contracts[name]?.transaction ?? (await this.find(`instantiate._contract_address='${address}'`));
      return this.remember(() => (this.record.contracts[name] = { ...entry, transaction }));
    }
    const init = (await resolve(contract.init, this.names)) as JsonObject;
    if (this.dryRun) return this.say(`would instantiate ${label} at ${address} with ${JSON.stringify(init)}`);
    const message = this.deployer.instantiate({
      codeId: await this.names.code(code),
      label,
      init,
      funds: toCoins(funds),
      admin: this.plan.admin,
      salt: salt(this.plan, contract),
    });
    const transaction = await this.send(message);
    this.say(`${name}: deployed at ${address}`);
    this.remember(() => (this.record.contracts[name] = { ...entry, transaction }));
  }

  private async wire({ contract, execute, holds }: Plan["wiring"][number]): Promise<void> {
    const message = (await resolve(execute, this.names)) as JsonObject;
    const wanted = await resolve(holds.equals, this.names);
    const holdsNow = async (): Promise<boolean> => differences(wanted, await this.ask(contract, holds.query)).length === 0;
    if (this.dryRun && !(await this.there(contract))) return this.would(contract, message);
    if (await holdsNow()) return this.say(`${contract}: wired`);
    if (this.dryRun) return this.would(contract, message);
    await this.execute(contract, message, `${contract}: wired`);
    if (!(await holdsNow()))
      throw new Error(`${contract}: ${JSON.stringify(message)} went through, yet ${JSON.stringify(holds)} does not hold`);
  }

  private async offer({ name }: PlannedContract): Promise<void> {
    const message = { update_ownership: { transfer_ownership: { new_owner: this.plan.owner } } };
    if (this.dryRun && !(await this.there(name)))
      return this.plan.owner === this.deployer.address ? undefined : this.would(name, message);
    const { owner, pending_owner: pending } = await ownership(this.chain, await this.names.address(name));
    if (owner === this.plan.owner) return this.say(`${name}: owned by ${owner}`);
    if (pending === this.plan.owner) return this.say(`${name}: offered to ${pending}, who must accept`);
    if (this.dryRun) return this.would(name, message);
    await this.execute(name, message, `${name}: offered to ${this.plan.owner}, who must accept`);
  }

  private would(contract: string, message: JsonObject): void {
    this.say(`would send ${contract} ${JSON.stringify(message)}`);
  }

  private async there(name: string): Promise<boolean> {
    return this.chain.exists(addressOf(this.plan, this.deployer.address, name));
  }

  private async ask(name: string, query: JsonObject): Promise<Json> {
    const resolved = (await resolve(query, this.names)) as JsonObject;
    return this.chain.query(addressOf(this.plan, this.deployer.address, name), resolved);
  }

  private async execute(contract: string, message: JsonObject, done: string): Promise<void> {
    const transaction = await this.send(this.deployer.execute(await this.names.address(contract), message));
    this.say(done);
    this.remember(() => this.record.wiring.push({ contract, execute: message, transaction }));
  }

  private async send(message: EncodeObject): Promise<Transaction> {
    const { transactionHash, height } = await this.deployer.send([message]);
    return { hash: transactionHash, height };
  }

  /** A transaction that an interrupted run sent and did not write down; nothing where the node keeps no index. */
  private async find(query: string): Promise<Transaction | undefined> {
    const [first] = await this.deployer.client.searchTx(query).catch(() => []);
    return first && { hash: first.hash, height: first.height };
  }

  private remember(change: () => unknown): void {
    if (this.dryRun) return;
    change();
    writeRecord(this.record);
  }
}

/** The second step of the hand-over, signed by the new owner. */
export async function acceptOwnership(chain: Chain, record: Deployment, owner: Account, say: Say): Promise<void> {
  if (chain.id !== record.chain_id) throw new Error(`${chain.rpc} is the chain ${chain.id}, the record is of ${record.chain_id}`);
  for (const [name, { address }] of Object.entries(record.contracts)) {
    const { owner: present, pending_owner: pending } = await ownership(chain, address);
    if (present === owner.address) continue;
    if (pending !== owner.address) {
      throw new Error(`${name}: the ownership is offered to ${pending ?? "nobody"}, not to ${owner.address}`);
    }
    const message = { update_ownership: "accept_ownership" };
    const { transactionHash, height } = await owner.send([owner.execute(address, message)]);
    say(`${name}: accepted by the owner`);
    record.wiring.push({ contract: name, execute: message, transaction: { hash: transactionHash, height } });
    writeRecord(record);
  }
}

async function ownership(chain: Chain, address: string): Promise<{ owner: Json; pending_owner: Json }> {
  const answer = await chain.query(address, { ownership: {} });
  if (!isObject(answer)) throw new Error(`${address} does not say who owns it`);
  return { owner: answer["owner"] ?? null, pending_owner: answer["pending_owner"] ?? null };
}

/** Before anything is sent: an owner with a typing mistake would be found out by the last message of all. */
function checkAddress(plan: Plan, key: string, address: string): void {
  const prefix = ((): string | undefined => {
    try {
      return fromBech32(address).prefix;
    } catch {
      return undefined;
    }
  })();
  if (prefix !== plan.prefix)
    throw new Error(`${plan.file}, ${key}: ${JSON.stringify(address)} is no address that begins with ${plan.prefix}1`);
}
