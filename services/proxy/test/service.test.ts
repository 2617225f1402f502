import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, afterEach, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";

import { PNG } from "pngjs";
import { metadataHash } from "tributary-client";

import type { PoolAnswer } from "../src/answers.js";
import { fileOf, FileServer, fileOfSize, GOOD, LOGO, png, sends } from "./support/files.js";
import type { Answer } from "./support/files.js";
import { REGISTRY } from "./support/node.js";
import { until, World } from "./support/world.js";

let world: World;
/** Operators' URLs must not get here. */
let secret: FileServer;

before(async () => {
  secret = await FileServer.start();
});
after(async () => {
  assert.equal(secret.connections, 0);
  await secret.stop();
});
beforeEach(async () => {
  world = await World.create();
});
afterEach(async () => world.end());

const cached = (folder: string): string[] => readdirSync(join(world.folder, "cache", folder)).sort();

test("a good file is served: its texts, its logo made anew, its bytes as hashed on chain", async () => {
  const file = fileOf({ more: "left alone" });
  const { url, hash } = world.add("ada", file);
  await world.start();
  const { logo: _, schema_version: __, ...description } = GOOD;
  const logo = `/v1/logos/${hash}.png`;
  const row = await world.seen("ada");
  assert.deepEqual(row, { pool: "ada", metadata_url: url, metadata_hash: hash, status: "ok", ...description, logo });
  assert.deepEqual(await (await world.get("/v1/pools/ada")).json(), row);

  const { checked_at: checked, ...list } = await world.pools();
  assert.deepEqual(list, { chain_id: "tributary-test-1", registry: REGISTRY, height: world.node.height, pools: [row] });
  assert.ok(Math.abs(Date.parse(checked ?? "") - Date.now()) < 5000);

  const bytes = Buffer.from(await (await world.get(`/v1/files/${hash}`)).arrayBuffer());
  assert.deepEqual(bytes, file);
  assert.equal(metadataHash(bytes), row.metadata_hash);
  const image = PNG.sync.read(Buffer.from(await (await world.get(logo)).arrayBuffer()));
  assert.deepEqual(image.data, PNG.sync.read(Buffer.from(LOGO, "base64")).data);
});

test("whatever else an operator does is shown as such, and harms nobody", async () => {
  const cases: [string, Answer | Buffer, string, RegExp][] = [
    ["utf8", Buffer.from([0x7b, 0xff, 0x7d]), "malformed", /UTF-8/],
    ["json", Buffer.from("{"), "malformed", /JSON/],
    ["larger", fileOfSize(1_048_576), "too_large", /1048576/],
    ["name", fileOf({ name: "x".repeat(65) }), "malformed", /name: more than 64/],
    ["control", fileOf({ description: "a\u202eb" }), "malformed", /description: a control/],
    ["small", fileOf({ logo: png(64).toString("base64") }), "malformed", /64 x 64/],
    ["zipped", gzipSync(fileOf()), "malformed", /UTF-8/],
    [
      "midway",
      (_, response) => void response.writeHead(200, { "content-length": 9 }).write("x", () => response.destroy()),
      "unreachable",
      /midway/,
    ],
    ["never", () => undefined, "slow", /5 s/],
    ["missing", (_, response) => void response.writeHead(404).end(), "unreachable", /404/],
    [
      "there",
      (_, response) => void response.writeHead(302, { location: secret.url("/", "127.0.0.1") }).end(),
      "refused",
      /redirect/,
    ],
  ];
  for (const [pool, answer] of cases) world.add(pool, answer);
  world.add("wrong", fileOf(), fileOf({ name: "another" }));
  const hash = metadataHash(fileOf());
  world.name({ pool: "none", url: "", hash });
  for (const [pool, url] of Object.entries({
    plain: world.files.url("/good.json").replace("https:", "http:"),
    local: secret.url("/", "127.0.0.1"),
    port: "https://files.test:22/",
    words: "my pool has no page",
    unknown: world.files.url("/", "unknown.files.test"),
  })) {
    world.name({ pool, url, hash });
  }
  world.add("good", fileOf({ name: "Good" }));
  await world.start();

  for (const [pool, , status, reason] of cases) {
    const row = await world.seen(pool);
    assert.equal(row.status, status, pool);
    assert.match(row.reason ?? "", reason, pool);
    assert.equal(row.name ?? row.logo, undefined, pool);
    assert.equal((await world.get(`/v1/files/${row.metadata_hash}`)).status, 404, pool);
  }
  const others = {
    wrong: "wrong_hash",
    none: "none",
    plain: "refused",
    local: "refused",
    port: "refused",
    words: "refused",
    unknown: "unreachable",
    good: "ok",
  };
  for (const [pool, status] of Object.entries(others)) assert.equal((await world.seen(pool)).status, status, pool);
  const { pools, status } = await world.health();
  assert.equal(status, "ok");
  assert.deepEqual(pools, {
    ok: 1,
    pending: 0,
    none: 1,
    unreachable: 3,
    refused: 5,
    too_large: 1,
    slow: 1,
    wrong_hash: 1,
    malformed: 6,
  });
  assert.deepEqual(cached("files"), [`${metadataHash(fileOf({ name: "Good" }))}.json`]);
});

