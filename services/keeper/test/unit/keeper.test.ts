import assert from "node:assert/strict";
import { test } from "node:test";

import { Finder } from "../../src/finder.js";
import type { Item } from "../../src/items.js";
import { keyOf, KINDS } from "../../src/items.js";
import type { Parts } from "../../src/keeper.js";
import { Keeper } from "../../src/keeper.js";
import type { Store } from "../../src/record.js";
import { TIMEOUT_BLOCKS } from "../../src/sender.js";
import type { Book, Limits } from "../../src/spending.js";
import { newBook, spentToday } from "../../src/spending.js";
import { parseGasPrice } from "../../src/value.js";
import { FakeChain, gone } from "./fakeChain.js";
import { Random } from "./random.js";

const LIMITS: Limits = { feePerTransaction: 5_000n, feePerDay: 40_000n, balanceFloor: 500_000n };
const rewards = (delegator: string, bounty = 10_000n): Item => ({ kind: "auto_rewards", pool: "pool", delegator, bounty });
const unbond = (id: number, bounty = 10_000n): Item => ({ kind: "unbonds", id, bounty });

/** A disk: a book that outlives the keepers. */
class Disk implements Store {
  book: Book = newBook("chain", "me");
  /** Called before and after a save; may throw. */
  trouble: (when: "before" | "after") => void = () => undefined;

  save(book: Book): void {
    this.trouble("before");
    this.book = book;
    this.trouble("after");
  }
}

function world(more: Partial<Parts> = {}) {
  const chain = new FakeChain();
  const store = new Disk();
  const lines: string[] = [];
  const parts: Parts = {
    chain,
    store,
    finder: new Finder(KINDS, assert.fail),
    policy: {
      price: parseGasPrice("0.01ufee"),
      rate: { fee: 1n, stake: 1n },
      marginPercent: 20n,
      maxGas: 1_000_000n,
      maxFee: LIMITS.feePerTransaction,
      minProfit: 0n,
    },
    limits: LIMITS,
    say: (line) => lines.push(line),
    dryRun: false,
    random: () => 0,
    now: () => 0,
    ...more,
  };
  return { chain, store, lines, parts, keeper: new Keeper(parts) };
}

const metric = (keeper: Keeper, name: string, labels = "") => keeper.metrics()[`tributary_keeper_${name}`]?.values[labels];

test("finds, sends, settles, and then has nothing to do", async () => {
  const { chain, store, keeper } = world();
  chain.put(unbond(1), unbond(2));
  assert.equal(await keeper.round(), "busy");
  assert.equal(store.book.pending?.hash, "TX0");
  assert.equal(await keeper.round(), "busy", "it waits for the block");
  assert.equal(chain.signed.length, 1);
  chain.tick();
  assert.equal(await keeper.round(), "busy");
  assert.equal(await keeper.round(), "idle");
  assert.deepEqual(chain.finished, ["unbonds/1", "unbonds/2"]);
  // 160,000 gas and a fifth, and 30,000.
  assert.deepEqual(store.book.totals, { earned: 20_000n, fees: 2_220n, feesLost: 0n, items: 2, itemsLost: 0 });
  assert.equal(metric(keeper, "transactions_total", '{result="paid"}'), 1);
});

test("a dry run says what it would do, sends nothing and writes nothing", async () => {
  const { chain, store, lines, keeper } = world({ dryRun: true });
  store.trouble = () => assert.fail("written");
  chain.put(unbond(1), unbond(2));
  await keeper.run({ pollMs: 1, once: true, signal: new AbortController().signal });
  assert.equal(chain.signed.length, 0);
  assert.deepEqual(lines, ["would send: unbonds/1, unbonds/2 for 20000; gas limit 222000, fee 2220ufee, profit 17780"]);
});

test("what does not pay is left alone, without a transaction", async () => {
  const { chain, keeper } = world();
  chain.put(unbond(1, 1_000n));
  assert.equal(await keeper.round(), "idle");
  assert.equal(await keeper.round(), "idle");
  assert.deepEqual([chain.simulations, chain.signed.length], [1, 0]);
});

test("items that do not pay alone are finished when they pay together", async () => {
  const { chain, keeper } = world({ random: new Random(3).next });
  // Alone each costs 1,860; each more adds 360 and brings 800.
  for (let id = 0; id < 5; id += 1) {
    chain.put(unbond(id, 800n));
    for (let block = 0; block < 7; block += 1) {
      await keeper.round();
      chain.tick();
    }
  }
  for (let block = 0; block < 12; block += 1) {
    await keeper.round();
    chain.tick();
  }
  assert.equal(chain.finished.length, 5);
  const earned = metric(keeper, "earned_total") as bigint;
  assert.ok(earned > (metric(keeper, "fees_total") as bigint) && chain.charged.length <= 2);
});

