import assert from "node:assert/strict";
import { test } from "node:test";

import { Queue } from "../src/queue.js";

test("so many at once, so many of a host, who does not fail first", async () => {
  const queue = new Queue(3, 2, () => 0);
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

test("who failed often waits his handicap and no longer, whoever comes meanwhile", async () => {
  let now = 0;
  const queue = new Queue(1, 1, () => now);
  const started: string[] = [];
  const run = (name: string, handicap: number): Promise<void> =>
    queue.run(name, handicap, async () => {
      started.push(name);
      now += 10;
      // One more that never failed comes for each that ends.
      if (now < 1000) void run(`new${now}`, 0);
      await new Promise((resolve) => setImmediate(resolve));
    });
  void run("new0", 0);
  await run("often", 200);
  const before = started.indexOf("often");
  assert.ok(before >= 15 && before <= 25, `${before} were before it`);
});

test("very many tasks are taken in quickly, of one host or of many", async () => {
  const TASKS = 20_000;
  for (const hosts of [1, TASKS]) {
    const queue = new Queue(16, 2);
    let [most, running, ended] = [0, 0, 0];
    const before = process.cpuUsage();
    const all = Array.from({ length: TASKS }, (_, index) =>
      queue.run(`h${index % hosts}`, 0, async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        ended += 1;
      }),
    );
    // Of the processor, since other programs run too. Looking at all that wait for each that comes takes many times that.
    const took = process.cpuUsage(before).user / 1e6;
    await Promise.all(all);
    assert.deepEqual([ended, most], [TASKS, hosts === 1 ? 2 : 16]);
    console.log(`${TASKS} tasks of ${hosts} hosts: ${took} s`);
    assert.ok(took < 3, `${took} s for ${hosts} hosts`);
  }
});
