import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import type { PoolsAnswer } from "../src/answers.js";
import { fileOf } from "./support/files.js";
import { until, World } from "./support/world.js";

const MAIN = fileURLToPath(new URL("../src/main.js", import.meta.url));
/** What people type: it compiles, then runs the same. */
const SCRIPT = fileURLToPath(new URL("../../../../scripts/proxy.sh", import.meta.url));

/** Seconds for a program that compiles first, on a machine that does other things too. */
const COMPILING = 180;

/** Ends a program and what it started, if it still runs. */
function kill(program: ChildProcess): void {
  if (program.pid === undefined || program.exitCode !== null || program.signalCode !== null) return;
  process.kill(-program.pid, "SIGKILL");
}

test("the command serves, says what is for tests, and ends when it is told to", async (context) => {
  const world = await World.create();
  context.after(async () => world.end());
  world.add("ada", fileOf());
  const file = join(world.folder, "proxy.json");
  const { "chain-id": chain_id, rpc, registry, cache, dns = "", ca = "" } = world.options();
  writeFileSync(file, JSON.stringify({ chain_id, rpc, registry, cache, dns: [dns], ca: [ca] }));
  const allowed = `127.0.0.1:${world.files.port}`;
  const proxy = spawn(SCRIPT, [file, "--port", "0", "--allow-for-tests", allowed], { detached: true });
  try {
    let said = "";
    for (const stream of [proxy.stdout, proxy.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
    const ended = new Promise((resolve) => proxy.on("exit", resolve));
    const url = await until(() => {
      if (proxy.exitCode !== null) throw new Error(said);
      return /at (http:\S+\/v1\/pools)$/m.exec(said)?.[1];
    }, COMPILING);
    assert.match(said, new RegExp(`FOR TESTS ONLY: .* ${allowed}`));
    const row = await until(async () =>
      ((await (await fetch(url)).json()) as PoolsAnswer).pools.find(({ status }) => status === "ok"),
    );
    assert.equal(row.pool, "ada");
    proxy.kill("SIGTERM");
    assert.equal(await ended, 0);
  } finally {
    kill(proxy);
  }
});

test("the command ends although the node does not answer", async (context) => {
  const world = await World.create();
  context.after(async () => world.end());
  const deaf = createServer();
  context.after(() => deaf.close());
  await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
  const options = world.options({ rpc: `http://127.0.0.1:${(deaf.address() as AddressInfo).port}` });
  const given = Object.entries(options).flatMap(([key, value]) => [`--${key}`, value]);
  const proxy = spawn(process.execPath, [MAIN, ...given], { detached: true });
  try {
    const ended = new Promise((resolve) => proxy.on("exit", resolve));
    let connected = false;
    deaf.once("connection", () => (connected = true));
    await until(() => connected);
    proxy.kill("SIGINT");
    assert.equal(await ended, 0);
  } finally {
    kill(proxy);
  }
});

test("the command refuses with words", () => {
  const run = (...args: string[]): [number | null, string] => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8", timeout: 60_000 });
    return [status, stderr];
  };
  const cases: [string[], RegExp][] = [
    [[], /^error: chain_id is missing/],
    [["--chain-id", "x", "--rpc", "http://127.0.0.1:1", "--registry", "y", "--cache", "/dev/null/x"], /^error: .*\/dev\/null/],
    [["/no/such/file.json"], /^error: \/no\/such\/file\.json: ENOENT/],
    [["--colour", "red"], /^error: Unknown option '--colour'/],
  ];
  for (const [args, expected] of cases) {
    const [status, stderr] = run(...args);
    assert.equal(status, 1);
    assert.match(stderr, expected);
  }
  for (const args of [["--help"], ["a", "b"]]) {
    const [status, stderr] = run(...args);
    assert.equal(status, 2);
    assert.match(stderr, /^usage: /);
  }
  const all = ["--chain-id", "x", "--rpc", "http://127.0.0.1:1", "--registry", "y", "--cache", "z"];
  assert.match(run(...all, "--allow-for-tests", "10.0.0.0/8")[1], /^error: 10\.0\.0\.0\/8 is no address with a port/);
});
