import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { AddressRule } from "../src/addresses.js";
import { Fetcher, MAX_PIECES, TOO_LARGE } from "../src/fetcher.js";
import { Names } from "../src/names.js";
import { Fault } from "../src/status.js";
import { CERTIFICATE } from "./support/certificate.js";
import type { Answer } from "./support/files.js";
import { fileOf, FileServer, fileOfSize, sends } from "./support/files.js";
import { NameServer } from "./support/names.js";

/** For those who are slow, and for all others, on machines that are. */
const [SECONDS, LONG] = [1, 30];

/** May be connected to, but nothing listens there. */
const UNUSED = "127.0.0.2";

let files: FileServer;
/** Its port is open, its address private. */
let secret: FileServer;
let names: NameServer;
let fetcher: Fetcher;
let hasty: Fetcher;

before(async () => {
  [files, secret, names] = [await FileServer.start(), await FileServer.start(), await NameServer.start()];
  names.names.set("files.test", ["127.0.0.1"]);
  const rule = new AddressRule(
    [443, secret.port],
    [],
    [
      { address: "127.0.0.1", port: files.port },
      { address: UNUSED, port: secret.port },
    ],
  );
  fetcher = new Fetcher(rule, new Names([names.address]), LONG, [CERTIFICATE]);
  hasty = new Fetcher(rule, new Names([names.address]), SECONDS, [CERTIFICATE]);
});

after(async () => {
  await Promise.all([files.stop(), secret.stop()]);
  names.stop();
});

async function fetched(url: string): Promise<Buffer> {
  return fetcher.fetch(fetcher.target(url));
}

/** How a URL is refused. */
async function faultOf(url: string, by = fetcher): Promise<string> {
  try {
    await by.fetch(by.target(url));
  } catch (error) {
    assert.ok(error instanceof Fault, String(error));
    return `${error.status}: ${error.message}`;
  }
  return "nothing";
}

let count = 0;

/** How a file is refused. */
async function faultAt(answer: Answer, by = fetcher): Promise<string> {
  count += 1;
  return faultOf(files.put(`/${count}`, answer), by);
}

/** An answer byte by byte, as no library would send it. */
const raw =
  (text: string, then: (response: ServerResponse) => void = (response) => response.socket?.end()): Answer =>
  (_, response) => {
    response.socket?.write(text);
    then(response);
  };

test("files come as they are", async () => {
  for (const file of [fileOf(), Buffer.from([0xff, 0x00]), Buffer.alloc(0), fileOfSize(TOO_LARGE - 1)]) {
    count += 1;
    assert.deepEqual(await fetched(files.put(`/${count}`, file)), file);
  }
  const chunked = files.put("/chunked?query=1", (_, response) => {
    response.write("ab");
    response.end("cd");
  });
  assert.equal(String(await fetched(chunked)), "abcd");
  assert.equal(String(await fetched(files.put("/old", raw("HTTP/1.0 200 OK\r\n\r\nold")))), "old");
  assert.equal(String(await fetched(files.put("/address", Buffer.from("x")).replace("files.test", "127.0.0.1"))), "x");
});

test("what is asked tells nothing but the path and asks for no compression", async () => {
  let asked: unknown;
  await fetched(
    files.put("/path?a=b", ({ method, httpVersion, headers }, response) => {
      asked = { method, httpVersion, headers };
      response.end();
    }),
  );
  const host = `files.test:${files.port}`;
  const headers = {
    accept: "application/json",
    "accept-encoding": "identity",
    "user-agent": "tributary-proxy",
    connection: "close",
    host,
  };
  assert.deepEqual(asked, { method: "GET", httpVersion: "1.1", headers });
});

test("files of 1,048,576 bytes and more are refused, whatever is said of their size", async () => {
  const tooLarge = `too_large: the file has ${TOO_LARGE} bytes or more`;
  assert.equal(await faultAt(sends(fileOfSize(TOO_LARGE))), tooLarge);
  const unannounced: Answer = (_, response) => {
    response.write(fileOfSize(TOO_LARGE - 1));
    response.end(" ");
  };
  assert.equal(await faultAt(unannounced), tooLarge);
  assert.equal(await faultAt((_, response) => response.writeHead(200, { "content-length": 2 ** 40 }).flushHeaders()), tooLarge);
  const endless: Answer = (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) continue;
      response.once("drain", more);
    };
    more();
  };
  const sent = files.sent;
  assert.equal(await faultAt(endless), tooLarge);
  await new Promise((resolve) => setTimeout(resolve, 100));
  // What was under way when the connection closed lay in buffers of the two sides.
  assert.ok(files.sent - sent < 16 * TOO_LARGE, `${files.sent - sent} bytes`);
});

