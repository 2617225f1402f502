import assert from "node:assert/strict";
import { test } from "node:test";

import { all, list, MAX_LIMIT, pages, poolRegistryLists, PoolRegistryQueryClient, type List } from "../../src/index.js";

interface Row {
  id: number;
}

/** A contract with that many rows, which counts how often it is asked. */
function contract(rows: number): { asked: number; rows: List<Row, number> } {
  const counted = {
    asked: 0,
    rows: list(
      async ({ startAfter = 0, limit }: { startAfter?: number; limit: number }) => {
        counted.asked += 1;
        const ids = Array.from({ length: rows }, (_, index) => ({ id: index + 1 }));
        return { items: ids.filter(({ id }) => id > startAfter).slice(0, limit) };
      },
      (answer) => answer.items,
      (last) => last.id,
    ),
  };
  return counted;
}

async function collect<T>(iterator: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of iterator) collected.push(item);
  return collected;
}

test("every row comes once, in order", async () => {
  for (const rows of [0, 1, 2, 3, 7, 30, 31, 60]) {
    for (const limit of [1, 2, 3, 30]) {
      const ids = (await collect(all(contract(rows).rows, limit))).map(({ id }) => id);
      assert.deepEqual(
        ids,
        Array.from({ length: rows }, (_, index) => index + 1),
      );
    }
  }
});

test("a page that is not full is the last one", async () => {
  const three = contract(3);
  assert.deepEqual(await collect(pages(three.rows, 2)), [[{ id: 1 }, { id: 2 }], [{ id: 3 }]]);
  assert.equal(three.asked, 2);
});

test("a full last page is followed by nothing", async () => {
  assert.deepEqual(await collect(pages(contract(2).rows, 2)), [[{ id: 1 }, { id: 2 }]]);
});

test("pages are asked for when they are needed", async () => {
  const many = contract(100);
  for await (const row of all(many.rows, 10)) if (row.id === 11) break;
  assert.equal(many.asked, 2);
});

test("a limit that contracts would cut is refused", async () => {
  for (const limit of [0, -1, 1.5, MAX_LIMIT + 1]) {
    await assert.rejects(collect(pages(contract(1).rows, limit)), RangeError);
  }
});

test("auto rewards go on behind an empty page", async () => {
  const cursor = { pool: "p", delegator: "b" };
  const reward = { pool: "p", delegator: "c", rewards: "9", fee: "0", fee_ppm: 0, accepted: true };
  const asked: object[] = [];
  const answers = [
    { auto_rewards: [], last: cursor },
    { auto_rewards: [reward], last: { pool: "p", delegator: "c" } },
    { auto_rewards: [], last: null },
  ];
  const registry = new PoolRegistryQueryClient(
    {
      queryContractSmart: async <Answer>(_: string, query: object): Promise<Answer> => {
        asked.push(query);
        return answers[asked.length - 1] as Answer;
      },
    },
    "wasm1registry",
  );

  const rewards = await collect(all(poolRegistryLists(registry).autoRewards({ minAmount: "5" })));

  assert.deepEqual(rewards, [reward]);
  assert.deepEqual(JSON.parse(JSON.stringify(asked)), [
    { auto_rewards: { min_amount: "5", limit: 30 } },
    { auto_rewards: { min_amount: "5", limit: 30, start_after: cursor } },
    { auto_rewards: { min_amount: "5", limit: 30, start_after: { pool: "p", delegator: "c" } } },
  ]);
});
