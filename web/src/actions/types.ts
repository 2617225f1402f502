import type { Asset } from "../data/assets.js";
import type { Contracts } from "../data/contracts.js";
import type { Network } from "../network/network.js";
import type { Voice } from "../words/events/tell.js";
import type { ChainNow } from "../words/time.js";
import type { ContractCode, Json, MessageName, Values } from "./act.js";

/** Which coins come along with a message: the staking denom, or what the contract says it stakes or pays. */
export type Coins = "denom" | "stake" | "reward";

/** How many messages go into one transaction at most. */
export const AT_ONCE = 20;

/** Something to know before signing. */
export interface Line {
  readonly tone: "plain" | "warning";
  readonly text: string;
}

/** Everything that can be known before signing. */
export interface Consider {
  readonly contracts: Contracts;
  readonly network: Network;
  readonly now: ChainNow;
  /** Who will sign; undefined without a wallet. */
  readonly sender: string | undefined;
  /** The contract that gets the message. */
  readonly address: string;
  /** The message's fields as far as they are filled in. */
  readonly fields: Fields;
  /** The coins that come along, in base units. */
  readonly coins: bigint;
  /** Of what those are; undefined if the message takes none. */
  readonly asset: Asset | undefined;
  /** What an account has of an asset. */
  readonly balance: (asset: Asset, account: string) => Promise<bigint>;
  /** What the transaction takes of a denom beside that. */
  readonly fee: (denom: string) => bigint;
  readonly voice: Voice;
}

/** One message of a contract, as people meet it. */
export interface Action {
  readonly title: string;
  /** What it does, in a sentence. */
  readonly says: string;
  /** Who may send it. */
  readonly who: string;
  readonly coins?: Coins;
  /** Coins are possible but not needed. */
  readonly coinsOptional?: boolean;
  /** The contracts send it to each other; from an account it is refused. */
  readonly internal?: boolean;
  /** What it will do, from what the chain says now. */
  readonly consequences?: (consider: Consider) => Promise<readonly (Line | string)[]>;
  /** The most that an amount can be, by the field's name; `coins` for the coins. */
  readonly most?: Readonly<Record<string, (consider: Consider) => Promise<bigint | undefined>>>;
}

/** A row for every message of a contract. */
export type ActionTable<C extends ContractCode> = { readonly [M in MessageName<C>]: Action };

/** The fields of a message, read by their types; what is missing reads as undefined. */
export class Fields {
  readonly values: Values;

  constructor(values: Values) {
    this.values = values;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === "string" ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.values[name];
    return typeof value === "number" ? value : undefined;
  }

  /** An amount in base units; nothing typed is 0. */
  amount(name: string): bigint {
    const value = this.text(name);
    return value !== undefined && /^\d+$/.test(value) ? BigInt(value) : 0n;
  }

  list(name: string): readonly Json[] {
    const value = this.values[name];
    return Array.isArray(value) ? (value as readonly Json[]) : [];
  }
}

/** A line that should make the reader think twice. */
export function warning(text: string): Line {
  return { tone: "warning", text };
}
