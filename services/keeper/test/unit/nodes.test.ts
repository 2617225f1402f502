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

function nodesOf(fakes: Record<string, Fake>): { nodes: Nodes; lines: string[] } {
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
  return { nodes: new Nodes(urls, "chain", (line) => lines.push(line), { open, patienceMs: 50 }), lines };
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
  const { nodes } = nodesOf({ one: { catchingUp: true }, two, three: { height: 200 } });
  assert.equal(await whoAnswers(nodes), "two");
  nodes.height = 101;
  const { nodes: others } = nodesOf({ two, three: { height: 200 } });
  others.height = 101;
  assert.equal(await whoAnswers(others), "three");
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
