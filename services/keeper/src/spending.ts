/**
 * What was spent, and what may be. A transaction counts as spent from before it is sent until a day after its end was learned, whether or
 * not it got into a block: so the limits hold whatever nodes say, however late a block is, and wherever the keeper is interrupted.
 */

import type { Fee, Stake } from "./value.js";

/** A transaction that was signed and whose end is not known. */
export interface Pending {
  /** Upper-case hex. */
  readonly hash: string;
  /** The account's sequence number in it. */
  readonly sequence: number;
  /** No block above this height takes it. */
  readonly timeoutHeight: number;
  readonly fee: Fee;
  /** How many items it is to finish, and for how much. */
  readonly items: number;
  readonly bounty: Stake;
}

/** Sums of all times. */
export interface Totals {
  /** Bounties, in the staking denom. */
  readonly earned: Stake;
  /** Fees of transactions that are in a block, in the fee's denom. */
  readonly fees: Fee;
  /** Those of them that earned nothing. */
  readonly feesLost: Fee;
  readonly items: number;
  /** Items that a transaction did not find any more. */
  readonly itemsLost: number;
}

/** All that the keeper must not forget. */
export interface Book {
  readonly chainId: string;
  readonly address: string;
  /** Fees of transactions that have ended, by hours since 1970. */
  readonly hours: ReadonlyMap<number, Fee>;
  readonly pending: Pending | undefined;
  readonly totals: Totals;
}

/** In units of the fee's denom. */
export interface Limits {
  readonly feePerTransaction: Fee;
  /** In any 24 hours. */
  readonly feePerDay: Fee;
  /** What is to be left of the balance. */
  readonly balanceFloor: Fee;
}

const HOUR = 3_600_000;
/** Any 24 hours lie within so many hours of the clock. */
const HOURS_OF_A_DAY = 25;

/** A book in which nothing stands. */
export function newBook(chainId: string, address: string): Book {
  const totals = { earned: 0n, fees: 0n, feesLost: 0n, items: 0, itemsLost: 0 };
  return { chainId, address, hours: new Map(), pending: undefined, totals };
}

/**
 * The open fee, and those of the last 24 hours and up to an hour more: of the hours of the clock that they touch. Hours of the future
 * count too, after a clock was put back.
 *
 * @param now milliseconds since 1970
 */
export function spentToday({ hours, pending }: Book, now: number): Fee {
  return hoursOfToday(hours, now).reduce((sum, [, fee]) => sum + fee, pending?.fee ?? 0n);
}

function hoursOfToday(hours: Book["hours"], now: number): [number, Fee][] {
  const first = Math.floor(now / HOUR) - HOURS_OF_A_DAY + 1;
  return [...hours].filter(([hour]) => hour >= first);
}

/** A limit that keeps us from spending. */
export type Stop = "transaction" | "day" | "floor";

/** Which limit forbids a fee, if any. */
export function stopOf(book: Book, limits: Limits, fee: Fee, balance: Fee, now: number): Stop | undefined {
  if (fee > limits.feePerTransaction) return "transaction";
  if (spentToday(book, now) + fee > limits.feePerDay) return "day";
  return balance - fee < limits.balanceFloor ? "floor" : undefined;
}

/**
 * The book with a transaction that is about to be sent.
 *
 * @throws when another one is open, a limit forbids it, or its numbers cannot be
 */
export function committed(book: Book, limits: Limits, pending: Pending, balance: Fee, now: number): Book {
  if (book.pending) throw new Error(`transaction ${book.pending.hash} is still open`);
  // What a node said: such a number could not be read again.
  for (const number of [pending.sequence, pending.timeoutHeight]) {
    if (!Number.isSafeInteger(number) || number < 0)
      throw new Error(`a node says ${number}, which is no height or sequence number`);
  }
  const stop = stopOf(book, limits, pending.fee, balance, now);
  if (stop) throw new Error(`the fee of ${pending.fee} is more than the limit (${stop}) leaves`);
  return { ...book, pending };
}

/** How a transaction ended: in a block with what it earned, in a block that nobody shows us, or nowhere. */
export type End = { readonly earned: Stake; readonly items: number } | "unseen" | "expired";

/** The book when the end of the open transaction was learned. */
export function settled(book: Book, end: End, now: number): Book {
  const { pending, totals } = book;
  if (!pending) return book;
  const hour = Math.floor(now / HOUR);
  const hours = new Map(hoursOfToday(book.hours, now)).set(hour, (book.hours.get(hour) ?? 0n) + pending.fee);
  const closed = { ...book, hours, pending: undefined };
  if (end === "expired") return closed;
  const fees = totals.fees + pending.fee;
  if (end === "unseen") return { ...closed, totals: { ...totals, fees } };
  return {
    ...closed,
    totals: {
      earned: totals.earned + end.earned,
      fees,
      feesLost: totals.feesLost + (end.earned === 0n ? pending.fee : 0n),
      items: totals.items + end.items,
      itemsLost: totals.itemsLost + Math.max(0, pending.items - end.items),
    },
  };
}
