import { describe, expect, test } from "vitest";

import { anchorsOf, timeOf } from "../src/data/activity.js";
import { openRequest, yearlyPpm } from "../src/data/estimates.js";
import { mergeMetadata } from "../src/data/metadataRules.js";
import type { Happened } from "../src/data/past.js";
import { poolHistory } from "../src/pages/pool/history.js";
import { arrangePools, groupOf, type PoolFilter } from "../src/pages/pools/order.js";
import { pool, row, rowsOf } from "./fakes.js";

const EVERYTHING: PoolFilter = { text: "", maxFeePpm: undefined, room: undefined };

describe("lists of pools", () => {
  const pools = [
    pool("a", { score_ppm: 500_000, commission_ppm: 10_000 }),
    pool("b", { score_ppm: 900_000, commission_ppm: 100_000 }),
    pool("c", { score_ppm: 900_000, capacity_left: "5" }),
    pool("d", { performance_ppm: null, score_ppm: 999_999 }),
    pool("e", { state: "broken", score_ppm: 0 }),
    pool("f", { state: "retired", score_ppm: 0, performance_ppm: null }),
  ];
  const names = (filter: PoolFilter, order: Parameters<typeof arrangePools>[2] = "score") => {
    const groups = arrangePools(pools, filter, order, new Map());
    const joined = (group: keyof typeof groups): string => groups[group].map((entry) => entry.pool).join("");
    return { active: joined("active"), new: joined("new"), broken: joined("broken"), retired: joined("retired") };
  };

  test("young, broken and retired pools stand apart; the rest by score, then address", () => {
    expect(names(EVERYTHING)).toEqual({ active: "bca", new: "d", broken: "e", retired: "f" });
    expect(groupOf(pool("x", { performance_ppm: 0 }), undefined)).toBe("active");
  });

  test("a pool is new for one window, whether it has a figure or not", () => {
    const registered = 1_700_000_000_000;
    expect(groupOf(pool("x"), registered - 1)).toBe("new");
    expect(groupOf(pool("x", { performance_ppm: null }), registered)).toBe("active");
  });

  test("filters by fee, room and text", () => {
    expect(names({ ...EVERYTHING, maxFeePpm: 50_000 }).active).toBe("ca");
    expect(names({ ...EVERYTHING, room: 6n }).active).toBe("ba");
    expect(names({ ...EVERYTHING, text: " A " })).toMatchObject({ active: "a", new: "" });
    const described = mergeMetadata(pools, [{ rows: rowsOf(row("b", {}, { name: "Mill Pond", tags: ["green"] })) }]);
    expect(arrangePools(pools, { ...EVERYTHING, text: "mill" }, "score", described).active.map((entry) => entry.pool)).toEqual([
      "b",
    ]);
    expect(arrangePools(pools, { ...EVERYTHING, text: "GREEN" }, "score", described).active.map((entry) => entry.pool)).toEqual([
      "b",
    ]);
  });

  test("orders by the largest figures without losing digits", () => {
    const large = [pool("a", { total_stake: "900719925474099300000" }), pool("b", { total_stake: "900719925474099300001" })];
    expect(arrangePools(large, EVERYTHING, "stake", new Map()).active.map((entry) => entry.pool)).toEqual(["b", "a"]);
  });

  test("a thousand pools are arranged in no time", () => {
    const many = Array.from({ length: 1_000 }, (_, index) => pool(`p${index}`, { score_ppm: (index * 7919) % 1_000_000 }));
    const start = performance.now();
    expect(arrangePools(many, EVERYTHING, "score", new Map()).active).toHaveLength(1_000);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe("estimates", () => {
  test("a year's reward is what the window paid after the fee", () => {
    const paid = pool("a", { window_rewards: "1000000", total_stake: "1000000000", commission_ppm: 100_000 });
    // 0.09 % in a week of 604,800 s: 52.14 weeks are 4.69 %.
    expect(yearlyPpm(paid, 604_800_000)).toBe(46_928n);
    expect(yearlyPpm({ ...paid, performance_ppm: null }, 604_800_000)).toBeUndefined();
    expect(yearlyPpm({ ...paid, total_stake: "0" }, 604_800_000)).toBeUndefined();
  });

  test("a fee whose time is over is announced no more", () => {
    const announced = pool("a", {
      commission_request: { commission_ppm: 1, release: { at_height: 10 }, expires: { at_height: 20 } },
    });
    expect(openRequest(announced, { height: 19, timeMs: 0 })?.commission_ppm).toBe(1);
    expect(openRequest(announced, { height: 20, timeMs: 0 })).toBeUndefined();
  });
});

describe("a pool's past", () => {
  const registered = (height: number, name: string, attributes: object, address = "registry"): Happened => ({
    height,
    transactionHash: `T${height}`,
    event: {
      type: `pool-registry/${name}`,
      contract: "pool-registry",
      name,
      address,
      message: 0,
      attributes,
    } as unknown as Happened["event"],
  });

  test("is read from the registry's own events", () => {
    const events = [
      registered(1, "pool_registered", { pool: "a", amount: 100n, commission_ppm: 50_000 }),
      registered(2, "delegated", { pool: "a", pool_stake: 150n }),
      registered(3, "delegated", { pool: "b", pool_stake: 7n }),
      registered(3, "delegated", { pool: "a", pool_stake: 999n }, "somebody else"),
      registered(4, "rewards_booked", { pool: "a", amount: 5n }),
      registered(5, "rewards_booked", { pool: "a", amount: 6n }),
      registered(6, "delegation_transferred", { from_pool: "a", to_pool: "b", pool_stake: 140n }),
      registered(7, "commission_changed", { pool: "a", commission_ppm: 60_000 }),
    ];
    const { stake, rewards, fee, changes } = poolHistory("a", "registry", { events, cut: false });
    expect(stake.map(({ value }) => value)).toEqual([100n, 150n, 140n]);
    expect(rewards.map(({ value }) => value)).toEqual([5n, 11n]);
    expect(fee.map(({ value }) => value)).toEqual([50_000n, 60_000n]);
    expect(changes.map(({ height }) => height)).toEqual([7, 1]);
  });

  test("dates lie between the blocks that were asked", () => {
    expect(anchorsOf([5, 1, 5, 3])).toEqual([1, 3, 5]);
    expect(anchorsOf(Array.from({ length: 100 }, (_, index) => index))).toHaveLength(12);
    const known = [
      { height: 10, timeMs: 1_000 },
      { height: 20, timeMs: 3_000 },
    ];
    expect([5, 10, 15, 20, 25].map((height) => timeOf(height, known))).toEqual([1_000, 1_000, 2_000, 3_000, 3_000]);
  });
});
