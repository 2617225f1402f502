import assert from "node:assert/strict";
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

test("the command serves, says what is for tests, and ends when it is told to", async () => {
  const world = await World.create();
  world.add("ada", fileOf());
  const file = join(world.folder, "proxy.json");
  const { "chain-id": chain_id, rpc, registry, cache, dns = "", ca = "" } = world.options();
  writeFileSync(file, JSON.stringify({ chain_id, rpc, registry, cache, dns: [dns], ca: [ca] }));
  const allowed = `127.0.0.1:${world.files.port}`;
  const proxy = spawn(process.execPath, [MAIN, file, "--port", "0", "--allow-for-tests", allowed]);
  let said = "";
  proxy.stdout.on("data", (text: Buffer) => (said += text.toString()));
  const url = await until(() => /at (http:\S+\/v1\/pools)$/m.exec(said)?.[1]);
  assert.match(said, new RegExp(`FOR TESTS ONLY: .* ${allowed}`));
  const row = await until(async () =>
    ((await (await fetch(url)).json()) as PoolsAnswer).pools.find(({ status }) => status === "ok"),
  );
  assert.equal(row.pool, "ada");
  const ended = new Promise((resolve) => proxy.on("exit", resolve));
  proxy.kill("SIGTERM");
  assert.equal(await ended, 0);
  await world.end();
});

test("the command ends although the node does not answer", async () => {
  const world = await World.create();
  const deaf = createServer();
  await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
  const options = world.options({ rpc: `http://127.0.0.1:${(deaf.address() as AddressInfo).port}` });
  const proxy = spawn(process.execPath, [MAIN, ...Object.entries(options).flatMap(([key, value]) => [`--${key}`, value])]);
  const connected = new Promise((resolve) => deaf.once("connection", resolve));
  await connected;
  const ended = new Promise((resolve) => proxy.on("exit", resolve));
  proxy.kill("SIGINT");
  assert.equal(await ended, 0);
  deaf.close();
  await world.end();
});

test("the command refuses with words", () => {
  const run = (...args: string[]): [number | null, string] => {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8" });
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
