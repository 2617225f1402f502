import { describe, expect, test } from "vitest";

import { compare, SCORE_DROP_PPM, type Snapshot } from "../src/notices/compare.js";
import { EMPTY, readMemory } from "../src/notices/memory.js";
import type { Pool } from "../src/data/poolRegistry.js";
import { pool } from "./fakes.js";

type Changes = Partial<Pool>;

const CONFIG = { min_self_stake_percentage: 1, score_weights: { fee: 1, performance: 1, capacity: 1 } };
const NOW = { height: 100, timeMs: 1_700_000_000_000 };
const look = (before: Snapshot, pools: readonly Pool[], config = CONFIG, now = NOW) => compare(before, pools, config, now);

/** What is noticed when a pool that looked like `before` looks like `after`. */
function noticed(before: Changes, after: Changes, config = CONFIG, now = NOW) {
  return look(look({}, [pool("a", before)]).snapshot, [pool("a", after)], config, now).notices;
}

/** What is said of a score that fell by 20 points. */
function reasons(before: Changes, after: Changes, config = CONFIG): string | undefined {
  const fell = noticed(before, { score_ppm: 700_000, ...after }, config).find(({ kind }) => kind === "score");
  return fell?.text.replace("fell in attractiveness from 90 to 70 of 100: ", "");
}

describe("notices", () => {
  test("a pool that is seen for the first time is no news", () => {
    expect(look({}, [pool("a", { state: "broken" })]).notices).toEqual([]);
    expect(look({}, [pool("constructor")]).notices).toEqual([]);
  });

  test("nothing changed, nothing said", () => {
    expect(noticed({}, {})).toEqual([]);
  });

  test("a pool breaks, retires and comes back", () => {
    expect(noticed({}, { state: "broken", score_ppm: 0, total_stake: "1" })).toMatchObject([{ kind: "state", bad: true }]);
    expect(noticed({}, { state: "retired", score_ppm: 0 })).toMatchObject([
      { kind: "state", bad: true, text: expect.stringContaining("retired") },
    ]);
    expect(noticed({ state: "broken", score_ppm: 0 }, {})).toMatchObject([{ kind: "state", bad: false }]);
  });

  test("a fee is told when it is announced, taken back and in force", () => {
    const request = { commission_ppm: 90_000, release: { at_height: 150 }, expires: { at_height: 200 } };
    const announced = { commission_request: request };
    expect(noticed({}, announced)).toMatchObject([
      { kind: "fee announced", bad: true, text: expect.stringMatching(/9\s% instead of 5\s%, possible from height 150 on/) },
    ]);
    expect(noticed(announced, announced)).toEqual([]);
    expect(noticed(announced, {})).toMatchObject([
      { kind: "fee announced", bad: false, text: expect.stringContaining("took back") },
    ]);
    expect(noticed(announced, { commission_ppm: 90_000 })).toMatchObject([{ kind: "fee", bad: true }]);
  });

  test("a second announcement of the same fee is told, one that has lapsed is not", () => {
    const at = (release: number, expires: number) => ({
      commission_request: { commission_ppm: 90_000, release: { at_height: release }, expires: { at_height: expires } },
    });
    expect(noticed(at(150, 200), at(160, 210))).toMatchObject([{ kind: "fee announced", bad: true }]);
    expect(noticed({}, at(10, 20))).toEqual([]);
    const later = { height: 200, timeMs: NOW.timeMs };
    expect(noticed(at(150, 200), at(150, 200), CONFIG, later)).toMatchObject([
      { kind: "fee announced", bad: false, text: expect.stringContaining("lapse") },
    ]);
  });

  test("another description is told, and another address of the same", () => {
    expect(noticed({}, { metadata_hash: "cd".repeat(32), metadata_url: "https://x" })).toMatchObject([
      { kind: "metadata", bad: false, text: "describes itself anew" },
    ]);
    expect(noticed({}, { metadata_url: "https://x" })).toMatchObject([
      { kind: "metadata", bad: false, text: expect.stringContaining("at another address") },
    ]);
  });

  test("much stake that has left and rewards that fell are notices of their own", () => {
    expect(noticed({}, { total_stake: "800000000" })).toMatchObject([
      { kind: "stake", bad: true, text: expect.stringContaining("20") },
    ]);
    expect(noticed({}, { total_stake: "800000001" })).toEqual([]);
    expect(noticed({}, { window_rewards: "660000" })).toMatchObject([{ kind: "rewards", bad: true }]);
    expect(noticed({}, { window_rewards: "680000" })).toEqual([]);
    // Half the stake earns half the rewards: whoever stayed lost nothing.
    expect(noticed({}, { total_stake: "500000000", window_rewards: "500000" }).map(({ kind }) => kind)).toEqual(["stake"]);
  });

  test("what is lost little by little is told too, once", () => {
    let { snapshot } = look({}, [pool("a")]);
    const told: number[] = [];
    for (let stake = 950; stake >= 600; stake -= 50) {
      const next = look(snapshot, [pool("a", { total_stake: `${stake}000000` })]);
      if (next.notices.length > 0) told.push(stake);
      snapshot = next.snapshot;
    }
    expect(told).toEqual([800, 600]);
  });
});

