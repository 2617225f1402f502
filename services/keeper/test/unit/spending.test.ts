import assert from "node:assert/strict";
import { test } from "node:test";

import type { Limits, Pending } from "../../src/spending.js";
import { committed, newBook, settled, spentToday, stopOf } from "../../src/spending.js";
import { forSeeds } from "./random.js";

const LIMITS: Limits = { feePerTransaction: 100n, feePerDay: 250n, balanceFloor: 1000n };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const pending = (fee: bigint): Pending => ({ hash: "AB", sequence: 1, timeoutHeight: 9, fee, items: 2, bounty: 50n });

test("each limit stops", () => {
  const book = newBook("chain", "me");
  assert.equal(stopOf(book, LIMITS, 101n, 10_000n, 0), "transaction");
  assert.equal(stopOf(book, LIMITS, 100n, 1099n, 0), "floor");
  assert.equal(stopOf(book, LIMITS, 100n, 1100n, 0), undefined);
  const once = settled(committed(book, LIMITS, pending(100n), 9999n, 0), "expired", 0);
  const spent = settled(committed(once, LIMITS, pending(100n), 9999n, 0), "expired", 0);
  assert.equal(stopOf(spent, LIMITS, 51n, 9999n, 0), "day");
  assert.equal(stopOf(spent, LIMITS, 50n, 9999n, 0), undefined);
  assert.equal(stopOf(spent, LIMITS, 100n, 9999n, 25 * HOUR), undefined);
});

test("one transaction at a time", () => {
  const open = committed(newBook("chain", "me"), LIMITS, pending(1n), 9999n, 0);
  assert.throws(() => committed(open, LIMITS, pending(1n), 9999n, 0), /still open/);
  assert.throws(() => committed(newBook("chain", "me"), LIMITS, pending(101n), 9999n, 0), /limit \(transaction\)/);
});

test("numbers that could not be read again are never written", () => {
  for (const number of [2 ** 53, Number.MAX_SAFE_INTEGER + 20, Number.NaN, -1, 1.5]) {
    const book = newBook("chain", "me");
    assert.throws(() => committed(book, LIMITS, { ...pending(1n), timeoutHeight: number }, 9999n, 0), /is no height/);
    assert.throws(() => committed(book, LIMITS, { ...pending(1n), sequence: number }, 9999n, 0), /is no height/);
  }
});

test("sums follow from how transactions end", () => {
  const open = committed(newBook("chain", "me"), LIMITS, pending(100n), 9999n, 0);
  const { totals } = settled(open, { earned: 70n, items: 1 }, 0);
  assert.deepEqual(totals, { earned: 70n, fees: 100n, feesLost: 0n, items: 1, itemsLost: 1 });
  assert.equal(settled(open, { earned: 0n, items: 0 }, 0).totals.feesLost, 100n);
  assert.deepEqual(settled(open, "unseen", 0).totals, { ...newBook("", "").totals, fees: 100n });
  assert.deepEqual(settled(open, "expired", 0).totals, newBook("", "").totals);
  for (const end of ["unseen", "expired"] as const) assert.equal(settled(open, end, 0).pending, undefined);
});

test("no 24 hours have more than the day's limit, however late a transaction is charged", () => {
  forSeeds(100, (random) => {
    const charged: { now: number; fee: bigint }[] = [];
    let book = newBook("chain", "me");
    let now = random.whole(0, 10 * DAY);
    for (let step = 0; step < 300; step += 1) {
      now += random.whole(0, random.chance(0.1) ? DAY : 2 * HOUR);
      const fee = random.amount(1, 100);
      if (stopOf(book, LIMITS, fee, 10_000n, now)) continue;
      book = committed(book, LIMITS, pending(fee), 10_000n, now);
      if (random.chance(0.2)) now += random.whole(0, 2 * DAY);
      charged.push({ now, fee });
      if (random.chance(0.2)) now += random.whole(0, 2 * DAY);
      book = settled(book, random.chance(0.5) ? "expired" : "unseen", now);
      const day = charged.filter((other) => other.now > now - DAY).reduce((sum, other) => sum + other.fee, 0n);
      assert.ok(day <= LIMITS.feePerDay);
      assert.ok(day <= spentToday(book, now));
      assert.ok(book.hours.size <= 26);
    }
    assert.ok(charged.length > 10);
  });
});

test("a clock that is put back frees nothing", () => {
  const book = settled(committed(newBook("chain", "me"), LIMITS, pending(100n), 9999n, 10 * DAY), "unseen", 10 * DAY);
  assert.equal(spentToday(book, 0), 100n);
});