/** Sends so many pieces of one byte in a chunk each. */
const crumbs =
  (pieces: number): Answer =>
  (_, response) =>
    void response.socket?.end(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${"1\r\nx\r\n".repeat(pieces)}0\r\n\r\n`);

/** Sends so many bytes, each in a record of TLS of its own. */
const records =
  (bytes: number): Answer =>
  (_, response) => {
    response.writeHead(200, { "content-length": bytes }).flushHeaders();
    const send = (left: number): void => {
      if (left > 0 && response.socket?.writable === true) response.socket.write("x", () => send(left - 1));
    };
    send(bytes);
  };

test("a file in very many pieces is refused before they cost memory", async () => {
  const refused = `refused: the file comes in more than ${MAX_PIECES} pieces`;
  assert.equal((await fetched(files.put("/crumbs", crumbs(MAX_PIECES)))).length, MAX_PIECES);
  assert.equal(await faultAt(crumbs(MAX_PIECES + 1)), refused);
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().heapUsed - before)), 5);
  const found = await Promise.all(Array.from({ length: 4 }, async () => faultAt(crumbs(1_048_000))));
  clearInterval(watching);
  assert.deepEqual(found, Array(4).fill(refused));
  assert.ok(most < 100_000_000, `${most} bytes`);
  assert.equal(await faultAt(records(MAX_PIECES + 100)), refused);
});

test("who is slow is not waited for", async (context) => {
  const slow = `slow: the file did not come within ${SECONDS} s`;
  const drip =
    (head: string, drop: string): Answer =>
    (_, response) => {
      response.socket?.write(head);
      const dripping = setInterval(() => response.socket?.write(drop), 20);
      response.on("close", () => clearInterval(dripping));
    };
  const started = Date.now();
  const cases: Answer[] = [
    () => undefined,
    drip("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "x"),
    drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
    drip("HTTP/1.1 200 OK\r\n", "x"),
    (_, response) => response.writeHead(200, { "content-length": 10 }).flushHeaders(),
  ];
  const deaf = createTcpServer();
  context.after(() => deaf.close());
  await new Promise<void>((resolve) => deaf.listen(0, "127.0.0.1", resolve));
  const rule = new AddressRule([], [], [{ address: "127.0.0.1", port: (deaf.address() as AddressInfo).port }]);
  const knocking = new Fetcher(rule, new Names(), SECONDS);
  const noHandshake = knocking.fetch(knocking.target(`https://127.0.0.1:${(deaf.address() as AddressInfo).port}/`));
  const found = await Promise.all([
    ...cases.map(async (answer) => faultAt(answer, hasty)),
    noHandshake.catch((error: Fault) => `${error.status}: ${error.message}`),
  ]);
  for (const [index, fault] of found.entries()) assert.equal(fault, slow, `case ${index}`);
  assert.ok(Date.now() - started < 1000 * LONG);
});

test("a name server that is silent is not waited for", async () => {
  const silent = await NameServer.start();
  silent.silent = true;
  const waiting = new Fetcher(new AddressRule([443]), new Names([silent.address]), SECONDS);
  await assert.rejects(waiting.fetch(waiting.target("https://files.test/")), { status: "slow" });
  silent.stop();
});

test("redirects, compression, interim answers and other codes are no files", async () => {
  for (const status of [301, 302, 303, 307, 308, 300, 304]) {
    const location = secret.put("/secret", fileOf(), "127.0.0.1");
    const redirect: Answer = (_, response) => void response.writeHead(status, { location }).end();
    assert.equal(await faultAt(redirect), "refused: the server redirects, which is not followed");
  }
  const itself: Answer = ({ url }, response) => void response.writeHead(302, { location: url }).end();
  assert.equal(await faultAt(itself), "refused: the server redirects, which is not followed");
  assert.equal(secret.connections, 0);

  const bomb = gzipSync(Buffer.alloc(100_000_000));
  for (const encoding of ["gzip", "x-gzip", "br", "deflate", "identity, gzip", "GZIP"]) {
    const zipped: Answer = (_, response) => void response.writeHead(200, { "content-encoding": encoding }).end(bomb);
    assert.equal(await faultAt(zipped), "refused: the server compresses the file although asked not to");
  }
  // Compressed without saying so: bytes like others.
  assert.deepEqual(await fetched(files.put("/bomb", bomb)), bomb);

  for (const status of [201, 204, 206, 400, 401, 404, 418, 500, 503]) {
    const other: Answer = (_, response) => void response.writeHead(status).end();
    assert.equal(await faultAt(other), `unreachable: the server answers with status ${status}`);
  }
  const interim = "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000);
  assert.equal(await faultAt(raw(interim)), "refused: the server sends interim answers");
  assert.match(
    await faultAt(raw("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n")),
    /^unreachable/,
  );
});