test("a file that vanishes is said to be gone, and served as long as the chain names it", async () => {
  const { hash } = world.add("ada", fileOf());
  await world.start({ "recheck-seconds": "1" });
  await world.seen("ada");
  world.files.answers.delete("/ada.json");
  const gone = await world.seen("ada", ({ status }) => status !== "ok");
  assert.deepEqual([gone.status, gone.reason, gone.name], ["unreachable", "the server answers with status 404", GOOD.name]);
  assert.equal((await world.get(`/v1/files/${hash}`)).status, 200);
  // Another file at the same place is not the one named on chain.
  world.files.put("/ada.json", fileOf({ name: "Mallory" }));
  const changed = await world.seen("ada", ({ status }) => status === "wrong_hash");
  assert.equal(changed.name, GOOD.name);
  world.files.put("/ada.json", fileOf());
  assert.equal((await world.seen("ada", ({ status }) => status === "ok")).reason, undefined);

  world.name({ pool: "ada", url: "", hash });
  assert.deepEqual(Object.keys(await world.seen("ada", ({ status }) => status === "none")), [
    "pool",
    "metadata_url",
    "metadata_hash",
    "status",
  ]);
  await until(async () => (await world.get(`/v1/files/${hash}`)).status === 404);
  await until(() => cached("files").length + cached("logos").length === 0);
});

test("a change on chain is followed, and a pool that leaves is forgotten", async () => {
  const old = world.add("ada", fileOf());
  world.add("bob", fileOf({ name: "Bob" }));
  await world.start();
  await world.seen("ada");
  world.add("ada", fileOf({ name: "Ada the second" }));
  const row = await world.seen("ada", ({ name }) => name === "Ada the second");
  assert.equal(row.status, "ok");
  await until(async () => (await world.get(`/v1/files/${old.hash}`)).status === 404);
  world.node.pools = world.node.pools.filter(({ pool }) => pool !== "bob");
  await until(async () => (await world.get("/v1/pools/bob")).status === 404);
  await until(() => cached("files").length === 1);
});

test("who fails is asked ever more rarely, and who changes all the time not more often", async () => {
  const asked = { ada: [] as number[], eve: [] as number[] };
  const fails =
    (pool: "ada" | "eve"): Answer =>
    (_, response) => {
      asked[pool].push(Date.now());
      response.writeHead(500).end();
    };
  world.add("ada", fails("ada"));
  world.add("eve", fails("eve"));
  await world.start({ "retry-seconds": "2" });
  await until(() => asked.ada.length > 0 && asked.eve.length > 0);
  for (let change = 0; asked.ada.length < 3; change += 1) {
    const url = world.files.put(`/eve?${change}`, fails("eve"));
    world.name({ pool: "eve", url, hash: metadataHash(Buffer.from(String(change))) });
    await sleep(100);
  }
  const waits = (times: number[]): number[] => times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const [first = 0, second = 0] = waits(asked.ada);
  assert.ok(first >= 2000 && second >= 4000, `${first} ms, ${second} ms`);
  for (const wait of waits(asked.eve)) assert.ok(wait >= 2000, `${wait} ms`);
});

test("who names no URL in between is not fetched more often", async () => {
  const asked: number[] = [];
  const counted: Answer = (_, response) => {
    asked.push(Date.now());
    response.end("nothing");
  };
  const url = world.files.put("/eve.json", counted);
  const hash = "ab".repeat(32);
  world.name({ pool: "eve", url, hash });
  await world.start({ "retry-seconds": "4" });
  await until(() => asked.length === 1);
  for (let turn = 0; asked.length < 3; turn += 1) {
    world.name({ pool: "eve", url: turn % 2 === 0 ? "" : url, hash });
    const { height } = world.node;
    await until(async () => ((await world.health()).height ?? 0) >= height);
    if (turn % 2 === 1) await sleep(1000);
  }
  const waits = asked.slice(1).map((time, index) => time - (asked[index] ?? 0));
  for (const wait of waits) assert.ok(wait >= 4000, `${waits.join()} ms`);
});

