/** What can be done on the way to a figure. */

import type { JsonObject } from "../json.js";

/** Somebody sends a contract a message; what it is called in the table, if it is measured. */
export interface Call {
  row?: string;
  from: string;
  contract: string;
  msg: JsonObject;
  funds?: string;
  /** Name of the item that it opens, for `"$name"` in later messages. */
  saves?: string;
}

/** Calls of one account in one transaction, which is not measured. */
export interface Batch {
  batch: Call[];
  from: string;
}

/** Coins that arrive at a pool's coinbase by the bank, as block rewards do. */
export interface Reward {
  reward: string;
  amount: string;
  /** Of the staking denom if omitted. */
  denom?: string;
}

/** Coins that arrive at a contract by the bank. */
export interface Deposit {
  deposit: string;
  amount: string;
  denom: string;
}

/** Seconds until locks have passed. */
export interface Wait {
  wait: number;
}

/** One step. */
export type Act = Call | Batch | Reward | Deposit | Wait;

/** A message by its name and fields; what it is called in the table, and staking coins, if there are any. */
export const to = (contract: string, from: string, name: string, args: JsonObject, as?: string, funds?: string): Call => ({
  from,
  contract,
  msg: { [name]: args },
  ...(as !== undefined && { row: as }),
  ...(funds !== undefined && { funds }),
});
