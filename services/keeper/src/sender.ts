/** Signs, writes down, sends, and finds out what became of it. One transaction at a time. */

import type { Batch } from "./batches.js";
import type { Account, Chain, Included } from "./chain.js";
import type { Store } from "./record.js";
import type { Limits, Pending } from "./spending.js";
import { committed } from "./spending.js";

/** No block that is so many above the one of the simulation takes the transaction. */
export const TIMEOUT_BLOCKS = 20;
/** So many blocks later every node that indexes transactions has indexed it, also one that is a little behind. */
const INDEX_LAG = 10;

/** What became of a transaction: in a block, in one that no node shows, in none ever, or not known yet. */
export type Fate = { readonly included: Included } | "unseen" | "expired" | "open";

/**
 * What became of a transaction.
 *
 * @param account read from one node, the height before the sequence number
 * @param included asked for after that
 */
export function fateOf(pending: Pending, { height, sequence }: Account, included: Included | undefined): Fate {
  if (included) return { included };
  if (height <= pending.timeoutHeight) return "open";
  // The account's own number says for certain whether a transaction with it is in a block.
  if (sequence <= pending.sequence) return "expired";
  return height > pending.timeoutHeight + INDEX_LAG ? "unseen" : "open";
}

/** Sends for one account. */
export class Sender {
  constructor(
    private readonly chain: Chain,
    private readonly store: Store,
    private readonly limits: Limits,
    private readonly now: () => number,
  ) {}

  /**
   * Sends a batch that was simulated just now. The book is on disk before anything leaves this program. Answers why the node refused it,
   * which leaves it open all the same until its blocks have passed: another node may have it.
   *
   * @throws when the book does not allow it or cannot be written, and NoNode
   */
  async send({ items, gasLimit, fee, bounty }: Batch, account: Account): Promise<string | undefined> {
    const { height, accountNumber, sequence, balance } = account;
    const timeoutHeight = height + TIMEOUT_BLOCKS;
    const signed = await this.chain.sign({ items, gasLimit, fee, accountNumber, sequence, timeoutHeight });
    const pending = { hash: signed.hash, sequence, timeoutHeight, fee, items: items.length, bounty };
    this.store.save(committed(this.store.book, this.limits, pending, balance, this.now()));
    return this.chain.broadcast(signed);
  }

  /** What became of the open transaction. */
  async fate(pending: Pending, account: Account): Promise<Fate> {
    return fateOf(pending, account, await this.chain.transaction(pending.hash));
  }
}
