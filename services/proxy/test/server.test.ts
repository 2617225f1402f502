import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";

import { readConfig } from "../src/config.js";
import { serverOf } from "../src/server.js";
import type { Watcher } from "../src/watcher.js";
import { fileOf } from "./support/files.js";
import { until, World } from "./support/world.js";

let world: World;
let hash: string;
let url: string;

before(async () => {
  world = await World.create();
  ({ hash } = world.add("ada", fileOf()));
  await world.start({ "poll-seconds": "3600" });
  await world.seen("ada");
  ({ url } = await world.get("/v1/health"));
});
after(async () => world.end());

const paths = (): string[] => ["/v1/pools", "/v1/pools/ada", `/v1/files/${hash}`, `/v1/logos/${hash}.png`];

/** An answer to a path that is sent as it is. */
async function raw(path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { path }, (response) => resolve(response.resume()))
      .on("error", reject)
      .end();
  });
}

test("every answer may be read from anywhere, is what it says, and runs nothing", async () => {
  for (const path of [...paths(), "/v1/health", "/", "/v1/pools/nobody"]) {
    const { headers } = await world.get(path, { headers: { origin: "https://wallet.example" } });
    assert.equal(headers.get("access-control-allow-origin"), "*", path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("content-security-policy"), "default-src 'none'; sandbox", path);
    assert.equal(headers.get("set-cookie"), null, path);
    const type = path.endsWith(".png") ? "image/png" : "application/json; charset=utf-8";
    assert.equal(headers.get("content-type"), type, path);
  }
  assert.equal((await world.get(`/v1/files/${hash}`)).headers.get("content-disposition"), "attachment");
});

test("what a reader has is not sent again", async () => {
  for (const path of paths()) {
    const first = await world.get(path);
    const etag = first.headers.get("etag") ?? "";
    assert.match(etag, /^"[\w-]{22,64}"$/, path);
    assert.match(first.headers.get("cache-control") ?? "", /^public, max-age=(10|3600)$/, path);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const second = await world.get(path, { headers: { "if-none-match": known } });
      assert.deepEqual([second.status, await second.text(), second.headers.get("etag")], [304, "", etag], path);
    }
    const other = await world.get(path, { headers: { "if-none-match": '"other"' } });
    assert.deepEqual([other.status, Buffer.from(await other.arrayBuffer())], [200, Buffer.from(await first.arrayBuffer())], path);
  }
  assert.equal((await world.get("/v1/health")).headers.get("cache-control"), "no-store");
});

test("HEAD has no body, other methods are refused, preflights are answered", async () => {
  for (const path of paths()) {
    const [get, head] = [await world.get(path), await world.get(path, { method: "HEAD" })];
    assert.deepEqual([head.status, await head.text()], [200, ""], path);
    assert.equal(head.headers.get("content-length"), String((await get.arrayBuffer()).byteLength), path);
  }
  for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
    const { status, headers } = await world.get("/v1/pools", { method });
    assert.deepEqual([status, headers.get("allow")], [405, "GET, HEAD, OPTIONS"]);
  }
  const { status, headers } = await world.get("/v1/pools", { method: "OPTIONS" });
  assert.deepEqual([status, headers.get("access-control-allow-headers")], [204, "if-none-match"]);
});

test("what is not there is not found, however it is asked for", async () => {
  const others = [
    "/",
    "/v1",
    "/v1/pools/",
    "/v1/pools/nobody",
    "/v1/pools/__proto__",
    `/v1/files/${"0".repeat(64)}`,
    `/v1/files/${hash}.png`,
  ];
  const escapes = [
    `/v1/logos/${hash}`,
    "/v1/files/..%2f..%2fpools.json",
    "/v1/files/../pools.json",
    "//v1/pools",
    "*",
    "/v1/files/%00",
    `/v1/files/${hash.toUpperCase()}`,
  ];
  for (const path of [...others, ...escapes]) assert.equal((await raw(path)).statusCode, 404, path);
  assert.equal((await raw("/v1/pools?whatever=1")).statusCode, 200);
  assert.deepEqual(await (await world.get("/v1/pools/nobody")).json(), { error: "the registry has no such pool" });
});

test("readers who leave or dawdle do no harm", async () => {
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: 50 }, () => connect(Number(port), hostname));
  for (const [index, socket] of sockets.entries()) {
    socket.on("error", () => undefined);
    socket.write(index % 2 === 0 ? `GET /v1/logos/${hash}.png HTTP/1.1\r\nHost: x\r\n\r\n` : "GET /v1/pools HTTP/1.1\r\nX");
  }
  await until(() => sockets.every((socket) => !socket.connecting));
  for (const socket of sockets) socket.destroy();
  assert.equal((await world.get("/v1/pools")).status, 200);
  const long = await raw(`/v1/pools/${"a".repeat(20_000)}`);
  assert.equal(long.statusCode, 431);
});

test("the list is made at most once a second, however often something changes", async (context) => {
  let made = 0;
  const pools = { values: () => ((made += 1), [].values()) };
  const watcher = { version: 0, height: 1, checkedAt: undefined, pools };
  const server = serverOf(readConfig(undefined, world.options()), watcher as unknown as Watcher);
  context.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const list = async (): Promise<{ height: number }> => {
    watcher.version += 1;
    watcher.height = watcher.version;
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/pools`);
    return (await answer.json()) as { height: number };
  };
  const started = Date.now();
  assert.equal((await list()).height, 1);
  let last = 1;
  while (last === 1) last = (await list()).height;
  const took = Date.now() - started;
  assert.ok(took >= 900, `${took} ms`);
  assert.deepEqual([made, last], [2, watcher.version]);
});
