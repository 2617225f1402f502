/** What became of a transaction, by what nodes say. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { fateOf, TIMEOUT_BLOCKS, WAIT_MS } from "../../src/sender.js";

const pending = { hash: "AB", sequence: 7, timeoutHeight: 120, fee: 1n, items: 1, bounty: 1n };
const at = (height: number, sequence = 7) => ({ height, accountNumber: 1n, sequence, balance: 0n });
const included = { height: 101, report: new Map<string, bigint>() };

test("what is in a block is that, whatever else is said", () => {
  for (const account of [at(1), at(101), at(500), at(500, 8)]) {
    assert.deepEqual(fateOf(pending, account, included, 0), { included });
  }
});

test("before its last block it is open, after that the account's number tells", () => {
  assert.equal(fateOf(pending, at(100), undefined, WAIT_MS), "open");
  assert.equal(fateOf(pending, at(120), undefined, 0), "open");
  assert.equal(fateOf(pending, at(121), undefined, 0), "expired");
  assert.equal(fateOf(pending, at(121, 8), undefined, 0), "open");
  assert.equal(fateOf(pending, at(131, 8), undefined, 0), "unseen");
});

test("a height that was a lie is not waited for", () => {
  const lie = { ...pending, timeoutHeight: 1_000_000_000 + TIMEOUT_BLOCKS };
  assert.equal(fateOf(lie, at(101, 8), undefined, WAIT_MS - 1), "open");
  assert.equal(fateOf(lie, at(101, 8), undefined, WAIT_MS), "unseen");
  assert.equal(fateOf(lie, at(101), undefined, WAIT_MS - 1), "open");
  assert.equal(fateOf(lie, at(101), undefined, WAIT_MS), "stray");
});
