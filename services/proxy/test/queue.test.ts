import assert from "node:assert/strict";
import { test } from "node:test";

import { Queue } from "../src/queue.js";

test("so many at once, so many of a host, who does not fail first", async () => {
  const queue = new Queue(3, 2);
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (name: string, host: string, urgency = 0): Promise<void> =>
    queue.run(host, urgency, async () => {
      started.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };

  const all = [
    run("a1", "a"),
    run("a2", "a"),
    run("a3", "a"),
    run("b1", "b"),
    run("c1", "c", 5),
    run("d1", "d", 1),
    run("b2", "b"),
  ];
  await end("nobody");
  assert.deepEqual(started, ["a1", "a2", "b1"]);
  await end("b1");
  assert.deepEqual(started.slice(3), ["b2"]);
  await end("b2");
  assert.deepEqual(started.slice(4), ["d1"]);
  await end("a2");
  assert.deepEqual(started.slice(5), ["a3"]);
  await end("d1");
  assert.deepEqual(started.slice(6), ["c1"]);
  for (const name of ["a1", "a3", "c1"]) await end(name);
  await Promise.all(all);
});

test("a task that fails makes room for others", async () => {
  const queue = new Queue(1, 1);
  const failing = queue.run("a", 0, async () => Promise.reject(new Error("no")));
  const other = queue.run("a", 0, async () => "yes");
  await assert.rejects(failing, /no/);
  assert.equal(await other, "yes");
});