describe("a score that drops", () => {
  test("is told with the parts that cost it something", () => {
    expect(reasons({}, { commission_ppm: 500_000 })).toMatch(/^its fee rose to 50\s%$/);
    expect(reasons({}, { performance_ppm: 400_000 })).toMatch(/^it earns less than its stake should, 40\s% of it$/);
    expect(reasons({}, { capacity_left: "5000000000" })).toMatch(/^less room is left, 50\s% of what it can hold$/);
    expect(reasons({}, { capacity_left: "5000000000", commission_ppm: 500_000 })).toMatch(/^its fee .*, less room/);
    // Stake that left makes room: it is no reason.
    expect(reasons({}, { total_stake: "500000000", performance_ppm: 400_000 })).toMatch(/^it earns less/);
  });

  test("more than the whole counts as the whole", () => {
    expect(reasons({ performance_ppm: 3_000_000 }, { performance_ppm: 1_000_000 })).toBe("for no reason that can be seen here");
  });

  test("a part that does not count is no reason", () => {
    const weights = { ...CONFIG, score_weights: { fee: 0, performance: 1, capacity: 1 } };
    const { snapshot } = look({}, [pool("a")], weights);
    const [notice] = look(snapshot, [pool("a", { score_ppm: 700_000, commission_ppm: 500_000 })], weights).notices.slice(-1);
    expect(notice?.text).toContain("for no reason that can be seen here");
  });

  test("weights and a measurement that begins are reasons", () => {
    expect(reasons({}, {}, { ...CONFIG, score_weights: { fee: 5, performance: 1, capacity: 1 } })).toContain(
      "the weights of the score",
    );
    expect(reasons({ performance_ppm: null }, { performance_ppm: 300_000 })).toContain("its performance is measured now");
  });

  test("little is not told; little by little is told once", () => {
    expect(noticed({}, { score_ppm: 900_000 - SCORE_DROP_PPM + 1 })).toEqual([]);
    let { snapshot } = look({}, [pool("a")]);
    const told: number[] = [];
    for (let score = 890_000; score >= 800_000; score -= 10_000) {
      const next = look(snapshot, [pool("a", { score_ppm: score })]);
      if (next.notices.length > 0) told.push(score);
      snapshot = next.snapshot;
    }
    expect(told).toEqual([850_000, 800_000]);
  });
});

describe("what is remembered", () => {
  const { snapshot } = look({}, [pool("a"), pool("b")]);
  const notice = { kind: "state", pool: "a", text: "is broken", bad: true, id: "1", timeMs: 5, read: false };

  test("who left a pool is told of it no more", () => {
    const next = look(snapshot, [pool("b")]);
    expect(next.notices).toEqual([]);
    expect(Object.keys(next.snapshot)).toEqual(["b"]);
  });

  test("comes back as it was kept", () => {
    const request = { commission_ppm: 1, release: { at_time: "1800000000000000000" }, expires: { never: {} } };
    const kept = look({}, [pool("a", { commission_request: request, performance_ppm: null })]).snapshot;
    expect(readMemory(JSON.stringify({ snapshot: kept, notices: [notice] }))).toEqual({ snapshot: kept, notices: [notice] });
    expect(look(kept, [pool("a", { commission_request: request, performance_ppm: null })]).notices).toEqual([]);
  });

  test("what is malformed is dropped, the rest stays", () => {
    const bad = { ...snapshot["b"], earned: { rewards: "1e9", stake: "1" } };
    const read = readMemory(
      JSON.stringify({ snapshot: { a: snapshot["a"], b: bad, c: null }, notices: [notice, { ...notice, timeMs: "5" }, 7] }),
    );
    expect(Object.keys(read.snapshot)).toEqual(["a"]);
    expect(read.notices).toEqual([notice]);
    for (const text of [undefined, "", "{", "null", "[]", '{"snapshot":5}', '{"notices":{}}'])
      expect(readMemory(text)).toEqual(EMPTY);
  });
});