test("a culprit is set aside and the others are finished", async () => {
  const { chain, keeper } = world();
  chain.put(...Array.from({ length: 9 }, (_, id) => unbond(id)));
  chain.bad.add("unbonds/4");
  for (let round = 0; round < 20; round += 1) {
    await keeper.round();
    chain.tick();
  }
  assert.deepEqual([...chain.items.keys()], ["unbonds/4"]);
  assert.equal(chain.charged.length, chain.finished.length === 8 ? chain.charged.length : -1);
  assert.equal(metric(keeper, "fees_lost_total"), 0n);
});

test("a rival who was faster costs a fee, which is counted, and a wait", async () => {
  const { chain, store, keeper, lines } = world({ random: () => 0.99 });
  chain.put(unbond(1));
  await keeper.round();
  chain.items.clear(); // in the same block, before ours
  chain.tick();
  await keeper.round();
  const { fees, feesLost, itemsLost } = store.book.totals;
  assert.deepEqual([fees > 0n, fees === feesLost, itemsLost], [true, true, 1]);
  assert.match(lines.at(-1) ?? "", /finished 0 of 1 items and earned 0/);
  chain.put(unbond(2));
  for (let block = 0; block < 2; block += 1) {
    assert.equal(await keeper.round(), "idle", "it waits");
    assert.equal(metric(keeper, "held_back", '{reason="patience"}'), 1);
    chain.tick();
  }
  assert.equal(await keeper.round(), "busy");
});

test("what a rival took before the simulation costs nothing", async () => {
  const { chain, keeper } = world();
  chain.put(unbond(1));
  chain.find = async () => [unbond(1), unbond(2)];
  await keeper.round();
  chain.tick();
  await keeper.round();
  assert.deepEqual(chain.finished, ["unbonds/1"]);
  assert.equal(metric(keeper, "items_lost_total"), 0);
});

test("an item that fails in the block only is left alone longer each time", async () => {
  const { chain, store, keeper } = world();
  chain.put(unbond(1, 100_000n));
  chain.traps.add("unbonds/1");
  for (let block = 0; block < 2_000; block += 1) {
    await keeper.round();
    chain.tick();
  }
  assert.ok(chain.charged.length <= 8, `${chain.charged.length} fees in 2,000 blocks`);
  assert.equal(store.book.totals.fees, store.book.totals.feesLost);
  assert.equal(metric(keeper, "transactions_total", '{result="failed"}'), chain.charged.length);
});

test("a trap among the rewards costs the rewards' fee, and holds up nothing else", async () => {
  const { chain, keeper } = world({ random: () => 0.99 });
  chain.put(rewards("ann", 20_000n), rewards("eve", 20_000n), unbond(1), { kind: "transfers", id: 2, bounty: 10_000n });
  chain.traps.add("auto_rewards/pool/eve");
  const round = async (): Promise<void> => {
    await keeper.round();
    chain.tick();
  };
  await round();
  assert.deepEqual(chain.finished, ["unbonds/1", "transfers/2"]);
  await round(); // settles
  await round();
  assert.deepEqual([chain.finished.length, chain.charged.length], [2, 2], "the trap went off");
  chain.put(unbond(3));
  await round(); // settles
  await round();
  assert.deepEqual(chain.finished.slice(2), ["unbonds/3"], "at once, though the rewards wait");
  for (let block = 0; block < 6; block += 1) await round();
  assert.deepEqual(chain.finished.slice(3), ["auto_rewards/pool/ann"], "as soon as they have waited");
  assert.equal(chain.charged.length, 4);
});

test("a node that lied about the height costs no more than some minutes, also over a restart", async () => {
  for (const swallowed of [false, true]) {
    let now = 0;
    const { chain, store, parts } = world({ now: () => now });
    let keeper = new Keeper(parts);
    chain.indexes = false;
    chain.put(unbond(1));
    const { height } = chain;
    chain.height = 1_000_000_000;
    // It may keep to itself what it is given.
    if (swallowed) chain.broadcast = async () => undefined;
    await keeper.round();
    assert.equal(store.book.pending?.timeoutHeight, 1_000_000_000 + TIMEOUT_BLOCKS);
    chain.height = height;
    Reflect.deleteProperty(chain, "broadcast");
    chain.tick();
    keeper = new Keeper(parts);
    chain.put(unbond(2));
    for (let block = 0; block < 130; block += 1) {
      await keeper.round();
      chain.tick();
      now += 6_000;
    }
    assert.deepEqual([...chain.items.keys()], [], `${swallowed}`);
    assert.equal(metric(keeper, "transactions_total", `{result="${swallowed ? "expired" : "unseen"}"}`), 1);
  }
});

