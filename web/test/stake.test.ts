import { describe, expect, test } from "vitest";

import { soloStake, type Staker } from "../src/data/stakerRegistry.js";
import { isStuck } from "../src/pages/stake/Delegations.js";
import { BATCH, dueOf } from "../src/pages/stake/Item.js";
import { changeLines } from "../src/parts/announced.js";

type Registry = Parameters<typeof soloStake>[0];

/** A registry with one staker. */
function registry(staker: Partial<Staker> | Error): Registry & { readonly asked: object[] } {
  const asked: object[] = [];
  const page = (name: string) => async (filter: object) => {
    asked.push(filter);
    return { [name]: [], last: null };
  };
  const answer = async () => {
    if (staker instanceof Error) throw staker;
    return staker;
  };
  return { asked, staker: answer, unbonds: page("unbonds"), transfers: page("transfers") } as unknown as ReturnType<
    typeof registry
  >;
}

describe("a solo stake", () => {
  test("is what an account manages under its own name, with what is on its way out of it", async () => {
    const stakers = registry({ staker: "dora", management: "dora" });
    expect(await soloStake(stakers, "dora")).toMatchObject({ staker: { staker: "dora" }, unbonds: [], transfers: [] });
    expect(stakers.asked).toMatchObject([
      { owner: "dora", staker: "dora" },
      { owner: "dora", staker: "dora" },
    ]);
  });

  test("the staker of a pool is none", async () => {
    const stakers = registry({ staker: "anna", management: "the pool-registry" });
    expect(await soloStake(stakers, "anna")).toBeNull();
    expect(stakers.asked).toEqual([]);
  });

  test("who is no staker has none; a node that is silent is no answer", async () => {
    const unknown = new Error("Query failed with (18): unknown staker wasm1dora: query wasm contract failed: unknown request");
    expect(await soloStake(registry(unknown), "dora")).toBeNull();
    await expect(soloStake(registry(new Error("no answer from http://node")), "dora")).rejects.toThrow("no answer");
  });
});

test("a pool that has not been read yet is not broken", () => {
  expect(isStuck(undefined)).toBe(false);
  expect(isStuck({ state: "active" })).toBe(false);
  expect(isStuck({ state: "broken" })).toBe(true);
  expect(isStuck({ state: "retired" })).toBe(true);
});

test("what is due goes into one message, as much as it takes", () => {
  const items = (from: number, count: number, height: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: from + index,
      amount: "1",
      fee: "0",
      release: { at_height: height },
      ready: false,
    }));
  const now = { height: 10, timeMs: 0 };
  expect(dueOf(items(1, 2, 10), items(5, 1, 11), now)).toEqual({ unbonds: [1, 2], transfers: [] });
  const { unbonds, transfers } = dueOf(items(1, 15, 5), items(100, 15, 5), now);
  expect([unbonds.length, transfers.length]).toEqual([15, BATCH - 15]);
  expect(dueOf(items(1, 30, 5), items(100, 1, 5), now)).toMatchObject({ transfers: [] });
});

test("announced parameters are told with what they are now", () => {
  const now = { unbond_lock: { time: 604_800 }, min_delegation: "1", slasher: null, registrars: ["wasm1a"] };
  const lines = changeLines(
    { unbond_lock: { time: 1_209_600 }, min_delegation: "5", slasher: { set: "wasm1s" }, registrars: [], transfer_lock: null },
    now,
    (base) => `${base} STAKE`,
  );
  expect(lines).toEqual([
    "Unbond lock: 14 days instead of 7 days",
    "Min delegation: 5 STAKE instead of 1 STAKE",
    "Slasher: wasm1s instead of nobody",
    "Registrars: nobody instead of wasm1a",
  ]);
});