test("without the registry the proxy serves what it has and says so", async () => {
  world.add("ada", fileOf());
  await world.start();
  await world.seen("ada");
  await world.node.close();
  const { reason } = await until(async () => (await world.health()).reason !== undefined && (await world.health()));
  assert.match(reason ?? "", /no answer from http:\/\/127\.0\.0\.1/);
  const stale = await until(async () => (await world.health()).status === "stale" && (await world.health()));
  assert.ok((stale.age_seconds ?? 0) >= 8 && stale.height === world.node.height);
  assert.equal((await world.pools()).pools[0]?.name, GOOD.name);

  await world.node.open();
  world.add("bob", fileOf({ name: "Bob" }));
  assert.equal((await world.seen("bob")).status, "ok");
  const health = await world.health();
  assert.deepEqual([health.status, health.reason, health.height], ["ok", undefined, world.node.height]);
  assert.equal(world.said.filter((line) => /no answer/.test(line)).length, 1);
});

test("a node of another chain, one that lags or has no such contract is not listened to", async () => {
  world.add("ada", fileOf());
  world.node.chainId = "tributary-test-2";
  await world.start({ "chain-id": "tributary-test-1" });
  const says = (words: RegExp): Promise<true> => until(async () => words.test((await world.health()).reason ?? "") && true);
  await says(/the node is of the chain tributary-test-2, not of tributary-test-1/);
  world.node.chainId = "tributary-test-1";
  world.node.catchingUp = true;
  await says(/catching up/);
  const { pools, height, checked_at } = await world.pools();
  assert.deepEqual([pools, height, checked_at], [[], null, null]);
  assert.equal((await world.health()).status, "stale");
  world.node.catchingUp = false;
  await world.seen("ada");
  await world.stop();
  await world.start({ registry: "wasm1another" });
  await says(/no such contract/);
  assert.deepEqual((await world.pools()).pools, []);
});

test("a registry that says something else than pools is not listened to", async () => {
  await world.start();
  const good = { pool: "ada", url: "https://files.test/", hash: "ab".repeat(32) };
  const bad = [
    { pool: "../ada" },
    { pool: "Ada" },
    { url: "https://a\n" },
    { url: "x".repeat(257) },
    { hash: "../../etc/passwd" },
    { hash: "AB".repeat(32) },
  ];
  for (const each of bad) {
    const { height } = await world.pools();
    world.node.pools = [{ ...good, ...each }];
    await until(async () => /cannot be one|not named by an address/.test((await world.health()).reason ?? ""));
    assert.deepEqual((await world.pools()).pools, []);
    assert.ok(world.node.height >= (height ?? 0));
    world.node.pools = [];
    await until(async () => (await world.health()).reason === undefined);
  }
});

test("more pools than a proxy takes are left out, and it says so", async () => {
  for (const pool of ["ada", "bob", "carol"]) world.name({ pool, url: "", hash: "ab".repeat(32) });
  await world.start({ "max-pools": "2" });
  await until(async () => (await world.health()).reason === "the registry has more than 2 pools: the others are left out");
  assert.deepEqual(
    (await world.pools()).pools.map(({ pool }) => pool),
    ["ada", "bob"],
  );
});