test("what was learned at a height that was a lie holds nothing back", async () => {
  const { chain, keeper } = world({ random: () => 0.99 });
  const { height } = chain;
  chain.height = 1_000_000_000;
  chain.put(unbond(1), unbond(2, 1_000n));
  chain.traps.add("unbonds/1");
  for (let round = 0; round < 2; round += 1) {
    await keeper.round();
    chain.tick();
  }
  assert.equal(metric(keeper, "transactions_total", '{result="failed"}'), 1);
  chain.height = height;
  chain.traps.clear();
  assert.equal(await keeper.round(), "busy");
});

test("what is left alone is forgotten in time, also if nobody looks at the metrics", async () => {
  const { chain, parts } = world();
  const keeper = new Keeper(parts);
  for (let id = 0; id < 50; id += 1) {
    chain.put(unbond(id, 1_000n));
    await keeper.round();
    chain.items.clear();
    chain.height += 30_000;
  }
  const { waits } = (keeper as unknown as { aside: { waits: Map<string, unknown> } }).aside;
  assert.ok(waits.size <= 1, `${waits.size} are kept`);
});

test("each limit holds it back, says so once, and lets it go on", async () => {
  let now = 0;
  const { chain, lines, keeper } = world({ now: () => now });
  chain.balance = 501_000n;
  chain.put(unbond(1));
  for (let round = 0; round < 3; round += 1) assert.equal(await keeper.round(), "idle");
  assert.equal(metric(keeper, "held_back", '{reason="floor"}'), 1);
  assert.equal(lines.length, 1);
  chain.balance = 10_000_000n;
  for (let id = 0; id < 24; id += 1) {
    chain.put(unbond(id));
    for (let round = 0; round < 3; round += 1) {
      await keeper.round();
      chain.tick();
    }
  }
  const fees = chain.charged.reduce((sum, { fee }) => sum + fee, 0n);
  assert.ok(fees > LIMITS.feePerDay - 2_000n && fees <= LIMITS.feePerDay, String(fees));
  assert.equal(metric(keeper, "held_back", '{reason="day"}'), 1);
  now = 25 * 3_600_000;
  assert.equal(await keeper.round(), "busy");
});

test("an account that does not exist is waited for", async () => {
  const { chain, lines, keeper } = world();
  chain.exists = false;
  chain.put(unbond(1));
  assert.equal(await keeper.round(), "idle");
  assert.match(lines[0] ?? "", /me does not exist on the chain/);
  chain.exists = true;
  assert.equal(await keeper.round(), "busy");
});

test("one denom has one worth", async () => {
  const { chain, parts } = world();
  chain.denom = "ufee";
  assert.equal(await new Keeper(parts).round(), "idle");
  const policy = { ...parts.policy, rate: { fee: 2n, stake: 1n } };
  await assert.rejects(new Keeper({ ...parts, policy }).round(), { name: "Refused", message: /^rate: / });
});

test("after a restart between writing and sending nothing is sent before the blocks of the first have passed", async () => {
  const { chain, store, parts } = world();
  chain.put(unbond(1));
  store.trouble = (when) => {
    if (when === "after") throw new Error("killed");
  };
  await assert.rejects(new Keeper(parts).round(), /killed/);
  store.trouble = () => undefined;

  const restarted = new Keeper(parts);
  for (let block = 0; block <= TIMEOUT_BLOCKS; block += 1) {
    assert.equal(await restarted.round(), "busy");
    assert.equal(chain.signed.length, 1);
    chain.tick();
  }
  await restarted.round();
  assert.equal(store.book.pending, undefined);
  assert.equal(metric(restarted, "transactions_total", '{result="expired"}'), 1);
  for (let block = 0; block < 3; block += 1) {
    await restarted.round();
    chain.tick();
  }
  assert.deepEqual([chain.finished, chain.charged.length], [["unbonds/1"], 1]);
});

test("after a restart between sending and the block the transaction is found by its hash", async () => {
  const { chain, store, parts } = world();
  chain.put(unbond(1));
  await new Keeper(parts).round();
  chain.tick();
  const restarted = new Keeper(parts);
  await restarted.round();
  assert.deepEqual([store.book.pending, store.book.totals.earned, chain.signed.length], [undefined, 10_000n, 1]);
});

