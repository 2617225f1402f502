/** Keepers on the devnet: work, rivals, a node that is killed, restarts. `TRIBUTARY_DEVNET` names the devnet. */

import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { Devnet, eventually, without } from "tributary-chain/dist/test/e2e/nodes.js";

import type { Chain } from "../../src/chain.js";
import { Keeper } from "../../src/keeper.js";
import { partsOf, RPC, Town } from "./support.js";

const ROOT = fileURLToPath(new URL("../../../../../", import.meta.url));
/** What people type; it compiles first, so most tests take what it runs. */
const SCRIPT = ["scripts/keeper.sh"];
const PROGRAM = [process.execPath, "services/keeper/dist/src/main.js"];
const network = Devnet.named();
const skip = without(network, 1);
const soon = (): AbortSignal => AbortSignal.timeout(120_000);

let town: Town;
before(async () => {
  town = await Town.make("keeper");
});
after(async () => {
  if (skip === false) await network?.start();
});

/** A chain some of whose answers are others. */
function but(chain: Chain, others: Partial<Chain>): Chain {
  return new Proxy(chain, {
    get: (target, name) => {
      const value: unknown = Reflect.get(name in others ? others : target, name);
      return typeof value === "function" ? (value as (...given: unknown[]) => unknown).bind(target) : value;
    },
  });
}

/** The program, and what it says. */
function command(...given: string[]): { process: ChildProcess; lines: () => string; ended: Promise<number | null> } {
  return run(PROGRAM, given);
}

