import assert from "node:assert/strict";
import { test } from "node:test";

import type { Connection } from "tributary-client";
import { TributaryError } from "tributary-client";

import { Nodes } from "../../src/nodes.js";

/** A node as a test wants it. */
interface Fake {
  network?: string;
  height?: number;
  catchingUp?: boolean;
  /** Fails, or never answers. */
  trouble?: "closed" | "silent" | undefined;
}

/** Milliseconds; each test that moves it makes it its own. */
const clock = { now: 0 };

function nodesOf(fakes: Record<string, Fake>, now?: () => number): { nodes: Nodes; lines: string[] } {
  const open = async (url: string): Promise<Connection> => {
    const fake = fakes[new URL(url).hostname] ?? {};
    const status = async (): Promise<object> => {
      if (fake.trouble === "silent") return new Promise(() => undefined);
      if (fake.trouble === "closed") throw new Error(`no answer from ${url}: connection refused`);
      const { network = "chain", height = 100, catchingUp = false } = fake;
      return { nodeInfo: { network }, syncInfo: { latestBlockHeight: height, catchingUp } };
    };
    return { url, comet: { status }, disconnect: () => undefined } as unknown as Connection;
  };
  const lines: string[] = [];
  const urls = Object.keys(fakes).map((name) => `http://${name}/?token=secret`);
  return { nodes: new Nodes(urls, "chain", (line) => lines.push(line), { open, patienceMs: 50, ...(now && { now }) }), lines };
}

const whoAnswers = (nodes: Nodes): Promise<string> =>
  nodes.ask(async (connection) => new URL((connection as unknown as { url: string }).url).hostname);

test("the first node is asked, the next one while that does not answer", async () => {
  for (const trouble of ["closed", "silent"] as const) {
    const one: Fake = {};
    const { nodes, lines } = nodesOf({ one, two: {} });
    assert.equal(await whoAnswers(nodes), "one");
    one.trouble = trouble;
    // What a node was asked already may fail in the middle.
    await nodes.ask(async (connection) => {
      if ((connection as unknown as { url: string }).url.includes("one")) throw new Error("socket closed");
    });
    assert.equal(await whoAnswers(nodes), "two");
    assert.deepEqual(
      nodes.states.map(({ up }) => up),
      [false, true],
    );
    assert.match(lines[0] ?? "", /^node 1 \(one\): socket closed/);
    one.trouble = undefined;
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(await whoAnswers(nodes), "one");
    assert.equal(nodes.states[0]?.up, true);
  }
});

test("a node that is behind or catching up is passed over", async () => {
  const two: Fake = { height: 97 };
  const { nodes } = nodesOf({ one: { catchingUp: true }, two, three: { height: 100 } });
  assert.equal(await whoAnswers(nodes), "two");
  const { nodes: others } = nodesOf({ two: { height: 96 }, three: { height: 100 }, four: { height: 100 } }, time());
  assert.equal(await whoAnswers(others), "two", "all are near");
  clock.now += 10_000;
  await assert.rejects(async () => others.believed(50), /it is at height 50, 96 was seen already/);
});

/** A clock that stands, at some time. */
function time(): () => number {
  clock.now = 1_800_000_000_000;
  return () => clock.now;
}

/** Lets time pass, with a question a second; answers who answered. */
async function pass(nodes: Nodes, seconds: number, each: () => void = () => undefined): Promise<string[]> {
  const answered = new Set<string>();
  for (let second = 0; second < seconds; second += 1) {
    clock.now += 1000;
    each();
    answered.add(await whoAnswers(nodes).catch(() => "nobody"));
  }
  return [...answered];
}

test("a node that comes back and is behind is passed over until it has caught up", async () => {
  const [one, two]: [Fake, Fake] = [{ height: 100 }, { height: 100 }];
  const { nodes } = nodesOf({ one, two }, time());
  assert.equal(await whoAnswers(nodes), "one");
  one.trouble = "closed";
  await pass(nodes, 60, () => (two.height = (two.height ?? 0) + 1));
  one.trouble = undefined;
  // It stands still: however long that takes, the other is asked.
  assert.deepEqual(await pass(nodes, 300, () => (two.height = (two.height ?? 0) + 1)), ["two"]);
  assert.match(await nodes.ask(async () => "x"), /x/);
  one.height = two.height ?? 0;
  assert.ok((await pass(nodes, 61, () => (one.height = two.height = (two.height ?? 0) + 1))).includes("one"));
});