test("with nodes that index nothing the account's own number tells", async () => {
  const { chain, store, keeper } = world();
  chain.indexes = false;
  chain.put(unbond(1));
  await keeper.round();
  for (let block = 0; block < TIMEOUT_BLOCKS + 12; block += 1) {
    chain.tick();
    await keeper.round();
  }
  assert.equal(metric(keeper, "transactions_total", '{result="unseen"}'), 1);
  assert.deepEqual([store.book.totals.fees, store.book.totals.earned], [1_860n, 0n]);
});

test("errors of nodes end a round, not the keeper; a stop is heard at once", async () => {
  const { chain, keeper } = world();
  const stopping = new AbortController();
  let questions = 0;
  chain.trouble = () => {
    questions += 1;
    if (questions === 5) stopping.abort();
    gone();
  };
  await keeper.run({ pollMs: 1, once: false, signal: stopping.signal });
  assert.equal(metric(keeper, "errors_total"), 5);
  await assert.rejects(keeper.run({ pollMs: 1, once: true, signal: new AbortController().signal }), { name: "NoNode" });
});

test("nothing is sent after a stop", async () => {
  const { chain, keeper } = world();
  chain.put(unbond(1));
  const stopping = new AbortController();
  chain.trouble = (question) => {
    if (question === "simulate") stopping.abort();
  };
  await keeper.run({ pollMs: 1, once: false, signal: stopping.signal });
  assert.equal(chain.signed.length, 0);
});

/** What ends a keeper in the middle of something. */
class Killed extends Error {}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The limits, against what blocks really charged. */
function assertWithinLimits(chain: FakeChain, store: Disk, now: number): void {
  const today = chain.charged.filter((other) => other.now > now - DAY).reduce((sum, { fee }) => sum + fee, 0n);
  assert.ok(today <= LIMITS.feePerDay, `${today} in a day`);
  assert.ok(today <= spentToday(store.book, now));
  assert.ok(chain.charged.every(({ fee }) => fee <= LIMITS.feePerTransaction));
  assert.ok(chain.balance >= LIMITS.balanceFloor);
  assert.equal(new Set(chain.charged.map(({ hash }) => hash)).size, chain.charged.length);
}

/** New items, some of them bad, and rivals who take some. */
function stir(chain: FakeChain, random: Random, id: number): void {
  const keys = [...chain.items.keys()];
  if (random.chance(0.1)) chain.items.delete(keys[random.whole(0, keys.length)] ?? "");
  if (random.chance(0.8)) return;
  const bounty = random.amount(100, 20_000);
  const item: Item = random.chance(0.5) ? unbond(id, bounty) : { kind: "transfers", id, bounty };
  chain.put(item);
  if (random.chance(0.05)) chain.bad.add(keyOf(item));
  if (random.chance(0.05)) chain.traps.add(keyOf(item));
}

/** Keepers that are killed anywhere, nodes that fail anywhere, rivals, traps: then calm. */
async function stormOf(seed: number): Promise<void> {
  const random = new Random(seed);
  let now = 0;
  const { chain, store, parts } = world({ random: random.next, now: () => now });
  const kill = (): void => {
    if (random.chance(0.03)) throw new Killed();
  };
  let calm = false;
  store.trouble = () => {
    if (!calm) kill();
  };
  chain.trouble = () => {
    if (calm) return;
    kill();
    if (random.chance(0.05)) gone();
  };
  let keeper = new Keeper(parts);
  for (let step = 0; step < 900; step += 1) {
    calm = step > 450;
    if (!calm) stir(chain, random, step);
    const before = chain.charged.length;
    await keeper.round().catch((error: unknown) => {
      if (!(error instanceof Killed || (error as Error).name === "NoNode")) throw error;
      if (error instanceof Killed) keeper = new Keeper(parts);
    });
    assert.equal(chain.charged.length, before, "only blocks charge");
    if (calm || random.chance(0.7)) chain.tick(now);
    now += random.whole(1, 20) * (calm ? 20 : 1) * MINUTE;
    assertWithinLimits(chain, store, now);
  }
  // Every fee that was taken is known, and what pays and can be finished is finished.
  const fees = chain.charged.reduce((sum, { fee }) => sum + fee, 0n);
  assert.equal(store.book.totals.fees, fees);
  assert.equal(store.book.totals.items, chain.finished.length);
  const left = [...chain.items].filter(([key, { bounty }]) => !chain.bad.has(key) && !chain.traps.has(key) && bounty > 6_000n);
  assert.deepEqual(left, []);
}

test("limits hold whatever happens, and everything that pays is finished in the end", async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    await stormOf(seed).catch((error: unknown) => {
      throw new Error(`seed ${seed}`, { cause: error });
    });
  }
});