function run([program = "", ...first]: string[], given: string[]): ReturnType<typeof command> {
  const child = spawn(program, [...first, ...given], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (text += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  // A program that should have ended is an exit status of null.
  setTimeout(() => child.kill("SIGKILL"), 120_000).unref();
  return { process: child, lines: () => text, ended };
}

interface Totals {
  totals: { earned: string; fees: string; feesLost: string; items: number; itemsLost: number };
  pending: object | null;
}
const bookOf = (record: string): Totals => JSON.parse(readFileSync(record, "utf8")) as Totals;

test("finds and finishes an undelegation, a transfer and auto rewards, with profit", async () => {
  const { file, record, address } = await town.keeper();
  const [unbond, transfer] = [await town.undelegation("5000"), await town.transfer("4000")];
  await town.undelegation("0");
  await town.undelegation("3"); // less than it costs
  await town.rewards("100000");
  await town.wait();
  const start = await town.purse(address);

  const dry = run(SCRIPT, [file, "--dry-run"]);
  assert.equal(await dry.ended, 0, dry.lines());
  assert.match(dry.lines(), new RegExp(`would send: .*unbonds/${unbond}\\b`));
  for (const item of [`transfers/${transfer}`, `auto_rewards/${town.ada.address}/${town.bob.address}`]) {
    assert.ok(dry.lines().includes(item), dry.lines());
  }
  assert.ok(!existsSync(record) && !existsSync(`${record}.lock`));
  assert.deepEqual([await town.purse(address), await town.sequence(address)], [start, 0]);

  const once = command(file, "--once");
  assert.equal(await once.ended, 0, once.lines());
  const { totals, pending } = bookOf(record);
  assert.deepEqual([totals.items, totals.itemsLost, pending], [3, 0, null]);
  assert.equal(await town.sequence(address), 2, "the rewards in a transaction of their own");
  assert.match(
    once.lines(),
    new RegExp(`sends: (unbonds/${unbond}, transfers/${transfer}|transfers/${transfer}, unbonds/${unbond}) for 9000;`),
  );
  assert.match(once.lines(), /sends: auto_rewards\/\S+ for 24489;/);
  // Of the rewards bob has 9.6 parts in 19.6, after four requests of 100,000; half of that is the caller's.
  assert.equal(BigInt(totals.earned), 5000n + 4000n + 24_489n);
  assert.deepEqual(await town.purse(address), { stake: BigInt(totals.earned), fee: start.fee - BigInt(totals.fees) });
  assert.ok(BigInt(totals.earned) > BigInt(totals.fees));
  const { undelegations } = await town.bobs.pools.undelegations({ delegator: town.bob.address });
  assert.deepEqual(
    undelegations.map(({ fee }) => fee),
    ["0", "3"],
  );
  assert.deepEqual((await town.bobs.pools.transfers({ delegator: town.bob.address })).transfers, []);
});

test("many items go in batches, within the gas of a transaction", async () => {
  const { file, record, address } = await town.keeper({ gas: { price: "0.0025ufee", per_transaction: 800_000 } });
  for (let count = 0; count < 14; count += 1) await town.undelegation("2000");
  await town.wait();
  const once = command(file, "--once");
  assert.equal(await once.ended, 0, once.lines());
  const { totals } = bookOf(record);
  assert.equal(totals.items, 14);
  assert.equal((await town.purse(address)).stake, 28_000n);
  const limits = [...once.lines().matchAll(/gas limit (\d+)/g)].map(([, gas]) => Number(gas));
  assert.ok(limits.length === (await town.sequence(address)) && limits.length < 6, once.lines());
  assert.ok(
    limits.every((gas) => gas <= 800_000),
    once.lines(),
  );
});

test("a rival in the moment before ours costs a fee, nothing else", async () => {
  const { file, address } = await town.keeper();
  const lines: string[] = [];
  const parts = await partsOf(file, lines);
  const id = await town.undelegation("5000");
  await town.wait();
  const rival = async (): Promise<void> => {
    await town.bobs.stakers.finalizeUnbond({ id });
  };
  const chain = but(parts.chain, {
    broadcast: async (signed) => {
      await rival();
      return parts.chain.broadcast(signed);
    },
  });
  const keeper = new Keeper({ ...parts, chain, random: () => 0.5 });
  await keeper.run({ pollMs: 100, once: true, signal: soon() });
  const { totals } = parts.store.book;
  assert.deepEqual([totals.earned, totals.items, totals.itemsLost], [0n, 0, 1]);
  assert.ok(totals.fees > 0n && totals.fees === totals.feesLost);
  assert.equal((await town.purse(address)).stake, 0n);
  assert.equal(keeper.metrics()["tributary_keeper_transactions_total"]?.values['{result="lost"}'], 1);
  // It goes on, and has learned nothing wrong.
  const other = await town.undelegation("5000");
  await town.wait();
  await new Keeper(parts).run({ pollMs: 100, once: true, signal: soon() });
  assert.equal(parts.store.book.totals.earned, 5000n, `item ${other}: ${lines.join("\n")}`);
});

test("two keepers share the work: everything is finished once, and neither ends", async () => {
  const [one, other] = [await town.keeper(), await town.keeper()];
  const programs = [command(one.file), command(other.file)];
  const offered = 8;
  try {
    for (let count = 0; count < offered; count += 1) {
      await town.undelegation("3000");
      if (count % 2 === 1) await town.wait();
    }
    const open = async (): Promise<true | undefined> => {
      const { items } = await town.bobs.stakers.matured({ kind: "unbond" });
      return items.every(({ fee }) => BigInt(fee) < 3000n) ? true : undefined;
    };
    await eventually(open, "all is finished");
    await eventually(async () => ([one, other].every(({ record }) => !existsSync(record) || bookOf(record).pending === null) ? true : undefined), "all is settled"); // prettier-ignore
    assert.deepEqual(
      programs.map(({ process: { exitCode } }) => exitCode),
      [null, null],
    );
  } finally {
    for (const program of programs) program.process.kill("SIGTERM");
  }
  assert.deepEqual(await Promise.all(programs.map(({ ended }) => ended)), [0, 0], programs.map(({ lines }) => lines()).join());
  const books = [one, other].filter(({ record }) => existsSync(record)).map(({ record }) => bookOf(record).totals);
  assert.equal(books.reduce((sum, { earned }) => sum + BigInt(earned), 0n), 3000n * BigInt(offered)); // prettier-ignore
  for (const { address } of [one, other]) assert.ok((await town.purse(address)).fee > 1000n);
});

test("a node that is killed while a transaction is under way", { skip }, async () => {
  assert.ok(network);
  const { file, address, record } = await town.keeper();
  await town.undelegation("5000");
  await town.wait();
  const lines: string[] = [];
  const parts = await partsOf(file, lines);
  const keeper = new Keeper(parts);
  assert.equal(await keeper.round(), "busy");
  network.kill(0);
  const stopping = new AbortController();
  const running = keeper.run({ pollMs: 200, once: false, signal: stopping.signal });
  await sleep(2000);
  assert.ok(Number(keeper.metrics()["tributary_keeper_errors_total"]?.values[""]) > 0);
  await network.start();
  await eventually(async () => (parts.store.book.totals.items === 1 ? true : undefined), "it is finished", 120);
  stopping.abort();
  await running;
  assert.equal((await town.purse(address)).stake, 5000n, lines.join("\n"));
  assert.equal(bookOf(record).totals.earned, "5000");
});

test("a restart between writing and sending: nothing twice, nothing lost", async () => {
  const { file, record, address } = await town.keeper();
  await town.undelegation("5000");
  await town.wait();
  const parts = await partsOf(file);
  const killed = but(parts.chain, { broadcast: () => Promise.reject(new Error("killed")) });
  await assert.rejects(new Keeper({ ...parts, chain: killed }).round(), /killed/);
  assert.notEqual(bookOf(record).pending, null);
  assert.equal(await town.sequence(address), 0);

  const once = command(file, "--once");
  assert.equal(await once.ended, 0, once.lines());
  assert.match(once.lines(), /is in no block and cannot come into one any more/);
  assert.deepEqual([await town.sequence(address), (await town.purse(address)).stake], [1, 5000n], once.lines());
});

test("a restart after sending: the transaction is found by its hash", async () => {
  const { file, record, address } = await town.keeper();
  await town.undelegation("5000");
  await town.wait();
  assert.equal(await new Keeper(await partsOf(file)).round(), "busy");
  const once = command(file, "--once");
  assert.equal(await once.ended, 0, once.lines());
  assert.deepEqual([await town.sequence(address), bookOf(record).totals.earned], [1, "5000"], once.lines());
});

test("the program: metrics, one at a time, an orderly end", async () => {
  const { file, record } = await town.keeper({ metrics: { port: 0 }, rpc: ["http://127.0.0.1:1", RPC] });
  const program = command(file);
  const metrics = await eventually(async () => {
    const [, address = ""] = /metrics at (\S+)/.exec(program.lines()) ?? [];
    const text = await (await fetch(address)).text();
    return /^tributary_keeper_rounds_total [1-9]/m.test(text) ? text : undefined;
  }, "metrics");
  assert.match(metrics, /^tributary_keeper_balance 1000000$/m);
  assert.match(metrics, /^tributary_keeper_node_up\{node="node 1 \(127\.0\.0\.1:1\)"\} 0$/m);
  const second = command(file, "--once");
  assert.deepEqual([await second.ended, /works with .*record\.json/.test(second.lines())], [1, true], second.lines());
  program.process.kill("SIGTERM");
  assert.equal(await program.ended, 0, program.lines());
  assert.match(program.lines(), /ended\n$/);
  assert.ok(!existsSync(`${record}.lock`));
});

test("refused with words: another chain, another contract, no contract, no key", async () => {
  const refusals: [object, RegExp][] = [
    [{ chain_id: "other-1" }, /no node is of the chain other-1/],
    [{ pool_registry: town.suite["staker-registry"] }, /does not answer as one/],
    [{ pool_registry: town.bob.address }, /does not answer as one: .*no such contract/],
    [{ key: { environment: "NOT_SET" } }, /NOT_SET is not set/],
  ];
  for (const [change, why] of refusals) {
    const { file } = await town.keeper(change);
    const program = command(file);
    assert.equal(await program.ended, 1, program.lines());
    assert.match(program.lines(), why);
    assert.doesNotMatch(program.lines(), /\n +at /);
  }
  const { file } = await town.keeper();
  writeFileSync(file, readFileSync(file, "utf8").replace('"rate"', '"rates"'));
  const program = command(file);
  assert.deepEqual([await program.ended, /unknown key rates/.test(program.lines())], [1, true], program.lines());
});
