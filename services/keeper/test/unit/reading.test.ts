/** Lists and events: what waits, and what was done. */

import assert from "node:assert/strict";
import { test } from "node:test";

import type { PoolRegistryReadOnlyInterface, StakerRegistryReadOnlyInterface } from "tributary-client";
import { decodeEvents, TributaryError } from "tributary-client";

import { Finder, PAGES_A_LOOK } from "../../src/finder.js";
import { KINDS, keyOf } from "../../src/items.js";
import { earnedIn, reportOf } from "../../src/report.js";

type Page = { startAfter?: { id: number }; limit: number };

/** A staker-registry with so many matured unbonds; it refuses pages of more than `most` rows. */
function stakersWith(unbonds: number, most = 100): StakerRegistryReadOnlyInterface {
  const matured = async ({ startAfter, limit }: Page): Promise<object> => {
    if (limit > most) throw new TributaryError("out of gas in location: wasm contract");
    const first = (startAfter?.id ?? -1) + 1;
    const ids = Array.from({ length: Math.max(0, Math.min(limit, unbonds - first)) }, (_, index) => first + index);
    return { items: ids.map((id) => ({ id, fee: id % 2 === 0 ? "5" : "0", release: { at_height: 1 } })) };
  };
  return { matured } as unknown as StakerRegistryReadOnlyInterface;
}

const transfers = [
  { id: 1, fee: "9", ready: true, accepted: true },
  { id: 2, fee: "9", ready: false, accepted: true },
  { id: 3, fee: "9", ready: true, accepted: false },
  { id: 4, fee: "0", ready: true, accepted: true },
];
const rewards = [
  { pool: "p", delegator: "ann", fee: "7", accepted: true },
  { pool: "p", delegator: "bob", fee: "7", accepted: false },
];
const pools = {
  transfers: async () => ({ transfers, last: null }),
  autoRewards: async ({ minAmount }: { minAmount: string }) => ({ auto_rewards: minAmount === "3" ? rewards : [], last: null }),
} as unknown as PoolRegistryReadOnlyInterface;

test("what can be finished for a bounty is found", async () => {
  const found = await new Finder(KINDS, assert.fail).look(stakersWith(4), pools, 3n);
  assert.deepEqual(found.map(keyOf), ["unbonds/0", "unbonds/2", "transfers/1", "auto_rewards/p/ann"]);
  assert.deepEqual(
    found.map(({ bounty }) => bounty),
    [5n, 5n, 9n, 7n],
  );
  const some = await new Finder(["transfers"], assert.fail).look(stakersWith(4), pools, 3n);
  assert.deepEqual(some.map(keyOf), ["transfers/1"]);
});

test("a list that is too long for one look is read to its end in several", async () => {
  const finder = new Finder(["unbonds"], assert.fail);
  const rows = 30 * PAGES_A_LOOK;
  const stakers = stakersWith(rows + 100);
  assert.equal((await finder.look(stakers, pools, 1n)).length, rows / 2);
  assert.deepEqual((await finder.look(stakers, pools, 1n)).map(keyOf)[0], `unbonds/${rows}`);
  assert.deepEqual((await finder.look(stakers, pools, 1n)).map(keyOf)[0], "unbonds/0");
});

test("a page that is too large for the node is asked for smaller; a list that is refused keeps nothing else back", async () => {
  assert.equal((await new Finder(["unbonds"], assert.fail).look(stakersWith(40, 10), pools, 1n)).length, 20);
  const lines: string[] = [];
  const found = await new Finder(KINDS, (line) => lines.push(line)).look(stakersWith(4, 0), pools, 3n);
  assert.deepEqual(found.map(keyOf), ["transfers/1", "auto_rewards/p/ann"]);
  assert.deepEqual(lines, ["the list of unbonds is refused: out of gas in location: wasm contract"]);
});

test("a node that fails in the middle of a list fails the look", async () => {
  const stakers = { matured: async () => Promise.reject(new Error("gone")) } as unknown as StakerRegistryReadOnlyInterface;
  await assert.rejects(new Finder(KINDS, assert.fail).look(stakers, pools, 1n), /gone/);
});

const SUITE = { stakerRegistry: "stakers", poolRegistry: "pools", denom: "ustake" };

const event = (type: string, attributes: Record<string, string>) => ({
  type: `wasm-tributary_${type}`,
  attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
});

const unbond = (id: number, more: Record<string, string> = {}) =>
  event("staker_registry/unbond_finalized", {
    _contract_address: "stakers",
    id: String(id),
    staker: "s",
    owner: "o",
    recipient: "r",
    amount: "100",
    fee: "5",
    fee_recipient: "me",
    ...more,
  });

test("what was paid is read from the events of our contracts alone", () => {
  const transfer = event("staker_registry/transfer_finalized", {
    _contract_address: "stakers",
    id: "3",
    from: "a",
    to: "b",
    owner: "o",
    amount: "100",
    fee: "6",
    fee_recipient: "me",
    tokens: "1",
  });
  const redelegated = event("pool_registry/rewards_redelegated", {
    _contract_address: "pools",
    delegator: "ann",
    pool: "p",
    amount: "10",
    commission: "0",
    fee: "7",
    fee_recipient: "me",
  });
  const events = [
    unbond(1),
    unbond(2, { fee_recipient: "rival" }),
    unbond(8, { _contract_address: "liar" }),
    transfer,
    redelegated,
  ];
  const report = reportOf(decodeEvents(events), SUITE, "me");
  assert.deepEqual(Object.fromEntries(report), { "unbonds/1": 5n, "unbonds/2": 0n, "transfers/3": 6n, "auto_rewards/p/ann": 7n });
  assert.equal(earnedIn(report), 18n);
});
