import assert from "node:assert/strict";
import { test } from "node:test";

import type { Aside, Batch, Outcome, Policy } from "../../src/batches.js";
import { callsOf, GAS_EACH, isWorthALook, judge, MAX_IDS, pack } from "../../src/batches.js";
import type { Item } from "../../src/items.js";
import { bountyOf, keyOf } from "../../src/items.js";
import { parseGasPrice } from "../../src/value.js";
import { forSeeds, Random } from "./random.js";

const POLICY: Policy = {
  price: parseGasPrice("0.01ufee"),
  rate: { fee: 1n, stake: 1n },
  marginPercent: 20n,
  maxGas: 3_000_000n,
  maxFee: 30_000n,
  minProfit: 1n,
};

const unbond = (id: number, bounty = 10_000n): Item => ({ kind: "unbonds", id, bounty });
const transfer = (id: number, bounty = 10_000n): Item => ({ kind: "transfers", id, bounty });
const rewards = (delegator: string, bounty = 10_000n): Item => ({ kind: "auto_rewards", pool: "pool", delegator, bounty });

const paid = (items: readonly Item[], gas: bigint): Outcome => ({
  gas,
  report: new Map(items.map((item) => [keyOf(item), item.bounty])),
});

test("unbonds go to the staker-registry, everything else to the pool-registry", () => {
  const items = [transfer(5), unbond(9), rewards("ann"), unbond(2)];
  assert.deepEqual(
    callsOf(items).map(({ contract, msg }) => ({ contract, msg })),
    [
      { contract: "stakerRegistry", msg: { finalize_many: { unbonds: [2, 9], transfers: [] } } },
      { contract: "poolRegistry", msg: { finalize_many: { unbonds: [], transfers: [5] } } },
      { contract: "poolRegistry", msg: { auto_redelegate: { pool: "pool", delegator: "ann" } } },
    ],
  );
});

test("rewards come last, in batches of their own", () => {
  const items = [rewards("ann", 90_000n), unbond(9), rewards("bob"), transfer(5)];
  assert.deepEqual(
    pack(items, POLICY).map((batch) => batch.map(keyOf)),
    [
      ["unbonds/9", "transfers/5"],
      ["auto_rewards/pool/ann", "auto_rewards/pool/bob"],
    ],
  );
});

test("a call takes twenty ids", () => {
  const calls = callsOf(Array.from({ length: 45 }, (_, index) => unbond(45 - index)));
  assert.deepEqual(
    calls.map(({ items }) => items.length),
    [20, 20, 5],
  );
});

test("a batch that pays is sent with what the simulation said", () => {
  const items = [unbond(1), transfer(2)];
  const verdict = judge(items, paid(items, 300_000n), POLICY);
  // 300,000 and a fifth, and 30,000 for the fee's transfer.
  assert.deepEqual(verdict, { send: { items, gasLimit: 390_000n, fee: 3_900n, bounty: 20_000n } });
});

test("profit is what is wanted, to the unit", () => {
  const policy = { ...POLICY, minProfit: 100n };
  const cost = 2_700n; // of 200,000 gas: a limit of 270,000
  const send = (bounty: bigint) => judge([unbond(1, bounty)], paid([unbond(1, bounty)], 200_000n), policy).send !== undefined;
  assert.equal(send(cost + 100n), true);
  assert.equal(send(cost + 99n), false);
});

test("the bounty that counts is the one that the simulation was paid", () => {
  const verdict = judge([unbond(1, 10_000n)], paid([unbond(1, 5n)], 200_000n), POLICY);
  assert.deepEqual(verdict, { next: [], aside: [{ item: unbond(1, 5n), why: "not worth it" }] });
});

test("what was passed over is left out, and the rest is simulated again", () => {
  const verdict = judge([unbond(1), unbond(2)], paid([unbond(2)], 200_000n), POLICY);
  assert.deepEqual(verdict, { next: [[unbond(2)]], aside: [{ item: unbond(1), why: "passed over" }] });
});

test("an item that does not pay for what it adds does not ride along", () => {
  const dust = unbond(2, 250n); // 24,000 gas and a fifth cost 288
  const verdict = judge([unbond(1), dust], paid([unbond(1), dust], 200_000n), POLICY);
  assert.deepEqual(verdict, { next: [[unbond(1)]], aside: [{ item: dust, why: "not worth it" }] });
  // Hooks make everything five times dearer: what would pay without them does not.
  const fair = transfer(3, 2_000n);
  const dear = judge([unbond(1, 90_000n), fair], paid([unbond(1, 90_000n), fair], 1_100_000n), POLICY);
  assert.deepEqual(dear, { next: [[unbond(1, 90_000n)]], aside: [{ item: fair, why: "not worth it" }] });
});

test("a refused batch is halved until the culprit stands alone", () => {
  assert.deepEqual(judge([unbond(1), unbond(2), unbond(3)], { refused: "no" }, POLICY), {
    next: [[unbond(1), unbond(2)], [unbond(3)]],
    aside: [],
  });
  assert.deepEqual(judge([unbond(1)], { refused: "no" }, POLICY), { next: [], aside: [{ item: unbond(1), why: "refused" }] });
});