test("a proxy that starts again serves its cache at once, each file checked again", async () => {
  const rows: PoolAnswer[] = [];
  for (const pool of ["ada", "bob", "carol", "dan"]) world.add(pool, fileOf({ name: pool }));
  await world.start();
  for (const pool of ["ada", "bob", "carol", "dan"]) rows.push(await world.seen(pool));
  const { height } = await world.pools();
  await world.stop();
  await Promise.all([world.node.close(), world.files.stop()]);

  const cache = (name: string): string => join(world.folder, "cache", name);
  const [ada, bob, carol, dan] = rows.map((row) => row.metadata_hash);
  writeFileSync(cache(`files/${bob}.json`), fileOf({ name: "Mallory" }));
  truncateSync(cache(`files/${carol}.json`), 100);
  rmSync(cache(`files/${dan}.json`));
  writeFileSync(cache(`logos/${ada}.png`), "not the logo");
  writeFileSync(cache(`files/${metadataHash(fileOf())}.json`), fileOf());
  writeFileSync(cache("files/stray"), "x");
  writeFileSync(cache("drafts/left"), "x");

  await world.start();
  const row = await world.seen("ada", ({ name }) => name !== undefined);
  assert.deepEqual([row.name, (await world.pools()).height], ["ada", height]);
  await until(async () => (await world.health()).status === "stale" || (await world.health()).reason !== undefined);
  for (const pool of ["bob", "carol", "dan"]) assert.equal((await world.seen(pool, () => true)).name, undefined);
  assert.deepEqual([cached("files"), cached("logos"), cached("drafts")], [[`${ada}.json`], [`${ada}.png`], []]);
  assert.equal(PNG.sync.read(readFileSync(cache(`logos/${ada}.png`))).width, 256);
  assert.equal((await world.seen("ada")).status, "unreachable");
});

test("a list of another chain or registry, or none at all, is not gone on with", async () => {
  world.add("ada", fileOf());
  await world.start();
  await world.seen("ada");
  await world.stop();
  await world.node.close();
  const list = join(world.folder, "cache", "pools.json");
  const saved = readFileSync(list, "utf8");
  const cases = [
    "",
    "{}",
    "null",
    saved.slice(0, -1),
    saved.replace("test-1", "test-2"),
    saved.replace(REGISTRY, "wasm1another"),
    saved.replace('"ada"', '"../ada"'),
  ];
  for (const text of cases) {
    writeFileSync(list, text);
    await world.start();
    await until(async () => (await world.health()).reason !== undefined);
    assert.deepEqual((await world.pools()).pools, [], text.slice(0, 80));
    await world.stop();
    assert.deepEqual(cached("files"), []);
  }
});

test("a cache that cannot be written is said, and tried again", async () => {
  world.add("ada", fileOf());
  await world.start();
  await world.seen("ada");
  rmSync(join(world.folder, "cache"), { recursive: true });
  world.add("bob", fileOf({ name: "Bob" }));
  const row = await world.seen("bob", ({ reason }) => reason !== undefined);
  assert.deepEqual([row.status, row.reason], ["pending", "the proxy cannot keep the file"]);
  assert.equal((await world.seen("ada")).status, "ok");
  assert.ok(!existsSync(join(world.folder, "cache")));
});

/** Sends a file after a moment, so that requests are open at once. */
const later =
  (file: Buffer): Answer =>
  (request, response) =>
    void setTimeout(() => sends(file)(request, response), 200);

test("a thousand pools: few requests at once, fewer at a host", async () => {
  const [POOLS, SILENT] = [1000, 21];
  for (let host = 0; host < 20; host += 1) world.names.names.set(`h${host}.files.test`, ["127.0.0.1"]);
  for (let index = 0; index < POOLS; index += 1) {
    const pool = `pool${String(index).padStart(4, "0")}`;
    const file = fileOf({ name: pool, logo: png(256, index * 4000).toString("base64") });
    world.add(pool, index % 49 === 7 ? () => undefined : later(file), file, `h${index % 20}.files.test`);
  }
  const started = Date.now();
  await world.start({ concurrency: "16", "per-host": "2" });
  // On a busy machine some are taken for silent at first.
  await until(async () => {
    const { ok, slow } = (await world.health()).pools;
    return ok === POOLS - SILENT && slow === SILENT;
  }, 300);
  const took = Date.now() - started;
  assert.ok(world.files.most.together <= 16, `${world.files.most.together} at once`);
  assert.ok(world.files.most.host <= 2, `${world.files.most.host} at once at a host`);

  const before = Date.now();
  const list = await (await world.get("/v1/pools")).arrayBuffer();
  const served = Date.now() - before;
  await world.stop();
  const again = Date.now();
  await world.start();
  await until(async () => (await world.pools()).pools.filter(({ logo }) => logo !== undefined).length === POOLS - SILENT, 120);
  const { rss } = process.memoryUsage();
  console.log(
    `1000 pools: looked at in ${took} ms, at most ${world.files.most.together} at once, ${world.files.most.host} at a host; ` +
      `list of ${list.byteLength} bytes in ${served} ms; cache checked again in ${Date.now() - again} ms; ${Math.round(rss / 1e6)} MB`,
  );
});