test("what is cut off, lies or is no HTTP is no file", async () => {
  const midway = "unreachable: the server closed midway";
  assert.equal(await faultAt(raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc")), midway);
  assert.equal(await faultAt(raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")), midway);
  assert.equal(await faultAt(raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc", (it) => it.socket?.destroy())), midway);
  assert.equal(await faultAt(raw("HTTP/1.1 200 OK\r\n", (it) => it.socket?.destroy())), midway);
  assert.equal(await faultAt((_, response) => response.socket?.destroy()), midway);
  // More than was announced.
  assert.match(
    await faultAt(raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabcdef")),
    /^unreachable: the answer is not HTTP: HPE_/,
  );

  assert.match(await faultAt(raw("SSH-2.0-OpenSSH\r\n")), /^unreachable: the answer is not HTTP: HPE_/);
  assert.match(await faultAt(raw("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")), /^unreachable: the answer is not HTTP: HPE_/);
  assert.match(
    await faultAt(raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na")),
    /^unreachable: the answer is not HTTP: HPE_/,
  );
  assert.match(await faultAt(raw(`HTTP/1.1 200 OK\r\nX: ${"x".repeat(100_000)}\r\n\r\n`)), /^too_large: the answer's head/);
  assert.match(await faultAt(raw(`HTTP/1.1 200 OK\r\n${"X: x\r\n".repeat(10_000)}\r\n`)), /^too_large: the answer's head/);
});

test("URLs that may not be followed are refused before anybody is asked", async () => {
  const cases: [string, RegExp][] = [
    ["", /cannot be read/],
    ["files.test/x", /cannot be read/],
    ["https://", /cannot be read/],
    ["http://files.test/", /does not begin with https/],
    ["file:///etc/passwd", /does not begin with https/],
    ["ftp://files.test/", /does not begin with https/],
    ["data:application/json,{}", /does not begin with https/],
    ["https://user@files.test/", /user name or password/],
    ["https://:secret@files.test/", /user name or password/],
    ["https://files.test:22/", /port/],
    ["https://files.test:8443/", /port/],
    ...[
      "127.0.0.1",
      "2130706433",
      "0x7f000001",
      "0177.0.0.1",
      "127.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "169.254.169.254",
      "[fe80::1]",
    ].map((host): [string, RegExp] => [`https://${host}:${secret.port}/`, /does not connect to$/]),
  ];
  for (const [url, expected] of cases) {
    assert.match(await faultOf(url), expected, url);
    assert.match(await faultOf(url), /^refused: /, url);
  }
  assert.equal(secret.connections, 0);
});

test("names that mean private addresses are refused when the connection is made", async () => {
  const hidden = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fd00::1"];
  const refused = "refused: the host has an address that this proxy does not connect to";
  for (const address of hidden) {
    names.names.set("hidden.files.test", [address]);
    assert.equal(await faultOf(`https://hidden.files.test:${secret.port}/`), refused, address);
    names.names.set("both.files.test", ["1.1.1.1", address]);
    assert.equal(await faultOf(`https://both.files.test:${secret.port}/`), refused, address);
  }
  // Another answer each time, for both kinds of addresses: what was checked is connected to, nothing else.
  let asked = 0;
  names.names.set("changing.files.test", () => [Math.floor(asked++ / 2) % 2 === 0 ? UNUSED : "127.0.0.1"]);
  const found = [];
  for (let look = 0; look < 4; look += 1) found.push(await faultOf(`https://changing.files.test:${secret.port}/`));
  assert.deepEqual([found[1], found[3]], [refused, refused]);
  assert.match(`${found[0]} ${found[2]}`, /^(unreachable|slow): .* (unreachable|slow): /);
  assert.equal(secret.connections, 0);
  for (const name of ["localhost", "nobody.files.test"]) {
    assert.equal(await faultOf(`https://${name}:${secret.port}/`), "unreachable: no connection: ENOTFOUND");
  }
});

test("the certificate must be the host's, and by somebody who is trusted", async () => {
  names.names.set("other.test", ["127.0.0.1"]);
  assert.equal(await faultOf(files.url("/", "other.test")), "unreachable: no connection: ERR_TLS_CERT_ALTNAME_INVALID");
  const rule = new AddressRule([], [], [{ address: "127.0.0.1", port: files.port }]);
  const strict = new Fetcher(rule, new Names([names.address]), LONG);
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  await assert.rejects(strict.fetch(strict.target(files.url("/"))), { message: "no connection: DEPTH_ZERO_SELF_SIGNED_CERT" });
  delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
});

test("nobody there is said as such", async () => {
  const gone = await FileServer.start();
  const url = gone.url("/", "127.0.0.1");
  const rule = new AddressRule([], [], [{ address: "127.0.0.1", port: gone.port }]);
  await gone.stop();
  const knocking = new Fetcher(rule, new Names(), LONG);
  await assert.rejects(knocking.fetch(knocking.target(url)), { status: "unreachable", message: "no connection: ECONNREFUSED" });
});

test("a look can be broken off", async () => {
  const stop = new AbortController();
  const looking = fetcher.fetch(fetcher.target(files.put("/silent", () => stop.abort())), stop.signal);
  await assert.rejects(looking, { status: "unreachable" });
});