test("a batch above the gas or the fee of a transaction is halved", () => {
  const items = [unbond(1, 90_000n), unbond(2, 90_000n)];
  const halves = { next: [[items[0]], [items[1]]], aside: [] };
  assert.deepEqual(judge(items, paid(items, 2_600_000n), POLICY), halves);
  assert.deepEqual(judge(items, paid(items, 300_000n), { ...POLICY, maxFee: 3_000n }), halves);
  assert.deepEqual(judge(items.slice(0, 1), paid(items, 2_600_000n), POLICY), {
    next: [],
    aside: [{ item: items[0], why: "too large" }],
  });
});

/** A chain for simulations: some items fail, some are gone, some are dear. */
class Model {
  readonly items: Item[];
  readonly bad = new Set<string>();
  readonly gone = new Set<string>();
  private readonly beside: bigint;
  private readonly gas = new Map<string, bigint>();

  constructor(random: Random) {
    const bounty = (): bigint => (random.chance(0.2) ? random.amount(0, 1000) : random.amount(500, 40_000));
    this.beside = random.amount(60_000, 250_000);
    this.items = Array.from({ length: random.whole(0, 150) }, (_, id): Item => {
      const kind = random.whole(0, 2);
      if (kind === 2) return rewards(`delegator${id}`, bounty());
      return kind === 0 ? unbond(id * 3, bounty()) : transfer(id * 3 + 1, bounty());
    });
    const hooks = random.chance(0.3) ? random.amount(2, 30) : 1n;
    for (const item of this.items) {
      if (random.chance(0.05)) this.bad.add(keyOf(item));
      if (random.chance(0.1)) this.gone.add(keyOf(item));
      this.gas.set(keyOf(item), (GAS_EACH[item.kind] * random.amount(100, 200) * hooks) / 100n);
    }
  }

  simulate(items: readonly Item[]): Outcome {
    if (items.some((item) => this.bad.has(keyOf(item)))) return { refused: "bad" };
    const there = items.filter((item) => !this.gone.has(keyOf(item)));
    return paid(there, there.reduce((sum, item) => sum + (this.gas.get(keyOf(item)) ?? 0n), this.beside)); // prettier-ignore
  }
}

function randomPolicy(random: Random): Policy {
  return {
    price: { denom: "ufee", numerator: random.amount(0, 100), denominator: random.amount(100, 10_000) },
    rate: { fee: random.amount(1, 9), stake: random.amount(0, 9) },
    marginPercent: random.amount(0, 100),
    maxGas: random.amount(200_000, 10_000_000),
    maxFee: random.amount(0, 200_000),
    minProfit: random.amount(0, 5_000),
  };
}

function play(model: Model, policy: Policy): { sent: Batch[]; aside: Aside[]; simulations: number } {
  const queue: (readonly Item[])[] = pack(model.items, policy);
  const [sent, aside]: [Batch[], Aside[]] = [[], []];
  let simulations = 0;
  for (let items = queue.shift(); items !== undefined; items = queue.shift()) {
    simulations += 1;
    const verdict = judge(items, model.simulate(items), policy);
    if (verdict.send) sent.push(verdict.send);
    else {
      aside.push(...verdict.aside);
      queue.unshift(...verdict.next);
    }
  }
  return { sent, aside, simulations };
}

test("whatever a chain answers: limits hold, every item has its end, and it comes to one", () => {
  forSeeds(400, (random) => {
    const model = new Model(random);
    const policy = randomPolicy(random);
    const { sent, aside, simulations } = play(model, policy);

    for (const { items, gasLimit, fee, bounty } of sent) {
      assert.ok(gasLimit <= policy.maxGas && fee <= policy.maxFee);
      // The fee is the least that pays the gas limit; the profit is compared in fractions, not in rounded numbers.
      assert.ok(fee * policy.price.denominator >= gasLimit * policy.price.numerator);
      assert.ok((bounty - policy.minProfit) * policy.rate.fee >= fee * policy.rate.stake);
      assert.equal(bounty, bountyOf(items));
      assert.ok(items.every((item) => !model.bad.has(keyOf(item)) && !model.gone.has(keyOf(item))));
      for (const { msg } of callsOf(items)) checkCall(msg);
    }
    const ended = [...sent.flatMap(({ items }) => items), ...aside.map(({ item }) => item)].map(keyOf);
    const looked = model.items.filter((item) => isWorthALook(item, policy)).map(keyOf);
    assert.deepEqual(ended.sort(), looked.sort());
    assert.ok(simulations <= 4 * model.items.length, `${simulations} simulations of ${model.items.length} items`);
  });
});

test("a culprit is found and nobody else is left behind", () => {
  forSeeds(100, (random) => {
    const model = new Model(random);
    const free = { ...POLICY, price: { ...POLICY.price, numerator: 0n }, maxGas: 100_000_000n, minProfit: 0n };
    const { sent, aside } = play(model, free);
    const good = model.items.filter((item) => item.bounty > 0n && !model.bad.has(keyOf(item)) && !model.gone.has(keyOf(item)));
    assert.deepEqual(sent.flatMap(({ items }) => items.map(keyOf)).sort(), good.map(keyOf).sort());
    for (const { item, why } of aside) assert.ok(why === "refused" ? model.bad.has(keyOf(item)) : model.gone.has(keyOf(item)));
  });
});

function checkCall(msg: object): void {
  if (!("finalize_many" in msg)) return;
  const { unbonds, transfers } = msg.finalize_many as { unbonds: number[]; transfers: number[] };
  assert.ok(unbonds.length + transfers.length >= 1 && unbonds.length + transfers.length <= MAX_IDS);
  for (const ids of [unbonds, transfers]) assert.ok(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? id)));
}
