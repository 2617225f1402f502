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

/** So long is waited for what nodes should have shown or taken already, whatever height stands in the transaction. */
export const WAIT_MS = 600_000;

/**
 * What became of a transaction: in a block, in one that no node shows, in none ever, in none for long though its height is far above
 * the chain's, or not known yet.
 */
export type Fate = { readonly included: Included } | "unseen" | "expired" | "stray" | "open";

/** Whether no block should be without a transaction any more, or none can have been meant to have it so late. */
function isOverdue({ sequence, timeoutHeight }: Pending, account: Account): boolean {
  return account.sequence > sequence || timeoutHeight > account.height + TIMEOUT_BLOCKS + INDEX_LAG;
}

/**
 * What became of a transaction.
 *
 * @param account read from one node, the height before the sequence number
 * @param included asked for after that
 * @param overdue milliseconds for which it has been so
 */
export function fateOf(pending: Pending, account: Account, included: Included | undefined, overdue: number): Fate {
  if (included) return { included };
  const late = isOverdue(pending, account) && overdue >= WAIT_MS;
  // The account's own number says for certain whether a transaction with it is in a block.
  if (account.sequence > pending.sequence) {
    return late || account.height > pending.timeoutHeight + INDEX_LAG ? "unseen" : "open";
  }
  if (account.height > pending.timeoutHeight) return "expired";
  return late ? "stray" : "open";
}

/** Sends for one account. */
export class Sender {
  /** The open transaction while it is overdue, and since when. Forgotten when the keeper ends: then it waits anew. */
  private overdue: { readonly hash: string; readonly since: number } | undefined;

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
    const included = await this.chain.transaction(pending.hash);
    const { hash } = pending;
    if (!isOverdue(pending, account)) this.overdue = undefined;
    else if (this.overdue?.hash !== hash) this.overdue = { hash, since: this.now() };
    return fateOf(pending, account, included, this.overdue === undefined ? 0 : this.now() - this.overdue.since);
  }
}
