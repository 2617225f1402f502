import { expect, test } from "vitest";
import type { PastTransaction } from "tributary-client";

import { AT_A_TIME, Past, type Activity } from "../src/data/past.js";

/** A chain with a transaction in each block, and what was asked of it. */
function chainOf(perBlock = 1) {
  const asked: string[] = [];
  let sent = 0;
  const read = async function* ({ fromHeight = 1, toHeight = 0 }) {
    asked.push(`${fromHeight}-${toHeight}`);
    for (let height = toHeight; height >= fromHeight; height -= 1) {
      for (let place = 0; place < perBlock; place += 1) {
        sent += 1;
        yield { height, transactionHash: `${height}/${place}`, events: [{ name: "delegated" }] } as unknown as PastTransaction;
      }
    }
  };
  return { asked, sent: () => sent, past: new Past(read) };
}

const span = ({ events }: Activity) => [events.length, events[0]?.height, events.at(-1)?.height];

test("only the window is read, then only what is new", async () => {
  const { past, asked } = chainOf();
  const first = await past.newer(1_000, 900);
  expect([span(first), first.cut]).toEqual([[101, 900, 1_000], true]);
  expect(span(await past.newer(1_000, 900))).toEqual([101, 900, 1_000]);
  expect(span(await past.newer(1_010, 910))).toEqual([111, 900, 1_010]);
  expect(asked).toEqual(["900-1000", "1001-1010"]);
});

test("a window with too much in it is cut between blocks, and older ones come when they are asked for", async () => {
  const { past, sent } = chainOf(7);
  const first = await past.newer(10_000, 1);
  const blocks = Math.ceil(AT_A_TIME / 7);
  expect([span(first), first.cut]).toEqual([[blocks * 7, 10_001 - blocks, 10_000], true]);
  expect(sent()).toBeLessThanOrEqual(AT_A_TIME + 7 + 1);
  const more = await past.older();
  expect(span(more)).toEqual([2 * blocks * 7, 10_001 - 2 * blocks, 10_000]);
  expect(new Set(more.events.map(({ transactionHash }) => transactionHash)).size).toBe(more.events.length);
});

test("the beginning is no cut", async () => {
  const { past, asked } = chainOf();
  expect((await past.newer(50, -700)).cut).toBe(false);
  await past.older();
  expect(asked).toEqual(["1-50"]);
});

test("after an absence with too much in it nothing is left of what lies behind the gap", async () => {
  const { past } = chainOf();
  await past.newer(100, 1);
  const later = await past.newer(100 + 2 * AT_A_TIME, 1);
  expect([span(later), later.cut]).toEqual([[AT_A_TIME, 101 + AT_A_TIME, 100 + 2 * AT_A_TIME], true]);
  expect(span(await past.older())).toEqual([2 * AT_A_TIME, 101, 100 + 2 * AT_A_TIME]);
});

test("reads that come at once come in turn, and one that fails changes nothing", async () => {
  const { past, asked } = chainOf();
  const answers = await Promise.all([past.newer(100, 50), past.newer(110, 50), past.older()]);
  expect(answers.map(span)).toEqual([
    [51, 50, 100],
    [61, 50, 110],
    [110, 1, 110],
  ]);
  expect(asked).toEqual(["50-100", "101-110", "1-49"]);

  let broken = true;
  const failing = new Past(async function* ({ toHeight = 0 }) {
    if (broken) throw new Error("no answer");
    yield { height: toHeight, transactionHash: "A", events: [{ name: "delegated" }] } as unknown as PastTransaction;
  });
  await expect(failing.newer(10, 1)).rejects.toThrow("no answer");
  broken = false;
  expect(span(await failing.newer(10, 1))).toEqual([1, 10, 10]);
});
