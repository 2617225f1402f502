import assert from "node:assert/strict";
import { test } from "node:test";

import { costOf, feeOf, parseGasPrice, profitOf } from "../../src/value.js";
import { forSeeds } from "./random.js";

test("a gas price is read exactly", () => {
  assert.deepEqual(parseGasPrice("0.0025ufee"), { denom: "ufee", numerator: 25n, denominator: 10_000n });
  assert.deepEqual(parseGasPrice("7ibc/AB12"), { denom: "ibc/AB12", numerator: 7n, denominator: 1n });
  for (const text of ["", "ufee", "0.0025", "-1ufee", "1e3ufee ", ".5ufee", "1.ufee", "0,1ufee"]) {
    assert.throws(() => parseGasPrice(text), /is no gas price/, text);
  }
});

/** The least whole number of which something is true, by trying one after the other. */
function least(holds: (number: bigint) => boolean): bigint {
  let number = 0n;
  while (!holds(number)) number += 1n;
  return number;
}

test("fee, cost and profit are those of a slow reference", () => {
  forSeeds(500, (random) => {
    const price = { denom: "ufee", numerator: random.amount(0, 50), denominator: random.amount(1, 50) };
    const rate = { fee: random.amount(1, 20), stake: random.amount(0, 20) };
    const [gas, bounty] = [random.amount(0, 300), random.amount(0, 3000)];
    const fee = least((number) => number * price.denominator >= gas * price.numerator);
    assert.equal(feeOf(gas, price), fee);
    const cost = least((number) => number * rate.fee >= fee * rate.stake);
    assert.equal(costOf(fee, rate), cost);
    assert.equal(profitOf(bounty, fee, rate), bounty - cost);
    // A whole number of profit is left exactly when the fractions say so.
    const wanted = random.amount(0, 100);
    assert.equal(profitOf(bounty, fee, rate) >= wanted, (bounty - wanted) * rate.fee >= fee * rate.stake);
  });
});

test("large amounts lose nothing", () => {
  const fee = 10n ** 37n + 1n;
  assert.equal(costOf(fee, { fee: 3n, stake: 3n }), fee);
  assert.equal(costOf(fee, { fee: 10n ** 37n, stake: 1n }), 2n);
});