test("one that lies about the height puts nobody out of work for longer than it is asked and a moment", async () => {
  for (const lie of [1_000_000_000, Number.MAX_SAFE_INTEGER, 2 ** 53, -1, 1.5, Number.NaN]) {
    // It lies from the start, alone, and dies.
    const [one, two]: [Fake, Fake] = [{ height: lie }, { height: 100, trouble: "closed" }];
    const { nodes } = nodesOf({ one, two }, time());
    const grow = (): void => void (two.height = (two.height ?? 0) + 1);
    await pass(nodes, 10, grow);
    [one.trouble, two.trouble] = ["closed", undefined];
    await pass(nodes, 150, grow);
    assert.deepEqual(await pass(nodes, 10, grow), ["two"], String(lie));
    // It is back, with the same: the other is asked, as long as nobody is in doubt.
    one.trouble = undefined;
    assert.ok((await pass(nodes, 55, grow)).includes("two"));

    // It is asked while the first one is away.
    const [first, liar]: [Fake, Fake] = [{ height: 100 }, { height: 100 }];
    const { nodes: others } = nodesOf({ first, liar }, time());
    await pass(others, 10);
    [first.trouble, liar.height] = ["closed", lie];
    // What was asked a moment before is asked without another look.
    await pass(others, 6);
    assert.deepEqual(await pass(others, 30), ["nobody"]);
    first.trouble = undefined;
    await pass(others, 60);
    assert.deepEqual(await pass(others, 60), ["first"]);
  }
});

test("one that lies about the height is outvoted, wherever it stands", async () => {
  for (const lie of [1, 1_000_000_000]) {
    const [one, two, three] = [{ height: lie }, { height: 5000 }, { height: 5001 }];
    const grow = (): void => {
      for (const fake of [one, two, three]) fake.height += 1;
    };
    for (const order of [
      { one, two, three },
      { two, one, three },
    ]) {
      const { nodes } = nodesOf(order, time());
      assert.deepEqual(await pass(nodes, 400, grow), ["two"], `${lie}`);
    }
  }
});

test("one that runs ahead as fast as it may is left when the first one gets on", async () => {
  const [first, liar]: [Fake, Fake] = [{ height: 100 }, { height: 100 }];
  const { nodes } = nodesOf({ first, liar }, time());
  const go = (): void => {
    first.height = (first.height ?? 0) + 1;
    liar.height = (liar.height ?? 0) + 9;
  };
  await pass(nodes, 5, go);
  first.trouble = "closed";
  assert.ok((await pass(nodes, 120, go)).includes("liar"));
  first.trouble = undefined;
  await pass(nodes, 180, go);
  assert.deepEqual(await pass(nodes, 120, go), ["first"]);
});

test("after a long time without an answer the chain may have grown", async () => {
  const one: Fake = { height: 100 };
  const { nodes } = nodesOf({ one }, time());
  await whoAnswers(nodes);
  one.trouble = "closed";
  await pass(nodes, 3600);
  [one.trouble, one.height] = [undefined, 100 + 3600];
  assert.ok((await pass(nodes, 61)).includes("one"));
  assert.equal(nodes.believed(3800), 3800);
});

test("a node of another chain is never asked again, and with none left the keeper is refused", async () => {
  const { nodes, lines } = nodesOf({ one: { network: "other" }, two: {} });
  assert.equal(await whoAnswers(nodes), "two");
  assert.match(lines[0] ?? "", /node 1 \(one\): it is of the chain other, not chain, and will not be asked again/);
  const { nodes: none } = nodesOf({ one: { network: "other" }, two: { network: "third" } });
  await assert.rejects(whoAnswers(none), { name: "Refused", message: "no node is of the chain chain" });
});

test("without any node it says why, of each, and never what stands in an address", async () => {
  const { nodes, lines } = nodesOf({ one: { trouble: "closed" }, two: { catchingUp: true } });
  await assert.rejects(whoAnswers(nodes), {
    name: "NoNode",
    message: "node 1 (one): no answer from node 1 (one): connection refused; node 2 (two): it is catching up",
  });
  await assert.rejects(whoAnswers(nodes), { name: "NoNode", message: /left alone for a moment/ });
  assert.ok(!lines.join().includes("secret"));
});

test("a refusal is an answer, not a failure of the node", async () => {
  const { nodes } = nodesOf({ one: {}, two: {} });
  const refusal = new TributaryError("no such contract");
  await assert.rejects(
    nodes.ask(async () => {
      throw refusal;
    }),
    refusal,
  );
  assert.deepEqual(
    nodes.states.map(({ up }) => up),
    [true, true],
  );
});
