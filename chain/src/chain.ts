/** A chain as the tools use it: who signs, transactions that are waited for, blocks, balances. */

import { setTimeout as sleep } from "node:timers/promises";

import type { Coin } from "@cosmjs/amino";
import type { Contract, SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import { fromUtf8, toUtf8 } from "@cosmjs/encoding";
import type { EncodeObject, OfflineSigner } from "@cosmjs/proto-signing";
import { calculateFee, GasPrice, QueryClient, setupBankExtension } from "@cosmjs/stargate";
import type { CometClient } from "@cosmjs/tendermint-rpc";
import { connect, executeMessage } from "tributary-client";
import type { Connection, Executed, SigningConnection } from "tributary-client";
import { testAccount } from "tributary-client/testing";

import type { State } from "./at.js";
import type { Amounts, Json, JsonObject } from "./json.js";

/** A block. */
export interface Block {
  height: number;
  /** Milliseconds since 1970. */
  time: number;
}

/** Below this an account of a scenario gets new coins for fees. */
const LOW_FEES = 1_000_000_000n;
const NEW_FEES = "10000000000";

/** Without a block for so many milliseconds a chain is taken to stand still. */
const HALTED = 60_000;

/** Somebody who signs. */
export class Account {
  constructor(
    readonly connection: SigningConnection,
    private readonly gasPrice: GasPrice,
  ) {}

  get address(): string {
    return this.connection.address;
  }

  /** CosmJS, for what is not about our contracts. */
  get client(): SigningCosmWasmClient {
    return this.connection.cosmwasm;
  }

  /**
   * Signs, sends and waits for the block.
   *
   * @param gas the gas limit; without one the chain simulates, and refuses there what would fail
   * @throws TributaryError when the chain or a contract refuses
   */
  async send(messages: readonly EncodeObject[], gas?: number): Promise<Executed> {
    return this.connection.send(this.address, messages, gas === undefined ? "auto" : calculateFee(gas, this.gasPrice));
  }

  /** A call of a contract. */
  execute(contract: string, msg: JsonObject, funds: readonly Coin[] = []): EncodeObject {
    return executeMessage(this.address, contract, msg, funds);
  }

  /** A transfer by the bank. */
  transfer(to: string, amount: readonly Coin[]): EncodeObject {
    return { typeUrl: "/cosmos.bank.v1beta1.MsgSend", value: { fromAddress: this.address, toAddress: to, amount } };
  }

  /** A new contract, at an address that follows from code, sender and salt if there is a salt. */
  instantiate(contract: NewContract): EncodeObject {
    const { codeId, label, init, funds = [], admin = "", salt } = contract;
    const value = { sender: this.address, admin, codeId: BigInt(codeId), label, msg: toUtf8(JSON.stringify(init)), funds };
    if (salt === undefined) return { typeUrl: "/cosmwasm.wasm.v1.MsgInstantiateContract", value };
    return { typeUrl: "/cosmwasm.wasm.v1.MsgInstantiateContract2", value: { ...value, salt, fixMsg: false } };
  }
}

/** The address of the first contract that a transaction instantiated. */
export function createdIn(executed: Executed): string {
  const created = executed.chainEvents.find(({ type }) => type === "instantiate")?.attributes;
  const address = created?.find(({ key }) => key === "_contract_address")?.value;
  if (address === undefined) throw new Error(`transaction ${executed.transactionHash} instantiated nothing`);
  return address;
}

/** A contract to be instantiated. */
export interface NewContract {
  codeId: number;
  label: string;
  init: JsonObject;
  funds?: readonly Coin[];
  /** Who may migrate it; nobody if omitted. */
  admin?: string;
  salt?: Uint8Array;
}

/** Coins in the order that the chain wants. */
export function toCoins(amounts: Amounts): Coin[] {
  const coins = Object.entries(amounts).map(([denom, amount]) => ({ denom, amount }));
  return coins.sort((one, other) => (one.denom < other.denom ? -1 : 1));
}

/** A chain. */
export class Chain implements State {
  private readonly testAccounts = new Map<string, Account>();

  private constructor(
    readonly id: string,
    readonly rpc: string,
    private readonly reader: Connection,
    private readonly gasPrice: GasPrice,
  ) {}

  /**
   * @param gasPrice for example `0.0025ufee`
   * @throws when nothing answers there
   */
  static async open(rpc: string, gasPrice: string): Promise<Chain> {
    const reader = await connect(rpc);
    return new Chain(await reader.cosmwasm.getChainId(), rpc, reader, GasPrice.fromString(gasPrice));
  }

  /** The node, for queries that the clients do not have. */
  get comet(): CometClient {
    return this.reader.comet;
  }

  /** The denom in which gas is paid. */
  get feeDenom(): string {
    return this.gasPrice.denom;
  }

  /** Somebody who can sign here. */
  async account(signer: OfflineSigner): Promise<Account> {
    const options = { gasPrice: this.gasPrice.toString(), broadcastPollIntervalMs: 100 };
    return new Account(await connect(this.rpc, signer, options), this.gasPrice);
  }

  /** An account whose key follows from its name: test chains only. */
  async testAccount(name: string): Promise<Account> {
    const account = this.testAccounts.get(name) ?? (await this.account((await testAccount(name)).wallet));
    this.testAccounts.set(name, account);
    return account;
  }

  /** Whether there is a contract at an address. */
  async exists(address: string): Promise<boolean> {
    return (await orNothing(this.contract(address))) !== undefined;
  }

  /** What the chain knows of a contract. */
  async contract(address: string): Promise<Contract> {
    return this.reader.cosmwasm.getContract(address);
  }

  /** The checksum of a code, nothing if there is no such code. */
  async checksum(codeId: number): Promise<string | null> {
    return (await orNothing(this.reader.cosmwasm.getCodeDetails(codeId)))?.checksum ?? null;
  }

  /** Name and version of a contract as cw2 keeps them. */
  async cw2(address: string): Promise<Json> {
    const raw = await this.reader.cosmwasm.queryContractRaw(address, toUtf8("contract_info"));
    return raw === null ? null : (JSON.parse(fromUtf8(raw)) as Json);
  }

  /** The answer of a contract, for the generated clients. */
  async queryContractSmart<Answer>(contract: string, msg: object): Promise<Answer> {
    return this.reader.queryContractSmart(contract, msg);
  }

  /** The answer of a contract. */
  async query(contract: string, msg: JsonObject): Promise<Json> {
    return this.queryContractSmart(contract, msg);
  }

  /**
   * The block at a height, or the latest whose state is there to be queried.
   *
   * A node keeps a block before its transactions have run: the latest it can tell is not the latest it can answer from.
   */
  async block(height?: number): Promise<Block> {
    const { lastBlockHeight } = height === undefined ? await this.comet.abciInfo() : {};
    const { header } = await this.reader.cosmwasm.getBlock(height ?? lastBlockHeight);
    return { height: header.height, time: Date.parse(header.time) };
  }

  /**
   * Waits until height and time are reached: queries answer from there.
   *
   * @throws when no block came for a minute
   */
  async waitFor(until: Block): Promise<Block> {
    let [last, since] = [0, Date.now()];
    for (;;) {
      const block = await this.block();
      if (block.height >= until.height && block.time >= until.time) return block;
      if (block.height > last) [last, since] = [block.height, Date.now()];
      if (Date.now() - since > HALTED) throw new Error(`${this.id} stands still at height ${last}`);
      await sleep(100);
    }
  }

  /** The balance of one denom. */
  async balance(address: string, denom: string): Promise<string> {
    return (await this.reader.cosmwasm.getBalance(address, denom)).amount;
  }

  /** All balances. */
  async balances(address: string): Promise<Amounts> {
    const coins = await QueryClient.withExtensions(this.reader.comet, setupBankExtension).bank.allBalances(address);
    return Object.fromEntries(coins.map(({ denom, amount }) => [denom, amount]));
  }

  /** Gives an account exactly these coins, and enough to pay its fees; the faucet gives and takes. */
  async setBalances(account: Account, wanted: Amounts): Promise<void> {
    const faucet = await this.testAccount("faucet");
    const found = await this.balances(account.address);
    const denoms = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].filter((denom) => denom !== this.feeDenom);
    const missing = (denom: string): bigint => BigInt(wanted[denom] ?? 0) - BigInt(found[denom] ?? 0);
    const pick = (sign: bigint): Amounts => {
      const some = denoms.filter((denom) => missing(denom) * sign > 0n);
      return Object.fromEntries(some.map((denom) => [denom, String(missing(denom) * sign)]));
    };
    const given = { ...pick(1n), ...(BigInt(found[this.feeDenom] ?? 0) < LOW_FEES ? { [this.feeDenom]: NEW_FEES } : {}) };
    const taken = pick(-1n);
    if (Object.keys(given).length > 0) await faucet.send([faucet.transfer(account.address, toCoins(given))]);
    if (Object.keys(taken).length > 0) await account.send([account.transfer(faucet.address, toCoins(taken))]);
  }
}

/** What the chain does not have is nothing; whatever else goes wrong is an error. */
async function orNothing<T>(query: Promise<T>): Promise<T | undefined> {
  return query.catch((error: unknown) => {
    if (/not found|no such (contract|code)|code id: \d+: no such/i.test(String(error))) return undefined;
    throw error;
  });
}
