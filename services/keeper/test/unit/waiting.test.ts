/** Items that are left alone, and the wait after losses. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { AsideList } from "../../src/aside.js";
import { Patience } from "../../src/patience.js";
import { Random } from "./random.js";

test("an item that fails again and again is left alone longer and longer", () => {
  const aside = new AsideList(() => 0);
  const waits: number[] = [];
  let height = 100;
  for (let times = 0; times < 14; times += 1) {
    aside.add("unbonds/1", "refused", height);
    const since = height;
    while (aside.has("unbonds/1", height)) height += 1;
    waits.push(height - since);
  }
  assert.deepEqual(waits.slice(0, 4), [20, 40, 80, 160]);
  assert.equal(waits.at(-1), 10_000);
  assert.equal(aside.has("unbonds/2", 0), false);
});

test("what was passed over is looked at again soon, each time", () => {
  const aside = new AsideList(() => 0);
  for (const height of [100, 200, 300]) {
    aside.add("transfers/1", "passed over", height);
    assert.equal(aside.has("transfers/1", height + 9), true);
    assert.equal(aside.has("transfers/1", height + 10), false);
  }
});

test("what was too little comes back at one height, whenever it was set aside", () => {
  const aside = new AsideList(new Random(1).next);
  for (let height = 100; height < 110; height += 1) aside.add(`unbonds/${height}`, "not worth it", height);
  for (let id = 100; id < 110; id += 1) {
    assert.deepEqual([aside.has(`unbonds/${id}`, 109), aside.has(`unbonds/${id}`, 110)], [true, false]);
  }
});

test("items that were set aside together come back apart", () => {
  const aside = new AsideList(new Random(1).next);
  for (let id = 0; id < 10; id += 1) aside.add(`unbonds/${id}`, "refused", 0);
  const back = Array.from({ length: 10 }, (_, id) =>
    Array.from({ length: 50 }, (_, at) => at).find((at) => !aside.has(`unbonds/${id}`, at)),
  );
  assert.ok(new Set(back).size > 3, back.join());
});

test("the list forgets", () => {
  const aside = new AsideList(() => 0);
  aside.add("unbonds/1", "refused", 0);
  assert.deepEqual([aside.count(0), aside.count(20)], [1, 0]);
  aside.prune(100_000);
  aside.add("unbonds/1", "refused", 100_000);
  assert.equal(aside.has("unbonds/1", 100_020), false, "it begins anew");
  aside.forget("unbonds/1");
  assert.equal(aside.has("unbonds/1", 100_001), false, "it was finished");
});

test("what was set aside at a height that was a lie comes back at once", () => {
  const aside = new AsideList(() => 0.99);
  for (let times = 0; times < 20; times += 1) aside.add("unbonds/1", "refused", 1_000_000_000);
  aside.add("unbonds/2", "not worth it", 1_000_000_000);
  assert.deepEqual([aside.has("unbonds/1", 100), aside.has("unbonds/2", 100), aside.count(100)], [false, false, 0]);
  const patience = new Patience(() => 0.99);
  patience.lost(1_000_000_000);
  assert.equal(patience.blocksLeft(100), 0);
});

test("after losses the wait is random and grows, and a success ends it", () => {
  const longest = new Patience(() => 0.999);
  const waits = Array.from({ length: 8 }, () => {
    longest.lost(1000);
    return longest.blocksLeft(1000);
  });
  assert.deepEqual(waits, [2, 4, 8, 16, 32, 64, 64, 64]);
  assert.equal(longest.blocksLeft(1063), 1);
  assert.equal(longest.blocksLeft(1064), 0);
  longest.won();
  longest.lost(2000);
  assert.equal(longest.blocksLeft(2000), 2);
  const shortest = new Patience(() => 0);
  shortest.lost(7);
  assert.equal(shortest.blocksLeft(7), 1);
});

test("two that lose together soon act at different blocks", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const two = [new Patience(new Random(seed).next), new Patience(new Random(seed + 1000).next)] as const;
    let height = 0;
    let meetings = 0;
    for (; meetings < 20; meetings += 1) {
      for (const each of two) each.lost(height);
      const [one, other] = two.map((each) => each.blocksLeft(height)) as [number, number];
      if (one !== other) break;
      height += one;
    }
    assert.ok(meetings < 8, `seed ${seed}: ${meetings} meetings`);
  }
});
