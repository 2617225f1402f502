/** What the keeper needs of a chain, and how nodes give it. */

import { createHash } from "node:crypto";

import { encodeSecp256k1Pubkey } from "@cosmjs/amino";
import { SigningCosmWasmClient } from "@cosmjs/cosmwasm";
import type { DirectSecp256k1HdWallet } from "@cosmjs/proto-signing";
import { QueryClient, setupTxExtension } from "@cosmjs/stargate";
import { TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import { MsgExecuteContract } from "cosmjs-types/cosmwasm/wasm/v1/tx";
import type { Connection, ICosmWasmClient } from "tributary-client";
import {
  decodeEvents,
  executeMessage,
  PoolRegistryQueryClient,
  refusalIn,
  StakerRegistryQueryClient,
  TributaryError,
} from "tributary-client";

import type { Call, Outcome } from "./batches.js";
import { callsOf } from "./batches.js";
import { Refused } from "./config.js";
import type { Finder } from "./finder.js";
import type { Item } from "./items.js";
import { wordsOf } from "./log.js";
import type { Nodes } from "./nodes.js";
import type { Report, Suite } from "./report.js";
import { reportOf } from "./report.js";

/** The chain and our account on it, read from one node. */
export interface Account {
  readonly height: number;
  readonly accountNumber: bigint;
  readonly sequence: number;
  /** In the fee's denom. */
  readonly balance: bigint;
}

/** A transaction to be signed. */
export interface Draft {
  readonly items: readonly Item[];
  readonly gasLimit: bigint;
  readonly fee: bigint;
  readonly accountNumber: bigint;
  readonly sequence: number;
  readonly timeoutHeight: number;
}

/** A signed transaction. */
export interface Signed {
  readonly bytes: Uint8Array;
  /** Upper-case hex. */
  readonly hash: string;
}

/** A transaction in a block. */
export interface Included {
  readonly height: number;
  readonly report: Report;
  /** Why it failed, and at which call of `callsOf` if that is known. */
  readonly failed?: { readonly reason: string; readonly call: number | undefined };
}

/** The chain. Every method throws NoNode when no node answers. */
export interface Chain {
  readonly address: string;
  /** The staking denom, in which bounties are paid. */
  stakingDenom(): Promise<string>;
  /** Undefined while the account does not exist: nobody has sent it anything. */
  account(): Promise<Account | undefined>;
  find(finder: Finder, minRewards: bigint): Promise<Item[]>;
  simulate(items: readonly Item[], sequence: number): Promise<Outcome>;
  sign(draft: Draft): Promise<Signed>;
  /** Answers why a node refused it; undefined if it took it, or has it already. */
  broadcast(signed: Signed): Promise<string | undefined>;
  /** The transaction, if it is in a block and nodes show it. */
  transaction(hash: string): Promise<Included | undefined>;
}

/** A chain behind nodes. */
export class RemoteChain implements Chain {
  private suite: Suite | undefined;

  private constructor(
    private readonly nodes: Nodes,
    private readonly settings: { chainId: string; poolRegistry: string; feeDenom: string },
    private readonly signer: SigningCosmWasmClient,
    readonly address: string,
    private readonly publicKey: Uint8Array,
  ) {}

  /** Asks nothing yet. */
  static async of(
    nodes: Nodes,
    wallet: DirectSecp256k1HdWallet,
    settings: { chainId: string; poolRegistry: string; feeDenom: string },
  ): Promise<RemoteChain> {
    const [account] = await wallet.getAccounts();
    if (account === undefined) throw new Error("a wallet has an account");
    const signer = await SigningCosmWasmClient.offline(wallet);
    return new RemoteChain(nodes, settings, signer, account.address, account.pubkey);
  }

  /**
   * The contracts, which the pool-registry names.
   *
   * @throws Refused when it is none
   */
  private async contracts(): Promise<Suite> {
    if (this.suite) return this.suite;
    const { poolRegistry } = this.settings;
    const isNone = (why: string): Refused => new Refused(`pool_registry: ${poolRegistry} does not answer as one: ${why}`);
    const config = await this.nodes
      .ask((connection) => new PoolRegistryQueryClient(connection, poolRegistry).config())
      .catch((error: unknown) => {
        const refusal = refusalIn(error);
        // What else a chain may refuse passes, for example that it waits for its first block.
        if (refusal?.kind === "contract" || /no such contract/.test(refusal?.reason ?? "")) throw isNone(refusal?.reason ?? "");
        throw error;
      });
    const { staker_registry: stakerRegistry, denom } = config;
    // Other contracts have a query of that name too.
    if (typeof stakerRegistry !== "string") throw isNone("it names no staker-registry");
    this.suite = { poolRegistry, stakerRegistry, denom };
    return this.suite;
  }

  async stakingDenom(): Promise<string> {
    return (await this.contracts()).denom;
  }

  async account(): Promise<Account | undefined> {
    return this.nodes.ask(async (connection) => {
      // First the height: what follows is of that height or a later one.
      const { lastBlockHeight = 0 } = await connection.comet.abciInfo();
      const height = this.nodes.believed(lastBlockHeight);
      const account = await connection.cosmwasm.getAccount(this.address);
      if (account === null) return undefined;
      const { amount } = await connection.cosmwasm.getBalance(this.address, this.settings.feeDenom);
      const { accountNumber, sequence } = account;
      return { height, accountNumber, sequence: Number(sequence), balance: BigInt(amount) };
    });
  }

  async find(finder: Finder, minRewards: bigint): Promise<Item[]> {
    const { stakerRegistry, poolRegistry } = await this.contracts();
    const reader: ICosmWasmClient = {
      queryContractSmart: (contract, query) => this.nodes.ask((connection) => connection.queryContractSmart(contract, query)),
    };
    const stakers = new StakerRegistryQueryClient(reader, stakerRegistry);
    return finder.look(stakers, new PoolRegistryQueryClient(reader, poolRegistry), minRewards);
  }

  async simulate(items: readonly Item[], sequence: number): Promise<Outcome> {
    const suite = await this.contracts();
    const messages = callsOf(items).map(({ contract, msg }) => executeMessage(this.address, suite[contract], msg));
    const encoded = messages.map(({ typeUrl, value }) => {
      return { typeUrl, value: MsgExecuteContract.encode(value as MsgExecuteContract).finish() };
    });
    try {
      const { gasInfo, result } = await this.nodes.ask((connection) =>
        QueryClient.withExtensions(connection.comet, setupTxExtension).tx.simulate(
          encoded,
          "",
          encodeSecp256k1Pubkey(this.publicKey),
          sequence,
        ),
      );
      if (gasInfo === undefined || result === undefined) throw new Error("a simulation has no result");
      return { gas: gasInfo.gasUsed, report: reportOf(decodeEvents(result.events), suite, this.address) };
    } catch (error) {
      const refusal = refusalIn(error);
      // Else it is not about what the messages do: the sequence number, for example.
      const blamesMessages =
        refusal?.messageIndex !== undefined || refusal?.kind === "out of gas" || refusal?.kind === "contract";
      if (blamesMessages) return { refused: refusal.reason };
      throw error;
    }
  }

  async sign({ items, gasLimit, fee, accountNumber, sequence, timeoutHeight }: Draft): Promise<Signed> {
    const suite = await this.contracts();
    const messages = callsOf(items).map(({ contract, msg }: Call) => executeMessage(this.address, suite[contract], msg));
    const amount = fee > 0n ? [{ denom: this.settings.feeDenom, amount: String(fee) }] : [];
    const { chainId } = this.settings;
    const raw = await this.signer.sign(
      this.address,
      messages,
      { amount, gas: String(gasLimit) },
      "",
      { accountNumber, sequence, chainId },
      BigInt(timeoutHeight),
    );
    const bytes = TxRaw.encode(raw).finish();
    return { bytes, hash: createHash("sha256").update(bytes).digest("hex").toUpperCase() };
  }

  async broadcast({ bytes }: Signed): Promise<string | undefined> {
    return this.nodes.ask(async (connection: Connection) => {
      try {
        const { code, log } = await connection.comet.broadcastTxSync({ tx: bytes });
        return code === 0 ? undefined : (log ?? `code ${code}`);
      } catch (error) {
        if (/tx already exists in cache/.test(wordsOf(error))) return undefined;
        throw error;
      }
    });
  }

  async transaction(hash: string): Promise<Included | undefined> {
    const suite = await this.contracts();
    const found = await this.nodes.ask((connection) =>
      connection.cosmwasm.getTx(hash).catch((error: unknown) => {
        // Then the sequence number alone tells whether it is in a block.
        if (/indexing is disabled/.test(wordsOf(error))) return null;
        throw error;
      }),
    );
    if (found === null) return undefined;
    const { height, code, events, rawLog } = found;
    if (code === 0) return { height, report: reportOf(decodeEvents(events), suite, this.address) };
    const { reason, messageIndex } = new TributaryError(rawLog);
    return { height, report: new Map(), failed: { reason, call: messageIndex } };
  }
}
