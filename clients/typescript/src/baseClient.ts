import type { Coin, StdFee } from "@cosmjs/amino";
import type { Event } from "@cosmjs/stargate";

import type { TributaryEvent } from "./events.js";

/** What the generated query clients need. A `Connection` is one, a `CosmWasmClient` of CosmJS too. */
export interface ICosmWasmClient {
  /**
   * Asks a contract.
   *
   * @throws TributaryError if the contract or the chain refuses.
   */
  queryContractSmart<Answer>(contractAddress: string, query: object): Promise<Answer>;
}

/** What the generated signing clients need. A `SigningConnection` is one. */
export interface ISigningCosmWasmClient extends ICosmWasmClient {
  /**
   * Sends one message to a contract and waits for its block.
   *
   * @param fee `"auto"` simulates first; a number does so too and multiplies the result; an `StdFee` is taken as it is.
   * @param funds coins in base units, sorted by denom.
   * @throws TributaryError if the contract or the chain refuses: then nothing has changed but the fee.
   */
  execute(
    sender: string,
    contractAddress: string,
    message: object,
    fee: number | StdFee | "auto",
    memo?: string,
    funds?: readonly Coin[],
  ): Promise<Executed>;
}

/** A transaction that is in a block and succeeded. */
export interface Executed {
  /** The block. */
  readonly height: number;
  /** Upper-case hex. */
  readonly transactionHash: string;
  /** Gas that was used. */
  readonly gasUsed: bigint;
  /** Gas that was paid for. */
  readonly gasWanted: bigint;
  /** What our contracts report, in order. */
  readonly events: readonly TributaryEvent[];
  /** Everything that was reported, as the chain gives it. */
  readonly chainEvents: readonly Event[];
  /** What each message to a contract returned, parsed from JSON; undefined for nothing and for other messages. */
  readonly data: readonly unknown[];
}
